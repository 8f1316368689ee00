/** Rules and events for tests of detection: small, and told apart by `eventName`, `who` and `what`. */

import type { Event } from '../../src/ir/event.ts'
import type { JsonObject } from '../../src/ir/json.ts'
import type { DeployedRule } from '../../src/ir/rule.ts'

/** A rule for the events of a name; it remembers nothing unless it is told to. */
export const ruleFor = (
  id: string,
  eventName: string,
  more: Partial<DeployedRule> = {},
): DeployedRule => ({
  id,
  title: `${eventName} was called`,
  severity: 'high',
  why: 'It is a test.',
  status: 'enabled',
  on: { source: 'aws.', detailTypes: ['AWS API Call via CloudTrail'] },
  match: {
    kind: 'block',
    fields: [{ path: ['eventName'], check: { op: 'equals', value: eventName } }],
  },
  unless: undefined,
  via: 'eventbridge',
  threshold: undefined,
  firstSeen: undefined,
  dedup: undefined,
  alert: { title: undefined, fields: [{ label: 'Who', path: '$.requestParameters.who' }] },
  notify: undefined,
  respond: [],
  attack: [],
  controls: [],
  references: [],
  falsePositives: [],
  runbook: undefined,
  ...more,
})

export const who = ['requestParameters', 'who'] as const
export const what = ['requestParameters', 'what'] as const

export interface Call {
  readonly eventName: string
  readonly number: number
  readonly atMs: number
  readonly who: string
  readonly what: string
}

/** The EventBridge event of a call, as the queue carries it. */
export const eventOf = (call: Call, more: JsonObject = {}): JsonObject => ({
  version: '0',
  id: uuid(call.number, 'e'),
  'detail-type': 'AWS API Call via CloudTrail',
  source: 'aws.test',
  account: '111122223333',
  time: new Date(call.atMs).toISOString(),
  region: 'eu-west-3',
  resources: [],
  detail: {
    eventID: uuid(call.number, 'd'),
    eventTime: new Date(call.atMs).toISOString(),
    eventSource: 'test.amazonaws.com',
    eventName: call.eventName,
    awsRegion: 'eu-west-3',
    recipientAccountId: '111122223333',
    sourceIPAddress: '203.0.113.7',
    userIdentity: { type: 'IAMUser', arn: 'arn:aws:iam::111122223333:user/mallory' },
    requestParameters: { who: call.who, what: call.what },
    ...more,
  },
})

export const engineEvent = (call: Call): Event => {
  const { detail, ...envelope } = eventOf(call)
  return { record: detail as JsonObject, envelope }
}

const uuid = (number: number, kind: string): string =>
  `00000000-0000-4000-8000-${kind}${number.toString(16).padStart(11, '0')}`
