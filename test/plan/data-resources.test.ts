/** A trail records the data events that rules fire for, and none of another bucket. */
import { describe, expect, test } from 'vitest'
import { ruleMatches } from '../../src/engine/rule-matches.ts'
import { isObject, type Json, type JsonObject } from '../../src/ir/json.ts'
import type { Check } from '../../src/ir/predicate.ts'
import type { Rule } from '../../src/ir/rule.ts'
import type { AdvancedEventSelector } from '../../src/plan/manifest/trail.ts'
import { plan } from '../../src/plan/plan.ts'
import { eventsFor } from '../../src/prove/events.ts'
import { config, manifestOf, ruleOf } from './stage.ts'

const ruleAbout = (fields: Readonly<Record<string, Check>>, id = 'a'): Rule =>
  ruleOf(id, {
    match: {
      kind: 'block',
      fields: Object.entries(fields).map(([path, check]) => ({ path: path.split('.'), check })),
    },
  })
const is = (...values: string[]): Check => ({
  op: 'any',
  of: values.map((value) => ({ op: 'equals', value })),
})
const prefix = (text: string): Check => ({ op: 'prefix', text })
const s3 = (fields: Readonly<Record<string, Check>>, ...names: string[]) => ({
  eventSource: is('s3.amazonaws.com'),
  eventName: is(...names),
  ...fields,
})
const bucketName = 'requestParameters.bucketName'

const dataOf = (...rules: Rule[]): readonly AdvancedEventSelector[] =>
  manifestOf({ rules }).trail.selectors.advanced.filter(({ Name }) => Name.startsWith('Data'))

const arnsOf = (...rules: Rule[]) =>
  dataOf(...rules).map(({ FieldSelectors }) =>
    FieldSelectors.flatMap(({ Field, StartsWith }) =>
      Field === 'resources.ARN' ? (StartsWith ?? []) : [],
    ),
  )

/** As CloudTrail selects a call on an object. */
function isSelected(selectors: readonly AdvancedEventSelector[], record: JsonObject): boolean {
  const { bucketName: bucket, key = '' } = isObject(record.requestParameters)
    ? record.requestParameters
    : {}
  const valuesAt = (field: string): readonly (Json | undefined)[] =>
    ({
      eventCategory: ['Data'],
      'resources.type': ['AWS::S3::Object'],
      eventName: [record.eventName],
      'resources.ARN': [`arn:aws:s3:::${bucket}/${key}`],
    })[field] ?? []
  return selectors.some(({ FieldSelectors }) =>
    FieldSelectors.every(({ Field, Equals, StartsWith, NotStartsWith }) =>
      valuesAt(Field).some(
        (value) =>
          (Equals?.includes(String(value)) ?? true) &&
          (StartsWith?.some((text) => String(value).startsWith(text)) ?? true) &&
          !NotStartsWith?.some((text) => String(value).startsWith(text)),
      ),
    ),
  )
}

