/** What bundling does to a function: nothing that it could notice. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startSandbox } from '../../packages/local-aws/lambda/sandbox.ts'
import { type Bundle, bundledHandler, bundleFunction } from '../../src/bundle/bundle.ts'

const source = `
import fs, { existsSync as isThere } from 'node:fs'
import * as path from 'path'
import { createHash, randomUUID } from 'crypto'
import { EventEmitter } from 'node:events'
import { JSONPath } from 'jsonpath-plus'
import { RE2JS } from 're2js'

class Emitter extends EventEmitter {}

export const handler = async ({ regex }: { regex: string }) => ({
  whole: typeof fs.readFileSync, named: isThere('/'), all: path.posix.join('a', 'b'), class: new Emitter().listenerCount('x'),
  hash: createHash('sha256').update('x').digest('hex').slice(0, 8), id: randomUUID().length,
  later: (await import('node:os')).platform(), promises: typeof (await import('fs/promises')).readFile,
  found: RE2JS.compile(regex).matcher('aws-cli/1.2').find(), value: JSONPath({ path: '$.a[0]', json: { a: [7] }, eval: false }),
  agent: typeof (await import('http')).Agent, other: typeof (await import('node:http')).default.request,
  store: new (await import('node:async_hooks')).AsyncLocalStorage().getStore() ?? null,
  names: [class Named {}.name, RE2JS.name],
})
`

const folder = mkdtempSync(join(import.meta.dirname, 'bundle-'))
const into = mkdtempSync(join(tmpdir(), 'tripline-bundle-'))
let bundle: Bundle
beforeAll(async () => {
  writeFileSync(join(folder, 'uses.ts'), source)
  bundle = await bundleFunction(join(folder, 'uses.ts'), into)
})
afterAll(() => {
  for (const each of [folder, into]) rmSync(each, { recursive: true })
})

test('built-in modules and packages that are loaded late are what they were', async () => {
  const sandbox = await startSandbox({
    folder: bundle.folder,
    handler: bundledHandler,
    functionName: 'tripline-test-uses',
    region: 'eu-west-3',
    account: '111122223333',
    environment: {},
    timeoutMs: 600_000,
    clockOffsetMs: 0,
  })
  try {
    expect(await sandbox.invoke({ regex: '^aws-cli/1\\.' })).toEqual({
      kind: 'response',
      body: {
        whole: 'function',
        named: true,
        all: 'a/b',
        class: 0,
        hash: '2d711642',
        id: 36,
        later: process.platform,
        promises: 'function',
        agent: 'function',
        other: 'function',
        store: null,
        found: true,
        value: [7],
        names: ['Named', 'RE2JS'],
      },
    })
  } finally {
    await sandbox.close()
  }
})

test('packages that few events need are files of their own', () => {
  expect(Object.keys(bundle.files)).toEqual(
    expect.arrayContaining(['bundle.mjs', 're2js.cjs', 'jsonpath-plus.cjs']),
  )
  expect(bundle.files['bundle.mjs']).toBeLessThan(10_000)
  expect(bundle.bytes).toBe(Object.values(bundle.files).reduce((sum, bytes) => sum + bytes, 0))
  for (const [name, bytes] of Object.entries(bundle.files))
    expect(readFileSync(join(bundle.folder, name)).length).toBe(bytes)
})

test('the folder is emptied before: nothing old is deployed', async () => {
  writeFileSync(join(bundle.folder, 'chunk-OLD.mjs'), '')
  const again = await bundleFunction(join(folder, 'uses.ts'), into)
  expect(() => readFileSync(join(again.folder, 'chunk-OLD.mjs'))).toThrow()
})

test('a function that does not compile is refused', async () => {
  writeFileSync(join(folder, 'broken.ts'), 'export const handler = (')
  await expect(bundleFunction(join(folder, 'broken.ts'), into)).rejects.toThrow('broken.ts')
})
