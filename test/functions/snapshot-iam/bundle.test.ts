import { expect, test } from 'vitest'
import { batchOf, bundled, failedCall, failing, unwanted } from '../bundled.ts'

test('the bundle holds nothing that it does not need, and fails a message that is none, and no other', async () => {
  const { inputs, sandbox } = await bundled('snapshot-iam')
  expect(inputs.filter((input) => unwanted.test(input))).toEqual([])
  expect(inputs.filter((input) => input.includes('src/respond/responders/'))).toEqual([])
  expect(await sandbox.invoke(batchOf([failedCall, 'not a message']))).toEqual(failing('1'))
})
