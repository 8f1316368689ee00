/** Looking at rules by kind of event first must never lose one that matches. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { candidatesAmong } from '../../src/engine/candidates.ts'
import { ruleMatches } from '../../src/engine/rule-matches.ts'
import type { Event } from '../../src/ir/event.ts'
import type { Json, JsonObject, Scalar } from '../../src/ir/json.ts'
import type { Path } from '../../src/ir/path.ts'
import type { Predicate } from '../../src/ir/predicate.ts'
import type { Rule } from '../../src/ir/rule.ts'
import { linkingTest } from '../naive/checks.ts'
import { predicateOf } from '../naive/questions.ts'
import { probe } from '../probes/probe.ts'

const ruleOf = (match: Predicate): Rule => ({
  id: 'any',
  title: 'Any',
  severity: 'info',
  why: 'To be looked for.',
  status: 'enabled',
  on: { source: 'aws.', detailTypes: ['AWS API Call via CloudTrail'] },
  match,
  unless: undefined,
  via: 'eventbridge',
  threshold: undefined,
  firstSeen: undefined,
  dedup: undefined,
  alert: { title: undefined, fields: [] },
  notify: undefined,
  respond: [],
  attack: [],
  controls: [],
  references: [],
  falsePositives: [],
  runbook: undefined,
  tests: [],
})

const eventOf = (record: JsonObject): Event => ({
  record,
  envelope: { source: 'aws.s3', 'detail-type': 'AWS API Call via CloudTrail' },
})

/** What matches although it is no candidate. */
const lost = (matches: readonly Predicate[], records: readonly JsonObject[]) => {
  const rules = matches.map(ruleOf)
  const candidates = candidatesAmong(rules)
  return records.flatMap((record) => {
    const event = eventOf(record)
    const among = candidates(event).map((number) => rules[number])
    return rules
      .filter((rule) => ruleMatches(rule, event) && !among.includes(rule))
      .map(({ match }) => ({ match, record }))
  })
}

const noName: Predicate = {
  kind: 'block',
  fields: [{ path: ['eventName'], check: { op: 'exists', present: false } }],
}

describe('the rules for an event', () => {
  test('are others for an event whose name is null than for one without a name', () => {
    expect(lost([noName], [{ eventName: null }, {}])).toEqual([])
    expect(lost([noName], [{}, { eventName: null }])).toEqual([])
  })

  test('are found however deep the name is nested', () => {
    let eventName: Json = []
    for (let level = 0; level < 100_000; level++) eventName = [eventName]
    expect(lost([noName], [{ eventName }])).toEqual([])
  })

  test('are all that match, whatever they ask', () => {
    const scalar = fc.constantFrom<Scalar[]>('x', null)
    const path = fc.constantFrom<Path[]>(['eventName'], ['eventSource'], ['a'])
    const value = fc.oneof(scalar, fc.array(scalar, { maxLength: 2 }), fc.constant<Json>({}))
    const record = fc.record(
      { eventName: value, eventSource: value, a: value },
      { requiredKeys: [], noNullPrototype: true },
    ) as fc.Arbitrary<JsonObject>
    const rules = fc.array(predicateOf(path, linkingTest(scalar, path)), { maxLength: 3 })
    const given = fc.array(record, { maxLength: 8 })
    fc.assert(
      fc.property(rules, given, (matches, records) => {
        expect(lost(matches, records)).toEqual([])
      }),
      probe('engine/candidates/all-found', { short: 2000, long: 100_000 }),
    )
  })
})