describe('objects', () => {
  const rules: readonly Rule[] = [
    ruleAbout(s3({ [bucketName]: is('payroll-prod') }, 'GetObject', 'PutObject')),
    ruleAbout(s3({ [bucketName]: is('payroll-prod', 'audit') }, 'DeleteObject')),
    ruleAbout(
      s3(
        { [bucketName]: is('payroll-prod'), 'requestParameters.key': prefix('2026/') },
        'GetObject',
      ),
    ),
    ruleAbout(
      s3({ [bucketName]: is('payroll-prod'), 'requestParameters.key': is('a b/ü') }, 'GetObject'),
    ),
  ]

  test.for(rules.map((rule, index) => [index, rule] as const))(
    'every event that rule %i fires for is selected, and none of another bucket',
    ([, rule]) => {
      const selectors = dataOf(rule)
      let fired = 0
      for (const { record, envelope } of eventsFor(rule, [])) {
        const event = { record: record as JsonObject, envelope }
        const { bucketName: bucket, key } = (record.requestParameters ?? {}) as JsonObject
        const isReal = typeof bucket === 'string' && (key === undefined || typeof key === 'string')
        if (!isReal) continue
        if (ruleMatches(rule, event)) {
          fired++
          expect(isSelected(selectors, event.record)).toBe(true)
        } else if (!['payroll-prod', 'audit'].includes(bucket))
          expect(isSelected(selectors, event.record)).toBe(false)
      }
      expect(fired).toBeGreaterThan(0)
    },
  )

  test('a name that is not the real name of a bucket limits nothing', () => {
    for (const name of ['payroll-abc-s3alias', 'a--euw1-az1--x-s3', 'arn:aws:s3:::x', 'A_b'])
      expect(arnsOf(ruleAbout(s3({ [bucketName]: is(name) }, 'GetObject')))).toEqual([[]])
    expect(arnsOf(ruleAbout(s3({ [bucketName]: prefix('payroll') }, 'GetObject')))).toEqual([[]])
  })

  test('a rule about every bucket needs no selector for one bucket', () => {
    const one = ruleAbout(s3({ [bucketName]: is('audit') }, 'GetObject', 'PutObject'))
    const all = ruleAbout(s3({}, 'GetObject'), 'b')
    expect(dataOf(one, all).map(({ FieldSelectors }) => FieldSelectors.slice(2))).toEqual([
      [{ Field: 'eventName', Equals: ['GetObject'] }],
      [
        { Field: 'eventName', Equals: ['PutObject'] },
        { Field: 'resources.ARN', StartsWith: ['arn:aws:s3:::audit/'] },
      ],
    ])
  })
})

test('resources are read from ARNs', () => {
  const lambda = 'arn:aws:lambda:eu-west-1:111122223333:function:pay'
  const invoke = { eventSource: is('lambda.amazonaws.com'), eventName: is('Invoke') }
  const arnsBy = (fields: Readonly<Record<string, Check>>) => arnsOf(ruleAbout(fields))
  expect(arnsBy({ ...invoke, 'requestParameters.functionName': is(`${lambda}:prod`) })).toEqual([
    [lambda],
  ])
  expect(arnsBy({ ...invoke, 'requestParameters.functionName': is('pay') })).toEqual([[]])
  expect(arnsBy({ ...invoke, 'resources.ARN': prefix(lambda) })).toEqual([[lambda]])
  expect(arnsBy(s3({ 'resources.ARN': is('arn:aws:s3:::audit') }, 'GetObject'))).toEqual([
    ['arn:aws:s3:::audit/'],
  ])
  expect(arnsBy(s3({ 'resources.ARN': is('arn:aws:kms:eu-west-1:1:key/x') }, 'GetObject'))).toEqual(
    [[]],
  )
})

test('a new trail does not record what it writes into its own bucket', () => {
  const rules = [ruleAbout(s3({}, 'PutObject'))]
  const {
    trail,
    prefix: name,
    account,
  } = manifestOf({
    config: { ...config, trail: { create: 'account' } },
    rules,
  })
  const own = `arn:aws:s3:::${name}-trail-${account}-${config.home}/`
  expect(trail.selectors.advanced[1]?.FieldSelectors.at(-1)).toEqual({
    Field: 'resources.ARN',
    NotStartsWith: [own],
  })
})

test('recording of every resource is reported with its price', () => {
  const messages = (rule: Rule) =>
    plan({ config, rules: [rule], exceptions: [], stage: 'production' })
      .problems.filter(({ code }) => code === 'needs-data-events')
      .map(({ level, message }) => `${level}: ${message}`)
  expect(messages(ruleAbout(s3({ [bucketName]: is('audit') }, 'GetObject')))).toEqual([])
  expect(messages(ruleAbout(s3({}, 'GetObject')))).toEqual([
    'warning: for this rule the trail records data events of every resource of AWS::S3::Object; CloudTrail charges $0.10 for 100,000 data events',
  ])
})
