/** Every function as it is deployed: what is in its bundle, and what loading it does. */
import { execFileSync } from 'node:child_process'
import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { bundledBySst } from '../../bench/cold/packages.ts'
import { type Bundle, bundleFunction } from '../../src/bundle/bundle.ts'
import { functionNames } from '../../src/ir/names.ts'
import type { Imported } from './imported.ts'

const into = mkdtempSync(join(tmpdir(), 'tripline-bundles-'))
afterAll(() => rmSync(into, { recursive: true }))

const handlers = globSync('functions/*.ts').filter((file) =>
  /^export (?:async function|const) handler\b/m.test(readFileSync(file, 'utf8')),
)

const imported = (folder: string): Imported =>
  JSON.parse(
    execFileSync(process.execPath, [
      join(import.meta.dirname, 'imported.ts'),
      join(folder, 'bundle.mjs'),
    ]).toString(),
  ) as Imported

test('every function of the plan exports a handler, and nothing else does', () => {
  expect(handlers.toSorted()).toEqual(
    functionNames.map((name) => `functions/${name}.ts`).toSorted(),
  )
})

describe.each(handlers)('%s', (file) => {
  let bundle: Bundle
  beforeAll(async () => {
    bundle = await bundleFunction(file, into)
  })

  test('holds neither what reads rules, nor the command line, nor other places for credentials', () => {
    const unwanted =
      /node_modules\/(?:yaml|zod|commander|esbuild|dynalite|bowser|mnemonist|obliterator)\/|credential-provider-(?:ini|sso|http|process|web-identity|login|imds)|packages\/|src\/(?:cli|rule|project|replay|simulate|scan|plan|backends|lint|prove|compare|eventbridge|cloudwatch-logs)\//
    expect(bundle.inputs).toContain(file)
    expect(bundle.inputs.filter((input) => unwanted.test(input))).toEqual([])
  })

  test('is loaded without a connection, a client, or what makes HTTP slow', () => {
    const { exports, connections, clients, undici } = imported(bundle.folder)
    expect({ exports, connections, clients, undici }).toEqual({
      exports: ['handler'],
      connections: 0,
      clients: 0,
      undici: false,
    })
  })
})

test('what is watched for can be seen: a function that is bundled by SST, with its clients made at once', async () => {
  const { clients, undici } = imported(await bundledBySst('bench/cold/same-clients.ts', into))
  expect({ clients: clients > 5, undici }).toEqual({ clients: true, undici: true })
})

test('detect is loaded without the SDK, expressions and templates, which it brings along', async () => {
  const { folder, files } = await bundleFunction('functions/detect.ts', into)
  const read = imported(folder).files
  expect(read).toContain('bundle.mjs')
  expect(
    read.filter((name) => /^(?:sending|bus|queues|finding-author)-|\.cjs$/.test(name)),
  ).toEqual([])
  expect(Object.keys(files)).toEqual(expect.arrayContaining(['re2js.cjs', 'jsonpath-plus.cjs']))
  const bytes = read.reduce((sum, name) => sum + (files[name] ?? 0), 0)
  expect(bytes).toBeGreaterThan(10_000)
  expect(bytes).toBeLessThan(150_000)
})

test('streams of events are only where a client asks for them itself', async () => {
  const streaming = async (name: string) =>
    (await bundleFunction(`functions/${name}.ts`, into)).inputs.some((input) =>
      input.includes('/event-streams/'),
    )
  expect([await streaming('detect'), await streaming('alarm')]).toEqual([false, true])
})

test('the same source makes the same files', async () => {
  const texts = async (folder: string) => {
    const bundle = await bundleFunction('functions/receipts.ts', join(into, folder))
    return Object.keys(bundle.files).map((name) => [
      basename(name),
      readFileSync(join(bundle.folder, name), 'utf8'),
    ])
  }
  expect(await texts('once')).toEqual(await texts('again'))
})
