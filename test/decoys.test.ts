/**
 * A caller who causes a harmless alert first does not hide what follows: the shipped rules report each
 * second victim, with the same key.
 */
import { describe, expect, test } from 'vitest'
import { inEnvelope } from '../src/aws/envelope.ts'
import { compile } from '../src/compile.ts'
import { alertsInOrder } from '../src/detect/alerts-in-order.ts'
import { dueFrom } from '../src/detect/due-alert.ts'
import { firingId } from '../src/detect/firing.ts'
import { identityOf, timeOf } from '../src/engine/identity.ts'
import { ruleMatches } from '../src/engine/rule-matches.ts'
import type { Event } from '../src/ir/event.ts'
import type { JsonObject } from '../src/ir/json.ts'
import { digest } from '../src/replay/digest.ts'
import { shippedRules } from './support/shipped-rules.ts'

const { rules } = compile({ config: undefined, files: shippedRules })
const ruleOf = (id: string) => {
  const found = rules.find(({ rule }) => rule.id === id)?.rule
  if (found === undefined) throw new Error(`no rule ${id}`)
  return found
}

interface Call extends JsonObject {
  readonly eventName: string
  readonly eventSource: string
}

/** One minute after the other, by one user. */
const recordOf = (call: Call, minute: number): JsonObject => ({
  eventID: `00000000-0000-4000-8000-${String(minute).padStart(12, '0')}`,
  eventTime: new Date(Date.parse('2026-11-20T08:00:00Z') + minute * 60_000).toISOString(),
  eventType: 'AwsApiCall',
  eventCategory: 'Management',
  readOnly: false,
  awsRegion: 'eu-west-1',
  recipientAccountId: '111122223333',
  sourceIPAddress: '198.51.100.7',
  userAgent: 'aws-cli/2.31.4',
  userIdentity: {
    type: 'IAMUser',
    principalId: 'AIDAEXAMPLEBUILDBOT00',
    arn: 'arn:aws:iam::111122223333:user/build-bot',
    accountId: '111122223333',
    userName: 'build-bot',
  },
  ...call,
})

/** The indexes of the calls that the rule reports, and the keys of the alerts. */
function alertsOf(id: string, calls: readonly Call[]) {
  const alertOf = alertsInOrder(digest)
  const rule = ruleOf(id)
  const found = calls.flatMap((call, index) => {
    const event = inEnvelope(recordOf(call, index)) as Event
    if (!ruleMatches(rule, event)) return []
    const draft = alertOf(
      { rule, event, messages: [] },
      firingId(identityOf(event), digest),
      timeOf(event),
    )
    return draft === undefined ? [] : [{ index, key: dueFrom(draft, digest).dedupKey }]
  })
  return {
    reported: found.map(({ index }) => index),
    keyCount: new Set(found.map(({ key }) => key)).size,
  }
}

const call = (
  service: string,
  eventName: string,
  requestParameters: JsonObject,
  more = {},
): Call => ({
  eventSource: `${service}.amazonaws.com`,
  eventName,
  requestParameters,
  ...more,
})

const share = (eventName: string, id: JsonObject, key: string, userId: string): Call =>
  call('ec2', eventName, { ...id, [key]: { add: { items: [{ userId }] } } })

const keyArn = (name: string) => `arn:aws:kms:eu-west-1:111122223333:key/${name}`
const deletionOf = (name: string): Call =>
  call('kms', 'ScheduleKeyDeletion', { keyId: name }, { resources: [{ ARN: keyArn(name) }] })

const policy = (action: string): string =>
  JSON.stringify({ Statement: [{ Effect: 'Allow', Action: action, Resource: '*' }] })

