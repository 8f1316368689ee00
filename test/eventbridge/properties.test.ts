import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fromValue, parseJson } from '../../src/eventbridge/json.ts'
import { matches } from '../../src/eventbridge/match.ts'
import { parsePattern } from '../../src/eventbridge/parse-pattern.ts'
import { probe } from '../probes/probe.ts'
import { compiled } from './answers.ts'
import { naivelyMatches } from './naive-matcher.ts'

type Json = null | boolean | number | string | Json[] | { [name: string]: Json }

/** Few names and few values, so that patterns and events meet. */
const name = fc.constantFrom('a', 'b', 'c')
const word = fc.stringMatching(/^[aAb]{0,3}$/)
const number = fc.constantFrom(0, 1, 1.5, -2, 10)
const scalar: fc.Arbitrary<Json> = fc.oneof(word, number, fc.boolean(), fc.constant(null))

const { event } = fc.letrec<{ value: Json; event: { [name: string]: Json } }>((tie) => ({
  value: fc.oneof({ maxDepth: 3 }, scalar, fc.array(tie('value'), { maxLength: 3 }), tie('event')),
  event: fc.dictionary(name, tie('value'), { maxKeys: 3 }),
}))

const few = <Value>(value: fc.Arbitrary<Value>) => fc.array(value, { minLength: 1, maxLength: 2 })
const wildcard = fc.stringMatching(/^[ab]{0,1}(\*[ab]{1,2}){0,2}\*?$/)
const caseless = word.map((text) => ({ 'equals-ignore-case': text }))
const filled = word.filter((text) => text !== '')

const exception: fc.Arbitrary<unknown> = fc.oneof(
  word,
  number,
  few(word),
  few(number),
  fc.record({ prefix: fc.oneof(filled, few(filled)) }),
  fc.record({ suffix: fc.oneof(filled, few(filled)) }),
  fc.record({ 'equals-ignore-case': fc.oneof(word, few(word)) }),
  fc.record({ wildcard: fc.oneof(wildcard, few(wildcard)) }),
)

const comparison: fc.Arbitrary<unknown> = fc.oneof(
  { arbitrary: scalar, weight: 3 },
  { arbitrary: fc.record({ exists: fc.boolean() }), weight: 3 },
  { arbitrary: fc.record({ 'anything-but': exception }), weight: 3 },
  fc.record({ prefix: fc.oneof(word, caseless) }),
  fc.record({ suffix: fc.oneof(word, caseless) }),
  caseless,
  fc.record({ wildcard }),
  fc.record({ numeric: fc.tuple(fc.constantFrom('=', '<', '<=', '>', '>='), number) }),
)
const list = fc.array(comparison, { minLength: 1, maxLength: 3 }) as fc.Arbitrary<Json>

const { pattern } = fc.letrec<{ pattern: Json; field: Json }>((tie) => ({
  field: fc.oneof({ maxDepth: 2 }, { arbitrary: list, weight: 2 }, tie('pattern')),
  pattern: fc
    .tuple(
      fc.dictionary(name, tie('field'), { minKeys: 1, maxKeys: 2 }),
      fc.option(fc.array(tie('pattern'), { minLength: 2, maxLength: 2 }), { freq: 1, maxDepth: 1 }),
      fc.boolean(),
    )
    .map(([fields, $or, first]) => {
      if ($or === null) return fields
      return first ? { $or, ...fields } : { ...fields, $or }
    }),
}))

/** Patterns and events of one shape: elements, and in them elements again, that mostly half fit. */
const bit = fc.constantFrom(1, 2)
const leaf = fc.dictionary(fc.constantFrom('k', 'v', 'x'), bit, { maxKeys: 3 })
const elements = (element: fc.Arbitrary<Json>, max: number): fc.Arbitrary<Json> =>
  fc.array(fc.oneof(element, fc.array(element, { maxLength: 2 })), {
    minLength: 1,
    maxLength: max,
    size: 'max',
  })
const outer = (max: number) =>
  fc.record({ k: bit, l: elements(leaf, max), v: bit, w: leaf }, { requiredKeys: ['l'] })
/** `a.l` as a name of its own puts a second array where those inside `a` are. */
const inArrays = (max: number): fc.Arbitrary<{ [name: string]: Json }> =>
  fc.record(
    { a: elements(outer(max), max), 'a.l': elements(leaf, max), b: elements(leaf, max) },
    { requiredKeys: ['a', 'b'] },
  )
const absent = { exists: false }
const bits: fc.Arbitrary<Json> = fc.constantFrom(
  [1],
  [2],
  [1, absent],
  [absent],
  [{ exists: true }],
)
const leafPattern = fc.dictionary(fc.constantFrom('k', 'v', 'x'), bits, { minKeys: 1, maxKeys: 2 })
const arrayPattern: fc.Arbitrary<Json> = fc.record(
  {
    a: fc.record({ k: bits, l: leafPattern, v: bits, w: leafPattern }, { requiredKeys: ['l'] }),
    b: leafPattern,
  },
  { requiredKeys: ['a'] },
)

