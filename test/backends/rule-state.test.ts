/** The state and the regions in which EventBridge rules receive the events of a rule. */
import { expect, test } from 'vitest'
import { placementOf } from '../../src/backends/event-pattern/placement.ts'
import type { OperatorCheck, Predicate } from '../../src/ir/predicate.ts'

const apiCall = 'AWS API Call via CloudTrail'
const networkActivity = 'AWS Network Activity Event via CloudTrail'

const named = (check: OperatorCheck): Predicate => ({
  kind: 'block',
  fields: [{ path: ['eventName'], check }],
})

test.each<[OperatorCheck, string]>([
  [{ op: 'equals', value: 'StopLogging' }, 'ENABLED'],
  [{ op: 'equals-ignore-case', text: 'stoplogging' }, 'ENABLED'],
  [{ op: 'equals-ignore-case', text: 'describetrails' }, 'with reads'],
  [{ op: 'equals-ignore-case', text: 'LISTBUCKETS' }, 'with reads'],
  [{ op: 'prefix-ignore-case', text: 'delete' }, 'ENABLED'],
  [{ op: 'prefix-ignore-case', text: 'de' }, 'with reads'],
  [{ op: 'prefix-ignore-case', text: 'getbucket' }, 'with reads'],
])('a rule on the name %j is %s', (check, state) => {
  const on = { source: 'aws.', detailTypes: [apiCall] }
  const found = placementOf({ on, match: named(check) }).state
  expect(found).toBe(state === 'ENABLED' ? state : 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS')
})

test.each([
  ['aws.', apiCall, 'with reads', true],
  ['aws.ec2', apiCall, 'with reads', true],
  ['aws.iam', apiCall, 'with reads', false],
  [['aws.iam', 'aws.ec2'], apiCall, 'with reads', true],
  ['aws.', networkActivity, 'ENABLED', true],
  ['aws.s3', 'Object Created', 'ENABLED', true],
])('%j with %s is %s', (source, detailType, state, everyEnabled) => {
  const match: Predicate = { kind: 'block', fields: [] }
  const placement = placementOf({ on: { source, detailTypes: [detailType] }, match })
  expect(placement.state === 'ENABLED').toBe(state === 'ENABLED')
  expect(placement.regions.everyEnabled).toBe(everyEnabled)
})
