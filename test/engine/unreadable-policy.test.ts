/** A policy document that cannot be read can raise an alert and never suppress one. */
import { expect, test } from 'vitest'
import { matcherFor } from '../../src/engine/index/matcher.ts'
import { type Conditions, ruleMatches } from '../../src/engine/rule-matches.ts'
import type { Event } from '../../src/ir/event.ts'
import type { Check, Predicate } from '../../src/ir/predicate.ts'

const on = { source: 'aws.', detailTypes: ['AWS API Call via CloudTrail'] }

const event = (policyDocument: string): Event => ({
  record: {
    eventSource: 'iam.amazonaws.com',
    eventName: 'PutUserPolicy',
    requestParameters: { policyDocument },
  },
  envelope: { source: 'aws.iam', 'detail-type': 'AWS API Call via CloudTrail' },
})

const statement = (effect: string) => `{"Effect":"${effect}","Action":"*","Resource":"*"}`
const unreadable = event(`{"Statement":[${statement('Allow')}`)
const denying = event(`{"Statement":[${statement('Deny')}]}`)
const granting = event(`{"Statement":[${statement('Allow')}]}`)

const document = (check: Check): Predicate => ({
  kind: 'block',
  fields: [{ path: ['requestParameters', 'policyDocument'], check }],
})
const not = (of: Predicate): Predicate => ({ kind: 'not', of })

const grants: Check = { op: 'policy', test: { grants: ['iam:PutUserPolicy'] } }
const onlyDenies: Check = { op: 'policy', test: { onlyDenies: true } }
const call: Predicate = {
  kind: 'block',
  fields: [{ path: ['eventName'], check: { op: 'equals', value: 'PutUserPolicy' } }],
}

const fires = (
  { match, unless }: { readonly match: Predicate; readonly unless?: Predicate },
  each: Event,
): boolean => {
  const rule: Conditions = { on, match, unless }
  const result = ruleMatches(rule, each)
  expect(matcherFor([rule])(each).length).toBe(result ? 1 : 0)
  return result
}

test.each([
  ['grants', document(grants)],
  ['grants nothing', document({ op: 'not', of: grants })],
  ['a block that is negated', not(document(grants))],
  ['only denies', document(onlyDenies)],
  ['does not only deny', not(document(onlyDenies))],
] as const)('fires: %s', (_, match) => {
  expect(fires({ match }, unreadable)).toBe(true)
  expect(fires({ match: { kind: 'all', of: [call, match] } }, unreadable)).toBe(true)
})

test.each([
  ['grants', document(grants)],
  ['grants nothing', document({ op: 'not', of: grants })],
  ['a block that is negated', not(document(grants))],
  ['only denies', document(onlyDenies)],
] as const)('is not excluded: %s', (_, unless) => {
  expect(fires({ match: call, unless }, unreadable)).toBe(true)
})

test('a document that can be read is decided', () => {
  expect(fires({ match: document(grants) }, granting)).toBe(true)
  expect(fires({ match: document(grants) }, denying)).toBe(false)
  expect(fires({ match: not(document(grants)) }, granting)).toBe(false)
  expect(fires({ match: call, unless: document(onlyDenies) }, denying)).toBe(false)
  expect(fires({ match: call, unless: document(onlyDenies) }, granting)).toBe(true)
})