test.each([2, 8])('a slow matcher that tries everything agrees about arrays up to %i', (max) => {
  fc.assert(
    fc.property(arrayPattern, inArrays(max), (pattern, event) => {
      expect(matches(compiled(pattern), fromValue(event))).toBe(naivelyMatches(pattern, event))
    }),
    probe('eventbridge/properties/arrays', { short: 1000, long: 50_000 }),
  )
})

test('a slow matcher that tries everything agrees', () => {
  fc.assert(
    fc.property(pattern, event, (pattern, event) => {
      const parsed = parsePattern(JSON.stringify(pattern))
      fc.pre(parsed.ok)
      expect(matches(parsed.pattern, fromValue(event))).toBe(naivelyMatches(pattern, event))
    }),
    probe('eventbridge/properties/matcher', { short: 3000, long: 200_000 }),
  )
})

test('an event as text and as a value get the same answer', () => {
  fc.assert(
    fc.property(pattern, event, (pattern, event) => {
      const parsed = parsePattern(JSON.stringify(pattern))
      const read = parseJson(JSON.stringify(event))
      fc.pre(parsed.ok && read.ok)
      expect(matches(parsed.pattern, read.value)).toBe(matches(parsed.pattern, fromValue(event)))
    }),
    probe('eventbridge/properties/text-and-value', { short: 100, long: 20_000 }),
  )
})

/** Any leaf of an event, and the names that lead to it. */
function leavesOf(value: Json, path: string[] = []): { path: string[]; value: Json }[] {
  if (Array.isArray(value)) return value.flatMap((item) => leavesOf(item, path))
  if (value === null || typeof value !== 'object') return [{ path, value }]
  return Object.entries(value).flatMap(([name, item]) => leavesOf(item, [...path, name]))
}

const anyEvent = fc.dictionary(
  fc.string({ minLength: 1 }).filter((name) => name !== '$or'),
  fc.jsonValue({ noUnicodeString: false }) as fc.Arbitrary<Json>,
  { minKeys: 1 },
)

test('a pattern made of any one leaf matches the event', () => {
  fc.assert(
    fc.property(anyEvent, fc.nat(), (event, pick) => {
      const leaves = leavesOf(event).filter(
        ({ path }) => !path.includes('$or') && path.every((name) => name !== ''),
      )
      const leaf = leaves[pick % Math.max(1, leaves.length)]
      fc.pre(leaf !== undefined)
      const pattern = leaf.path.reduceRight<Json>(
        (below, name) => ({ [name]: below }),
        [leaf.value],
      )
      expect(matches(compiled(pattern), fromValue(event))).toBe(true)
    }),
    probe('eventbridge/properties/one-leaf', { short: 100, long: 20_000 }),
  )
})

describe('anything-but is the complement', () => {
  const one = (list: unknown, value: Json): boolean =>
    matches(compiled({ a: [list] }), fromValue({ a: value }))

  test.each<[string, fc.Arbitrary<unknown>, (text: unknown) => unknown]>([
    ['of a string', fc.string(), (text) => ({ exactly: text })],
    ['of a number', number, (number) => number],
    ['of a prefix', filled.map((prefix) => ({ prefix })), (nested) => nested],
    ['of a suffix', filled.map((suffix) => ({ suffix })), (nested) => nested],
    ['of equals-ignore-case', caseless, (nested) => nested],
    ['of a wildcard', fc.record({ wildcard }), (nested) => nested],
  ])('%s', (_, excluded, plain) => {
    fc.assert(
      fc.property(excluded, fc.oneof(scalar, fc.string()), (excluded, value) => {
        expect(one({ 'anything-but': excluded }, value)).toBe(!one(plain(excluded), value))
      }),
      probe('eventbridge/properties/anything-but', { short: 100, long: 20_000 }),
    )
  })
})

test('any text is answered, never thrown at', () => {
  const json = fc.json()
  fc.assert(
    fc.property(fc.oneof(fc.string(), json), fc.oneof(fc.string(), json), (pattern, event) => {
      const parsed = parsePattern(pattern)
      const read = parseJson(event)
      if (parsed.ok && read.ok) expect(matches(parsed.pattern, read.value)).toBeTypeOf('boolean')
      else if (!parsed.ok) expect(parsed.error).toMatch(/^Event pattern is not valid\. Reason: ./)
    }),
    probe('eventbridge/properties/any-text', { short: 100, long: 20_000 }),
  )
})

test('whatever JSON.parse reads as an object or refuses, so does parseJson', () => {
  const damaged = fc
    .tuple(fc.json(), fc.nat(), fc.constantFrom('', '"', '\\', ',', '0', '}', '\u0001', ' '))
    .map(([text, at, put]) => {
      const place = at % (text.length + 1)
      return text.slice(0, place) + put + text.slice(place + 1)
    })
  fc.assert(
    fc.property(damaged, (text) => {
      // Standing in an array, so that nothing can follow the value unread.
      const wrapped = `[${text}]`
      let valid = true
      try {
        JSON.parse(wrapped)
      } catch {
        valid = false
      }
      // `1],[2` closes the array early: event-ruler stops reading there.
      fc.pre(valid || !text.includes(']'))
      expect(parseJson(wrapped).ok).toBe(valid)
    }),
    probe('eventbridge/properties/damaged-json', { short: 2000, long: 100_000 }),
  )
})
