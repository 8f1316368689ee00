/** Values by JSONPath: plain steps find what the library finds. */
import fc from 'fast-check'
import { JSONPath } from 'jsonpath-plus'
import { expect, test } from 'vitest'
import { pick } from '../../src/alert/pick.ts'
import type { JsonObject, Scalar } from '../../src/ir/json.ts'
import { plainSteps } from '../../src/ir/template.ts'
import { probe } from '../probes/probe.ts'

const name = fc.oneof(
  fc.constantFrom('a', 'b', 'length', '0', '01', '-1', '-', '__proto__', 'constructor', 'toString'),
  fc.stringMatching(/^[\w-]{1,3}$/),
)
/** Also those that mean something in a path. */
const key = fc.oneof(name, fc.constantFrom('$', '^', '~', '@', '...', '**'))
const step = fc.oneof(
  name.map((each) => `.${each}`),
  name.map((each) => `['${each}']`),
  name.map((each) => `["${each}"]`),
  name.map((each) => `..${each}`),
  fc.constantFrom('[0]', '[1]', '[01]', '[*]', '.*', '..*'),
)
const { value } = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 5 },
    fc.oneof(fc.constantFrom('', 'text', 0, 7, true, false, null), fc.string()),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(key, tie('value'), { maxKeys: 4 }),
  ),
}))
const record = fc.dictionary(key, value, { maxKeys: 5 })

const byLibrary = (path: string, json: JsonObject): Scalar[] =>
  ((JSONPath({ path, json, eval: false, wrap: true }) as unknown[] | undefined) ?? [])
    .flat(4)
    .filter((each): each is Scalar => typeof each !== 'object' || each === null)

test('a path of plain steps finds what the library finds', () => {
  let found = 0
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 4 }), record, (steps, json) => {
      const path = `$${steps.join('')}`
      expect(plainSteps(path)).toBeDefined()
      const values = pick(path, json as JsonObject)
      found += values.length
      expect(values).toEqual(byLibrary(path, json as JsonObject))
    }),
    probe('alert/pick/paths', { short: 3000, long: 150_000 }),
  )
  expect(found).toBeGreaterThan(50)
})

/** Every path of every value, so that most paths exist. */
function pathsOf(json: unknown, path = '$'): string[] {
  if (typeof json !== 'object' || json === null) return [path]
  return Object.entries(json).flatMap(([key, each]) =>
    pathsOf(each, Array.isArray(json) ? `${path}[${key}]` : `${path}['${key}']`),
  )
}

test('and so it does for whatever is there', () => {
  fc.assert(
    fc.property(record, (json) => {
      for (const path of pathsOf(json).filter((each) => plainSteps(each)))
        expect(pick(path, json as JsonObject), path).toEqual(byLibrary(path, json as JsonObject))
    }),
    probe('alert/pick/records', { short: 500, long: 25_000 }),
  )
})

test('a key that is named like a step hides nothing', () => {
  const hiding = { a: { '..': 'x', '*': 'y', b: { '*': { c: 'z' } } } }
  expect(pick('$.a..*', hiding)).toEqual(['x', 'y', 'z'])
  expect(pick('$.a.*', hiding)).toEqual(['x', 'y'])
  expect(pick('$.*..c', hiding)).toEqual(['z'])
})

test('deeper than the stack it finds nothing', () => {
  let deep: JsonObject = { a: 'b' }
  for (let depth = 0; depth < 100_000; depth++) deep = { a: deep }
  expect(pick('$..b', deep)).toEqual([])
})

test.each([
  '$',
  '$.',
  '$..',
  '$..[0]',
  "$..['a']",
  '$...a',
  "$['a b']",
  "$['a.b']",
  "$['*']",
  '$.a[-1]',
  '$.a[0:1]',
  '$.a[0,1]',
  '$.a.',
  'a.b',
  '$.a[?(@.b)]',
  '$.a~',
  '$.a^',
  `$['a"]`,
])('%s is left to the library', (path) => {
  expect(plainSteps(path)).toBeUndefined()
})
