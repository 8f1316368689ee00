/** The shorter error classes are the ones that the SDK has: of every client that a function uses. */
import { existsSync, globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build } from 'esbuild'
import { afterAll, describe, expect, test } from 'vitest'
import { leanErrors } from '../../src/bundle/lean-errors.ts'

const clients = [
  ...new Set(
    globSync('functions/world/**/*.ts').flatMap((file) =>
      [...readFileSync(file, 'utf8').matchAll(/'(@aws-sdk\/client-[\w-]+)'/g)].map(
        ([, name]) => name ?? '',
      ),
    ),
  ),
]

const folder = mkdtempSync(join(import.meta.dirname, 'errors-'))
afterAll(() => rmSync(folder, { recursive: true }))

type ErrorClass = new (options: object) => Error
type Classes = Readonly<Record<string, ErrorClass & { readonly shapeId?: string }>>

const { resolve } = createRequire(import.meta.url)
const errorsOf = (client: string): string =>
  join(dirname(resolve(`${client}/package.json`)), 'dist-es', 'models', 'errors.js')

/** A module's exports, with its imports in it. */
async function loaded(name: string, contents: string, resolveDir: string): Promise<Classes> {
  const outfile = join(folder, `${name}.mjs`)
  await build({
    stdin: { contents, resolveDir },
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    keepNames: true,
    mainFields: ['module', 'main'],
    logLevel: 'silent',
  })
  return (await import(pathToFileURL(outfile).href)) as Classes
}

const options = {
  message: 'said',
  $metadata: { httpStatusCode: 400, requestId: 'r' },
  $response: { statusCode: 400 },
  Item: { key: { S: 'k' } },
  Message: 'Said',
  ThrottlingReasons: [{ reason: 'much' }],
}

/** All that can be asked of an error but where it was made. */
function about(Made: ErrorClass & { readonly shapeId?: string }) {
  const error = new Made(options)
  const { stack: _, ...own } = Object.getOwnPropertyDescriptors(error)
  return {
    name: Made.name,
    shapeId: Object.getOwnPropertyDescriptor(Made, 'shapeId'),
    own,
    order: Object.keys(error),
    text: String(error),
    isOne: error instanceof Made && error instanceof Error,
    base: Object.getPrototypeOf(Made).name,
    constructor: error.constructor === Made,
  }
}

test('but for EC2, which has no classes, every client that a function uses has errors', () => {
  expect(clients.length).toBeGreaterThan(5)
  expect(clients.filter((client) => !existsSync(errorsOf(client)))).toEqual(['@aws-sdk/client-ec2'])
})

describe.each(clients.filter((client) => existsSync(errorsOf(client))))('%s', (client) => {
  test('its errors are the same', async () => {
    const file = errorsOf(client)
    const text = readFileSync(file, 'utf8')
    const name = client.replaceAll(/\W/g, '-')
    const genuine = await loaded(`${name}-genuine`, text, dirname(file))
    const lean = await loaded(`${name}-lean`, leanErrors(text), dirname(file))
    expect(Object.keys(lean).sort()).toEqual(Object.keys(genuine).sort())
    for (const [each, Genuine] of Object.entries(genuine))
      expect(about(lean[each] as ErrorClass), each).toEqual(about(Genuine))
    expect(leanErrors(text).length).toBeLessThan(text.length * 0.75)
  })
})

test('a class that is written otherwise stays as it is', () => {
  const text = readFileSync(errorsOf('@aws-sdk/client-dynamodb'), 'utf8')
  const kept = (lean: string) => lean.match(/export class \w+/g) ?? []
  const other = text
    .replace('this.Item = opts.Item;', 'this.Item = structuredClone(opts.Item);')
    .replace('    $fault = "server";\n', '    $fault = "server";\n    $retryable = {};\n')
  expect(kept(leanErrors(other)).toSorted()).toEqual([
    'export class ConditionalCheckFailedException',
    'export class InternalServerError',
    ...kept(leanErrors(text)),
  ])
  expect(leanErrors('export const nothing = 1\n')).toBe('export const nothing = 1\n')
})
