/** Files that are started first are there; a file that moved would run at any time. */
import { existsSync } from 'node:fs'
import { expect, test } from 'vitest'
import { longFiles } from '../vitest.sequencer.ts'

test('long files are files', () => {
  expect(longFiles.filter((file) => !existsSync(file))).toEqual([])
})
