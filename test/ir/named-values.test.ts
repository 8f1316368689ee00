import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { holds } from '../../src/engine/holds.ts'
import type { Scalar } from '../../src/ir/json.ts'
import { checkNormalForm } from '../../src/ir/logic.ts'
import { namedIn, namedTexts, namedValues } from '../../src/ir/named-values.ts'
import type { Check } from '../../src/ir/predicate.ts'
import { probe } from '../probes/probe.ts'

const values: readonly Scalar[] = ['a', 'b', 'c', 1, true, null]
const { check } = fc.letrec<{ check: Check }>((tie) => ({
  check: fc.oneof(
    { maxDepth: 4, depthSize: 'small' },
    fc.constantFrom<Check>(...values.map((value): Check => ({ op: 'equals', value }))),
    fc.constantFrom<Check>(
      { op: 'prefix', text: 'a' },
      { op: 'gt', bound: 0 },
      { op: 'exists', present: true },
      { op: 'exists', present: false },
    ),
    fc.record({
      op: fc.constantFrom('all' as const, 'any' as const),
      of: fc.array(tie('check'), { maxLength: 3 }),
    }),
    fc.record({ op: fc.constant('not' as const), of: tie('check') }),
  ) as fc.Arbitrary<Check>,
}))

test('a check holds for nothing besides the values that are named', () => {
  let namedCount = 0
  fc.assert(
    fc.property(check, fc.constantFrom(...values, 'other', 7, undefined), (each, value) => {
      const named = namedValues(each)
      if (named === undefined) return
      namedCount++
      expect(new Set(named).size).toBe(named.length)
      if (holds(each, value, new Map())) expect(named.some((one) => one === value)).toBe(true)
    }),
    probe('ir/named-values/values', { short: 3000, long: 1_000_000 }),
  )
  expect(namedCount).toBeGreaterThan(500)
})

const equals = (value: Scalar): Check => ({ op: 'equals', value })
const any = (...of: Check[]): Check => ({ op: 'any', of })
const all = (...of: Check[]): Check => ({ op: 'all', of })
const not = (of: Check): Check => ({ op: 'not', of })

describe('the values', () => {
  test.each<[string, Check, readonly Scalar[] | undefined]>([
    ['one', equals('a'), ['a']],
    ['a list, each once', any(equals('a'), equals(1), equals('a')), ['a', 1]],
    ['the shortest list', all(any(equals('a'), equals('b')), equals('c')), ['c']],
    ['the first of equally short ones', all(equals('a'), equals('c')), ['a']],
    ['what other tests leave open', all({ op: 'prefix', text: 'a' }, equals('ab')), ['ab']],
    [
      'none where one alternative is open',
      any(equals('a'), { op: 'prefix', text: 'b' }),
      undefined,
    ],
    ['none where absence passes', any(equals('a'), { op: 'exists', present: false }), undefined],
    ['none of the opposite', not(equals('a')), undefined],
    ['through two opposites', not(any(not(equals('a')), not(equals('b')))), ['a']],
    ['an empty list never holds', any(), []],
    ['an empty all always holds', all(), undefined],
  ])('%s', (_, each, expected) => {
    expect(namedValues(each)).toEqual(expected)
  })

  test('are texts only where each is one', () => {
    expect(namedTexts(any(equals('a'), equals('b')))).toEqual(['a', 'b'])
    expect(namedTexts(any(equals('a'), equals(1)))).toBeUndefined()
    expect(namedTexts(not(equals('a')))).toBeUndefined()
    expect(namedTexts(all(equals(1), any(equals('a'), equals('b'))))).toEqual(['a', 'b'])
  })

  test('of any normal form are what its literals name', () => {
    const form = checkNormalForm(any(equals('a'), { op: 'prefix', text: 'b' }))
    expect(namedIn(form, ({ leaf }) => [leaf.op])).toEqual(['equals', 'prefix'])
  })
})
