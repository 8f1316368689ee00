/** Metric filters match exactly the records of their rules, and for certain: shipped rules, random rules, and the mistakes a proof has to find. */
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { inEnvelope } from '../../src/aws/envelope.ts'
import { metricFilter } from '../../src/backends/metric-filter/metric-filter.ts'
import { matchesJson } from '../../src/cloudwatch-logs/json-pattern.ts'
import { compile } from '../../src/compile.ts'
import { ruleMatches } from '../../src/engine/rule-matches.ts'
import { withFields } from '../../src/engine/rule-test.ts'
import type { Event } from '../../src/ir/event.ts'
import type { Json, JsonObject } from '../../src/ir/json.ts'
import type { Path } from '../../src/ir/path.ts'
import type { Predicate } from '../../src/ir/predicate.ts'
import type { Rule } from '../../src/ir/rule.ts'
import { certainly } from '../../src/prove/certainty.ts'
import { judgeMetricFilter } from '../../src/prove/metric-filter.ts'
import { proofOf } from '../../src/prove/proof.ts'
import { prove } from '../../src/prove/proofs.ts'
import { shippedRules } from '../support/shipped-rules.ts'
import { jsonPattern, ruleOf } from './metric-filter-rule.ts'

const shipped = compile({ config: undefined, files: shippedRules }).rules.map(({ rule }) => rule)
const compiled = shipped.flatMap((rule) => {
  const answer = metricFilter.compile(rule)
  return answer.kind === 'refused' ? [] : [{ rule, pattern: answer.output.pattern }]
})

const matched = (pattern: string, record: JsonObject) => matchesJson(jsonPattern(pattern), record)

const samplesOf = (rule: Rule): { name: string; fires: boolean; event: Event }[] =>
  rule.tests
    .filter(({ isHistory }) => !isHistory)
    .flatMap(({ name, fires, events: [step] }) => {
      if (step === undefined) return []
      const { event, with: fields } = step
      const json: JsonObject =
        'inline' in event
          ? event.inline
          : JSON.parse(readFileSync(`test/events/${event.file}`, 'utf8'))
      const made = withFields(json, fields, (each) => inEnvelope(each) as Event)
      return [{ name, fires, event: made }]
    })

test('most rules that could be, are metric filters', () => {
  expect(compiled.length).toBeGreaterThanOrEqual(35)
})

describe.for(compiled.map((each) => [each.rule.id, each] as const))(
  '%s',
  ([, { rule, pattern }]) => {
    const samples = samplesOf(rule)

    test('does what the tests of the rule say, on their records as they are', () => {
      const wrong = samples.filter(({ fires, event }) => matched(pattern, event.record) !== fires)
      expect(wrong.map(({ name }) => name)).toEqual([])
    })

    test('is proven', () => {
      const { flaw, eventCount, firingCount } = prove(
        'metric-filter',
        rule,
        samples.map(({ event }) => event),
        { exhaustive: 700, random: 200 },
      )
      expect(flaw).toBeUndefined()
      // A rule with few fields has few different events that are logged.
      expect(eventCount).toBeGreaterThan(90)
      expect(firingCount).toBeGreaterThan(0)
    })
  },
)

const by = (path: string): Path => path.split('.')
const blockOf = (fields: Record<string, Json>): Predicate => ({
  kind: 'block',
  fields: Object.entries(fields).map(([path, value]) => ({
    path: by(path),
    check: { op: 'equals', value: value as string },
  })),
})

/** A rule with something of everything, and its pattern as it should be. */
const probe = ruleOf({
  id: 'probe',
  match: {
    kind: 'all',
    of: [
      blockOf({ eventSource: 'iam.amazonaws.com' }),
      {
        kind: 'any',
        of: [blockOf({ eventName: 'CreateUser' }), blockOf({ eventName: 'DeleteUser' })],
      },
      { kind: 'not', of: blockOf({ errorCode: 'AccessDenied' }) },
      {
        kind: 'block',
        fields: [
          { path: by('requestParameters.maxPasswordAge'), check: { op: 'gt', bound: 90 } },
          { path: by('userAgent'), check: { op: 'prefix', text: 'aws-cli' } },
          { path: by('readOnly'), check: { op: 'equals', value: false } },
        ],
      },
    ],
  },
})

