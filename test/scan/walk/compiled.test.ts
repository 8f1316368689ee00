/** What runs is what is to be read. */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'

const folder = 'src/scan/walk'

test('walk.wasm is what its sources compile to', () => {
  const fresh = join(mkdtempSync(join(tmpdir(), 'tripline-walk-')), 'walk.wasm')
  const compiler = resolve('node_modules/assemblyscript/bin/asc.js')
  const args = ['--config', join(folder, 'asconfig.json'), '--outFile', fresh]
  execFileSync(process.execPath, [compiler, ...args])
  const isFresh = readFileSync(fresh).equals(readFileSync(join(folder, 'walk.wasm')))
  expect(isFresh, 'run `npm run generate`').toBe(true)
})
