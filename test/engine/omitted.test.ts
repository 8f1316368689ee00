/** What CloudTrail left out of a record may be anything: the engine never decides by its absence. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { mayHold, mustHold } from '../../src/engine/evaluate.ts'
import { exceptionFor } from '../../src/engine/exceptions.ts'
import { matcherFor } from '../../src/engine/index/matcher.ts'
import { isPossible, mustMatch, ruleMatches } from '../../src/engine/rule-matches.ts'
import type { Event } from '../../src/ir/event.ts'
import type { JsonObject, Scalar } from '../../src/ir/json.ts'
import type { Severity } from '../../src/ir/names.ts'
import type { Path } from '../../src/ir/path.ts'
import type { Check, Predicate } from '../../src/ir/predicate.ts'
import { linkingTest } from '../naive/checks.ts'
import { predicateOf } from '../naive/questions.ts'
import { fires } from '../naive/reference.ts'
import { probe } from '../probes/probe.ts'

const cut = { reason: 'requestParameters too large', omitted: true, originalSize: 131_072 }

const on = { source: 'aws.', detailTypes: ['AWS API Call via CloudTrail'] }
const envelope = { source: 'aws.iam', 'detail-type': 'AWS API Call via CloudTrail' }

const block = (...fields: (readonly [path: string, check: Check])[]): Predicate => ({
  kind: 'block',
  fields: fields.map(([path, check]) => ({ path: path.split('.'), check })),
})
const equals = (value: Scalar): Check => ({ op: 'equals', value })
const absent: Check = { op: 'exists', present: false }

const call = block(['eventName', equals('PutUserPolicy')])
const admin = block(
  ['eventName', equals('PutUserPolicy')],
  ['requestParameters.policyName', equals('admin')],
)
const event = (record: JsonObject): Event => ({
  record: { eventSource: 'iam.amazonaws.com', eventName: 'PutUserPolicy', ...record },
  envelope,
})
const cutEvent = event({ requestParameters: cut })

describe('a test of a part that was left out', () => {
  test.each<[string, Check]>([
    ['a value', equals('admin')],
    ['its opposite', { op: 'not', of: equals('admin') }],
    ['absence', absent],
    ['any value', { op: 'exists', present: true }],
  ])('may hold and need not: %s', (_, check) => {
    for (const predicate of [
      block(['requestParameters.policyName', check]),
      { kind: 'not', of: block(['requestParameters.policyName', check]) } as const,
    ]) {
      expect(mayHold(predicate, cutEvent)).toBe(true)
      expect(mustHold(predicate, cutEvent)).toBe(false)
    }
  })

  test('is decided by the rest of its block', () => {
    const other = event({ eventName: 'GetUserPolicy', requestParameters: cut })
    expect(mayHold(admin, other)).toBe(false)
    expect(mustHold({ kind: 'not', of: admin }, other)).toBe(true)
  })

  test('is decided by what is there', () => {
    const size = block(['requestParameters.originalSize', { op: 'gt', bound: 100_000 }])
    expect(mustHold(size, cutEvent)).toBe(true)
    expect(mayHold({ kind: 'not', of: size }, cutEvent)).toBe(false)
  })

  test('may equal any value that `same-as` compares it with', () => {
    const named: Check = { op: 'same-as', path: ['requestParameters', 'userName'] }
    const own = block(['userIdentity.userName', named])
    const byMallory = event({ requestParameters: cut, userIdentity: { userName: 'mallory' } })
    expect(mayHold(own, byMallory)).toBe(true)
    expect(mustHold(own, byMallory)).toBe(false)
    expect(mayHold({ kind: 'not', of: own }, byMallory)).toBe(true)
  })
})

describe('a part was left out', () => {
  const policyName = block(['requestParameters.policyName', equals('admin')])
  const isOpen = (record: JsonObject) => {
    const [may, must] = [mayHold(policyName, event(record)), mustHold(policyName, event(record))]
    return may && !must
  }

  test.each<[string, JsonObject]>([
    ['the mark is in it', { requestParameters: { omitted: true } }],
    ['the mark is beside it', { requestParameters: null, omitted: true }],
    ['the mark is beside it and it is missing', { omitted: true }],
    ['a write that always has parameters has null', { requestParameters: null }],
  ])('if %s', (_, record) => expect(isOpen(record)).toBe(true))

  test.each<[string, JsonObject]>([
    ['the call failed', { requestParameters: null, errorCode: 'AccessDenied' }],
    ['a call needs no parameters', { requestParameters: null, eventName: 'CreateAccessKey' }],
    ['the mark is not true', { requestParameters: { omitted: 'true' } }],
    ['another part was', { requestParameters: {}, responseElements: { omitted: true } }],
    ['there is no mark', { requestParameters: { userName: 'alice' } }],
    ['it is missing and nothing marks it', {}],
  ])('but not if %s', (_, record) => expect(isOpen(record)).toBe(false))

  test.each(['responseElements', 'additionalEventData', 'serviceEventDetails'])('%s', (part) => {
    const predicate = block([`${part}.name`, equals('x')])
    expect(mayHold(predicate, event({ [part]: { omitted: true } }))).toBe(true)
    expect(mustHold(predicate, event({ [part]: { omitted: true } }))).toBe(false)
    expect(mayHold(predicate, event({ [part]: {} }))).toBe(false)
  })
})

describe('a rule', () => {
  const rule = (severity: Severity, match: Predicate, unless?: Predicate) => ({
    ...{ on, match, unless, severity },
  })

  test.each<[Severity, boolean]>([
    ['critical', true],
    ['high', true],
    ['medium', false],
    ['low', false],
    ['info', false],
  ])('of severity %s fires on doubt: %s', (severity, expected) => {
    expect(ruleMatches(rule(severity, admin), cutEvent)).toBe(expected)
    expect(isPossible(rule(severity, admin), cutEvent)).toBe(expected)
    expect(matcherFor([rule(severity, admin)])(cutEvent)).toHaveLength(expected ? 1 : 0)
  })

  test.each<Severity>(['critical', 'low'])('of severity %s is not silenced by `unless`', (each) => {
    const excluded = rule(each, call, block(['requestParameters.userName', equals('robot')]))
    expect(ruleMatches(excluded, cutEvent)).toBe(true)
    expect(isPossible(excluded, cutEvent)).toBe(true)
  })

  test('that tests nothing of the part fires for certain', () => {
    expect(mustMatch(rule('low', call), cutEvent)).toBe(true)
    expect(isPossible(rule('low', call), cutEvent)).toBe(false)
  })

  test('is not suppressed by an exception that cannot be decided', () => {
    const match = block(['requestParameters.userName', equals('robot')])
    const about = { reason: 'known', owner: 'secops', expires: '2027-01-31' }
    const exception = { rules: '*', match, ...about } as const
    const known = event({ requestParameters: { userName: 'robot' } })
    expect(exceptionFor([exception], 'any', known, '2026-12-01')).toBe(exception)
    expect(exceptionFor([exception], 'any', cutEvent, '2026-12-01')).toBeUndefined()
  })
})

describe('on random predicates', () => {
  const scalar = fc.constantFrom<Scalar[]>(1, 2, null)
  const path = fc.constantFrom<Path[]>(
    ['a'],
    ['requestParameters', 'a'],
    ['requestParameters', 's', 'a'],
    ['requestParameters', 's', 'b'],
    ['responseElements', 'a'],
  )
  const items = fc.record({ a: scalar, b: scalar }, { requiredKeys: [], noNullPrototype: true })
  const content = fc.record(
    { a: scalar, s: fc.oneof(items, fc.array(items, { maxLength: 2 })) },
    { requiredKeys: [], noNullPrototype: true },
  )
  const questions = fc.tuple(
    predicateOf(path, linkingTest(scalar, path)),
    fc.record({ a: scalar, responseElements: content }, { requiredKeys: ['a'] }),
    fc.array(content, { minLength: 1, maxLength: 8 }),
  )

  test('agrees with the reference for each content that may have been there', () => {
    const counts = { may: 0, must: 0 }
    const parameters = probe('engine/omitted/contents', { short: 4000, long: 200_000 })
    fc.assert(
      fc.property(questions, ([predicate, record, contents]) => {
        const recordWith = (requestParameters: JsonObject): Event => ({
          record: JSON.parse(JSON.stringify({ ...record, requestParameters })),
          envelope: {},
        })
        const cutRecord = recordWith({ omitted: true })
        const answers = contents.map((each) => fires(predicate, recordWith(each)))
        const [may, must] = [mayHold(predicate, cutRecord), mustHold(predicate, cutRecord)]
        if (may) counts.may++
        if (must) counts.must++
        if (answers.includes(true)) expect(may).toBe(true)
        if (answers.includes(false)) expect(must).toBe(false)
        expect(mayHold({ kind: 'not', of: predicate }, cutRecord)).toBe(!must)
      }),
      parameters,
    )
    // Answering `may` always and `must` never would be right, and useless.
    expect(counts.may / parameters.numRuns).toBeLessThan(0.95)
    expect(counts.must / parameters.numRuns).toBeGreaterThan(0.05)
  })
})