/** A rule with its pattern changed by hand, as a mistake of the compiler would change it. */
function flawAfter(rule: Rule, from: string, to: string) {
  const before = metricFilter.compile(rule)
  if (before.kind === 'refused') throw new Error(before.why)
  expect(before.output.pattern).toContain(from)
  const pattern = before.output.pattern.replace(from, () => to)
  const changed = { ...before, output: { ...before.output, pattern } }
  const bounds = { exhaustive: 1500, random: 500 }
  return proofOf(rule, judgeMetricFilter(rule, changed), [], bounds).flaw
}

const mistakes: readonly (readonly [string, string, string, string])[] = [
  ['the guard of an absent field is forgotten', '$.errorCode NOT EXISTS || ', '', 'missed'],
  [
    'network activity is let in',
    ' || $.eventType!="AwsVpceEvent"',
    ' || $.eventType="*"',
    'excess',
  ],
  ['network activity alone is taken', '!="AwsVpceEvent"', '="AwsVpceEvent"', 'excess'],
  ['or becomes and', 'CreateUser" || ', 'CreateUser" && ', 'missed'],
  ['and becomes or', ' && $.readOnly', ' || $.readOnly', 'excess'],
  ['a name is lost', '$.eventName="DeleteUser"', '$.eventName="CreateUser"', 'missed'],
  ['a field is lost', '$.eventSource="iam.amazonaws.com" && ', '', 'excess'],
  ['a prefix becomes a suffix', '"aws-cli*"', '"*aws-cli"', 'missed'],
  ['a prefix becomes all of the text', '"aws-cli*"', '"aws-cli"', 'missed'],
  ['letter case is changed', '"CreateUser"', '"createUser"', 'missed'],
  ['a bound is taken in', '>90', '>=90', 'excess'],
  ['a comparison is turned around', '>90', '<90', 'missed'],
  ['true becomes false', 'IS FALSE', 'IS TRUE', 'missed'],
  ['a boolean becomes a text', ' IS FALSE', '="false"', 'missed'],
  ['the parentheses are lost', '(', '', 'invalid'],
  ['EXISTS is written', 'NOT EXISTS', 'EXISTS', 'invalid'],
  ['the pattern is no JSON pattern', '{ ', '', 'invalid'],
]

describe('a proof finds mistakes', () => {
  test('and none where there is none', () => {
    expect(flawAfter(probe, '{ ', '{ ')).toBeUndefined()
  })
  test.for(mistakes)('%s', ([, from, to, flaw]) => {
    expect(flawAfter(probe, from, to)?.kind).toBe(flaw)
  })
  test('our engine happens to be right about what is documented nowhere', () => {
    const denied = { op: 'equals', value: 'AccessDenied' } as const
    const of = [
      { op: 'exists', present: true },
      { op: 'not', of: denied },
    ] as const
    const fields = [{ path: by('errorCode'), check: { op: 'all', of } as const }]
    const other = ruleOf({ match: { kind: 'block', fields } })
    expect(flawAfter(other, '$.errorCode="*" && ', '')?.kind).toBe('undecided')
  })
  test('a flaw is shown on the smallest event', () => {
    const flaw = flawAfter(probe, '>90', '>=90')
    const record = flaw && 'event' in flaw ? flaw.event.record : {}
    expect(record).toMatchObject({
      eventSource: 'iam.amazonaws.com',
      readOnly: false,
      requestParameters: { maxPasswordAge: 90 },
    })
    expect(Object.keys(record).sort()).toEqual([
      ...['eventName', 'eventSource', 'readOnly', 'requestParameters', 'userAgent'],
    ])
  })
})

describe('records as they come', () => {
  const rule = ruleOf({
    match: {
      kind: 'all',
      of: [
        blockOf({ eventName: 'ConsoleLogin' }),
        { kind: 'not', of: blockOf({ 'responseElements.ConsoleLogin': 'Failure' }) },
      ],
    },
  })
  const answer = metricFilter.compile(rule)
  const pattern = answer.kind === 'refused' ? '' : answer.output.pattern

  test.for([
    [null, true],
    [{ ConsoleLogin: 'Success' }, true],
    [{ ConsoleLogin: 'Failure' }, false],
    [{}, true],
  ] as const)('responseElements %o', ([responseElements, fires]) => {
    const record = { eventName: 'ConsoleLogin', eventType: 'AwsConsoleSignIn', responseElements }
    expect(ruleMatches(rule, inEnvelope(record) as Event)).toBe(fires)
    expect(matched(pattern, record)).toBe(fires)
    expect(certainly(jsonPattern(pattern), record)).toBe(fires)
  })
})
