import { describe, expect, test } from 'vitest'
import {
  checkLength,
  checkNumbers,
  checkWildcards,
  OR_COMBINATIONS,
  PATTERN_CHARACTERS,
  PATTERN_CHARACTERS_MAX,
  WILDCARD_COMPLEXITY,
} from '../../src/eventbridge/limits.ts'
import { parseWildcard } from '../../src/eventbridge/wildcard.ts'
import { wildcardComplexity } from '../../src/eventbridge/wildcard-complexity.ts'
import { compiled, matchResult, reason } from './answers.ts'

describe('length', () => {
  test('the quota, raised quotas, and the most there is', () => {
    expect(checkLength('x'.repeat(PATTERN_CHARACTERS))).toBeUndefined()
    expect(checkLength('x'.repeat(PATTERN_CHARACTERS + 1))).toBe(
      'The event pattern has 2,049 characters; the quota is 2,048, and can be raised to 4,096',
    )
    expect(checkLength('x'.repeat(3_000), 3_000)).toBeUndefined()
    expect(checkLength('x'.repeat(PATTERN_CHARACTERS_MAX + 1), 9_999)).toBe(
      'The event pattern has 4,097 characters; EventBridge takes no more than 4,096',
    )
  })
  test('a test takes what the quota would not', () => {
    const pattern = (characters: number) => `{"a":["${'x'.repeat(characters - 10)}"]}`
    expect(pattern(4_096)).toHaveLength(PATTERN_CHARACTERS_MAX)
    expect(matchResult(pattern(4_096), '{"a":1}')).toBe('nomatch')
    expect(matchResult(pattern(4_097), '{"a":1}')).toContain('4,097 characters')
  })
})

describe('$or combinations', () => {
  const arms = (count: number, inner?: unknown) =>
    Array.from({ length: count }, (_, arm) => ({ [`f${arm}`]: [arm], ...(inner ?? {}) }))
  const tooMany = 'Event pattern contains more than 1000 rule combinations'

  test('one array', () => {
    expect(compiled({ $or: arms(OR_COMBINATIONS) }).alternatives).toHaveLength(1_000)
    expect(reason({ $or: arms(OR_COMBINATIONS + 1) })).toBe(tooMany)
  })
  test('the lengths of several arrays are multiplied', () => {
    expect(reason({ $or: arms(40), x: { $or: arms(25) } })).toBe('valid')
    expect(reason({ $or: arms(40), x: { $or: arms(26) } })).toBe(tooMany)
  })
  test('also of nested ones, although they make fewer alternatives', () =>
    expect(reason({ $or: [{ $or: arms(40) }, { $or: arms(40) }] })).toBe(tooMany))
  test('a wrong operator behind the limit is reported before it', () =>
    expect(reason({ $or: arms(1_001), x: [{ contains: 1 }] })).toBe(
      'Unrecognized match type contains',
    ))
})

describe('fields', () => {
  const fields = (count: number) =>
    Object.fromEntries(Array.from({ length: count }, (_, field) => [`f${field}`, [1]]))
  test('256 in one combination', () => {
    expect(reason(fields(256))).toBe('valid')
    expect(reason(fields(257))).toBe('Size of rule exceeds max value of 256')
    expect(reason({ $or: [fields(200), fields(100)] })).toBe('valid')
  })
})

describe('wildcard complexity', () => {
  const complexity = (...texts: string[]): number =>
    wildcardComplexity(
      texts.map((text) => {
        const wildcard = parseWildcard(text)
        if ('reason' in wildcard) throw new Error(wildcard.reason)
        return [wildcard.parts]
      }),
      100,
    )

  // The beginnings one value matches at once, counted by hand; the value is given.
  test.each<[number, string, string[]]>([
    [1, 'key', ['key']],
    [2, 'key', ['key*']],
    [2, 'key', ['*key']],
    [3, 'keke', ['*keke']],
    [4, 'zzz', ['z*zzz']],
    [7, 'o-o-o-o', ['*o*o*o*x']],
    [4, 'key', ['key*a', 'key*b']],
    [2, 'key', ['key*', 'key*']],
  ])('%i (at %s): %j', (max, _, texts) => expect(complexity(...new Set(texts))).toBe(max))

  test('the limit', () => {
    expect(WILDCARD_COMPLEXITY).toBe(10)
    const tooComplex = (value: unknown) => checkWildcards(compiled({ a: [value] }))
    expect(tooComplex({ wildcard: '*o*o*o*o*o' })).toBeUndefined()
    expect(tooComplex({ wildcard: '*o*o*o*o*o*' })).toMatch(
      /^Rule is too complex - try using fewer/,
    )
    expect(tooComplex({ 'anything-but': { wildcard: ['*o*o*o', '*o*o*o*o'] } })).toBeDefined()
    expect(matchResult({ a: [{ wildcard: '*o*o*o*o*o*' }] }, { a: 'ooooo' })).toContain(
      'too complex',
    )
  })

  test('wildcards of one field count together, those of different fields do not', () => {
    const some = ['/a', '/b', '/c', '/d'].map((end) => ({ wildcard: `*/x/*${end}` }))
    expect(checkWildcards(compiled({ p: some }))).toBeDefined()
    expect(checkWildcards(compiled({ p: some.slice(0, 2), q: some.slice(2) }))).toBeUndefined()
  })

  test('$or arms that begin alike share the fields after it', () => {
    const arm = (start: string, end: string) => ({ a: [start], p: [{ wildcard: `*/x/*${end}` }] })
    const arms = (starts: string[]) => ({
      $or: ['/a', '/b', '/c', '/d'].map((end, index) => arm(starts[index] ?? '', end)),
    })
    expect(checkWildcards(compiled(arms(['s', 's', 's', 's'])))).toBeDefined()
    expect(checkWildcards(compiled(arms(['s', 't', 'u', 'v'])))).toBeUndefined()
  })
})

test('numbers beyond what AWS documents are named, not refused', () => {
  expect(checkNumbers(compiled({ a: [5_000_000_000, { numeric: ['>', -5e9] }] }))).toBeUndefined()
  expect(checkNumbers(compiled({ a: [{ 'anything-but': [1, 6e9] }] }))).toBe(
    'The number 6000000000 is beyond ±5,000,000,000, up to which AWS documents numeric matching',
  )
})
