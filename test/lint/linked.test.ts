/** `same-as` ties fields to an element, so that what holds for every value need not hold for a block. */
import { describe, expect, test } from 'vitest'
import { evaluate } from '../../src/engine/evaluate.ts'
import type { JsonObject } from '../../src/ir/json.ts'
import type { Path } from '../../src/ir/path.ts'
import type { Check, Predicate } from '../../src/ir/predicate.ts'
import { canMatch, implies } from '../../src/lint/logic/can-match.ts'
import { faults } from './findings.ts'
import { isSingle } from './questions.ts'

const a: Path = ['requestParameters', 'items', 'a']
const b: Path = ['requestParameters', 'items', 'b']
const arn: Path = ['resources', 'ARN']
const error: Path = ['errorCode']

const block = (...fields: [Path, Check][]): Predicate => ({
  kind: 'block',
  fields: fields.map(([path, check]) => ({ path, check })),
})
const all = (...of: Predicate[]): Predicate => ({ kind: 'all', of })
const not = (of: Predicate): Predicate => ({ kind: 'not', of })
const is = (value: string): Check => ({ op: 'equals', value })
const sameAs = (path: Path): Check => ({ op: 'same-as', path })
const items = (...of: JsonObject[]): JsonObject => ({ requestParameters: { items: of } })

describe('what only looks implied', () => {
  test.each<[string, Predicate, Predicate, JsonObject]>([
    [
      'one value is the same and another is that one',
      all(block([error, sameAs(a)]), block([a, is('x')])),
      block([error, sameAs(a)], [a, is('x')]),
      { errorCode: 'y', ...items({ a: 'x' }, { a: 'y' }) },
    ],
    [
      'the same in other parts of the record',
      all(block([a, sameAs(arn)]), block([arn, is('x')])),
      block([a, sameAs(arn)], [arn, is('x')]),
      { ...items({ a: 'y' }), resources: [{ ARN: 'x' }, { ARN: 'y' }] },
    ],
    [
      'a value that would do, without the other field beside it',
      block([a, is('x')]),
      block([a, { op: 'any', of: [sameAs(b), is('x')] }]),
      items({ a: 'x' }, { b: 'y' }),
    ],
  ])('%s', (_, one, other, record) => {
    const event = { record, envelope: {} }
    expect([evaluate(one, event), evaluate(other, event)]).toEqual([true, false])
    expect(implies(one, other, isSingle)).toBe(false)
  })
})

describe('what only looks impossible', () => {
  test.each<[string, Predicate, JsonObject]>([
    [
      'the same as one value and not as another',
      all(block([error, sameAs(a)]), block([error, { op: 'not', of: sameAs(a) }])),
      { errorCode: 'x', ...items({ a: 'x' }, { a: 'y' }) },
    ],
    [
      'neither the same nor another, because they are in no element together',
      all(not(block([a, sameAs(b)])), not(block([a, { op: 'not', of: sameAs(b) }]))),
      items({ a: 'x' }, { b: 'y' }),
    ],
  ])('%s', (_, predicate, record) => {
    expect(evaluate(predicate, { record, envelope: {} })).toBe(true)
    expect(canMatch(predicate, isSingle)).toBe(true)
  })
})

describe('what is implied', () => {
  test('the same fields with fewer tests', () => {
    const one = block([a, { op: 'all', of: [sameAs(b), is('x')] }])
    expect(implies(one, block([a, sameAs(b)]), isSingle)).toBe(true)
    expect(implies(block([a, sameAs(b)]), one, isSingle)).toBe(false)
  })

  test('a block and its opposite', () => {
    expect(canMatch(all(block([a, sameAs(b)]), not(block([a, sameAs(b)]))), isSingle)).toBe(false)
  })
})

test('a test with an alternative that names another field is no tautology', () => {
  const clause = (test: string) =>
    `match:\n  eventSource: s3.amazonaws.com\n  readOnly: false\n  requestParameters.items.a: ${test}`
  const tied = clause('[{ same-as: requestParameters.items.b }, { not: [x] }, x]')
  const untied = clause('[{ not: [x] }, x]')
  expect(faults(tied)).toEqual([])
  expect(faults(untied)).toEqual(['always-matches'])
})