const decoys: Readonly<Record<string, readonly Call[]>> = {
  'alerting-tampered': [
    call('monitoring', 'DeleteAlarms', { alarmNames: ['shop-cpu-high'] }),
    call('events', 'DisableRule', { name: 'guard-deliver' }),
    call('events', 'RemoveTargets', { rule: 'guard-deliver', ids: ['queue'] }),
    call('sns', 'DeleteTopic', { topicArn: 'arn:aws:sns:eu-west-1:111122223333:guard-health' }),
    call('monitoring', 'DeleteAlarms', { alarmNames: ['guard-heartbeat'] }),
    call(
      'monitoring',
      'DeleteAlarms',
      { alarmNames: ['guard-heartbeat'] },
      { awsRegion: 'eu-west-3' },
    ),
  ],
  'trail-weakened': [
    call('cloudtrail', 'UpdateTrail', { name: 'test', enableLogFileValidation: false }),
    call('cloudtrail', 'UpdateTrail', { name: 'audit', isMultiRegionTrail: false }),
    call('cloudtrail', 'UpdateTrail', { name: 'audit', includeGlobalServiceEvents: false }),
    call('cloudtrail', 'PutEventSelectors', {
      trailName: 'audit',
      eventSelectors: [{ includeManagementEvents: false }],
    }),
  ],
  'trail-changed': [
    call('cloudtrail', 'UpdateTrail', { name: 'audit', s3KeyPrefix: 'a' }),
    call('cloudtrail', 'UpdateTrail', { name: 'audit', s3BucketName: 'elsewhere' }),
    call('cloudtrail', 'UpdateTrail', { name: 'audit', cloudWatchLogsLogGroupArn: '' }),
  ],
  'kms-key-deletion-scheduled': [deletionOf('test'), deletionOf('backup')],
  'snapshot-shared': [
    share(
      'ModifySnapshotAttribute',
      { snapshotId: 'snap-1' },
      'createVolumePermission',
      '444455556666',
    ),
    share(
      'ModifySnapshotAttribute',
      { snapshotId: 'snap-2' },
      'createVolumePermission',
      '444455556666',
    ),
    share(
      'ModifySnapshotAttribute',
      { snapshotId: 'snap-2' },
      'createVolumePermission',
      '777788889999',
    ),
  ],
  'image-shared': [
    share('ModifyImageAttribute', { imageId: 'ami-1' }, 'launchPermission', '444455556666'),
    share('ModifyImageAttribute', { imageId: 'ami-1' }, 'launchPermission', '777788889999'),
  ],
  'iam-policy-changed': [
    call('iam', 'PutRolePolicy', {
      roleName: 'app',
      policyName: 'a',
      policyDocument: policy('s3:GetObject'),
    }),
    call('iam', 'PutRolePolicy', {
      roleName: 'app',
      policyName: 'a',
      policyDocument: policy('iam:*'),
    }),
    call('iam', 'SetDefaultPolicyVersion', {
      policyArn: 'arn:aws:iam::111122223333:policy/a',
      versionId: 'v1',
    }),
    call('iam', 'SetDefaultPolicyVersion', {
      policyArn: 'arn:aws:iam::111122223333:policy/a',
      versionId: 'v2',
    }),
    call('iam', 'DeleteRolePermissionsBoundary', { roleName: 'app' }),
    call('iam', 'UpdateAssumeRolePolicy', {
      roleName: 'app',
      policyDocument: policy('sts:AssumeRole'),
    }),
  ],
  'securityhub-disabled': [
    call('securityhub', 'DisableSecurityHub', {}),
    call('securityhub', 'DisableSecurityHub', {}, { awsRegion: 'us-east-1' }),
  ],
}

const root = { userIdentity: { type: 'Root', arn: 'arn:aws:iam::111122223333:root' } }

const all = {
  ...decoys,
  'root-api-use': [
    call('iam', 'TagUser', { userName: 'anna' }, root),
    call('ec2', 'RunInstances', { instanceType: 't3.micro' }, root),
    call('account', 'CloseAccount', {}, root),
  ],
}

describe('after a decoy, each further victim is reported', () => {
  test.each(Object.entries(all))('%s', (rule, calls) => {
    expect(alertsOf(rule, calls).reported).toEqual(calls.map((_, index) => index))
  })

  test.each(Object.entries(all))('%s: exact repeats are counted', (rule, calls) => {
    const repeats = Array.from({ length: 10 }, () => calls.slice(0, 1)).flat()
    expect(alertsOf(rule, repeats).reported).toEqual([0])
  })
})

test('alerts of one region and caller share a key, so that a pager shows one incident', () => {
  for (const [rule, calls] of Object.entries(all).filter(([id]) => id !== 'securityhub-disabled'))
    expect(alertsOf(rule, calls).keyCount).toBe(1)
})
