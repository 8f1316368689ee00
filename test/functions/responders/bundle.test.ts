/**
 * Each responder as it is bundled: it loads, contains no other responder, and distinguishes
 * messages.
 */
import { expect, test } from 'vitest'
import { responders } from '../../../src/ir/names.ts'
import { batchOf, bundled, failedCall, failing, unwanted } from '../bundled.ts'

test.each(responders)('%s holds what it needs and fails what it cannot read', async (responder) => {
  const { inputs, sandbox } = await bundled(responder)
  expect(inputs.filter((input) => unwanted.test(input))).toEqual([])
  const folders = inputs.flatMap(
    (input) => /src\/respond\/responders\/([^/]+)/.exec(input)?.[1] ?? [],
  )
  expect([...new Set(folders)]).toEqual([responder])
  const request: Parameters<typeof batchOf>[0][number] = {
    kind: 'respond',
    responder,
    rule: 'a',
    alert: 'b',
    event: failedCall,
  }
  const batch = batchOf([request, { ...request, responder: 'another' }, 'no JSON'])
  expect(await sandbox.invoke(batch)).toEqual(failing('1', '2'))
  // What a process writes arrives by a pipe of its own, at times after its answer.
  await sandbox.close()
  expect(sandbox.written()).toContain('the call failed with AccessDenied')
})
