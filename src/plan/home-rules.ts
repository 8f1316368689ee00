/**
 * The rules of the home bus, where the events of all regions meet: everything of AWS goes to the queue
 * of `detect`, changes in IAM to the queue of `snapshot-iam`, alarms of other regions to people.
 *
 * A rule of this bus pins `source`, because nobody but AWS can send `aws.*`, and `account`, because
 * a hub's bus takes events of others and a pattern without it matches anybody's.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-cross-account.html
 */
import { allManagementEvents } from '../aws/read-only.ts'
import { alarmsElsewhere, type QueueName } from './arns.ts'
import type { EventRulePlan, Manifest } from './manifest.ts'

interface HomeRule {
  /** After the prefix, and of its target. */
  readonly name: 'deliver' | 'iam' | 'health'
  readonly state: EventRulePlan['state']
  /** JSON text. */
  readonly pattern: string
  /** Where it goes; where to none, it is told by the health topic. */
  readonly queue: QueueName | undefined
  readonly why: string
}

export function homeRules(manifest: Manifest): readonly HomeRule[] {
  const { functions } = manifest
  const account = accounts(manifest)
  const deliver: HomeRule = {
    name: 'deliver',
    // A rule of a custom bus holds reads back as one of the default bus does: what a packed rule let
    // through must not be lost here.
    // https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail-management.html
    state: allManagementEvents,
    pattern: JSON.stringify({ source: [{ prefix: 'aws.' }], account }),
    queue: 'events',
    why: 'every event goes to detect',
  }
  const iam: HomeRule = {
    name: 'iam',
    state: 'ENABLED',
    pattern: JSON.stringify({ source: ['aws.iam'], account, detail: { readOnly: [false] } }),
    queue: 'snapshot-iam',
    why: 'changes in IAM go to snapshot-iam',
  }
  const health: HomeRule = {
    name: 'health',
    state: 'ENABLED',
    pattern: alarmEvents(prefixOfAll, account),
    queue: undefined,
    why: 'alarms of other regions go to the topic health',
  }
  return [
    ...(functions.includes('detect') ? [deliver] : []),
    ...(functions.includes('snapshot-iam') ? [iam] : []),
    health,
  ]
}

/** Whose events this deployment decides on. */
const accounts = ({ account, topology }: Manifest): string[] =>
  topology.kind === 'hub' ? [account, ...topology.members] : [account]

const prefixOfAll = 'tripline-'

/**
 * An alarm tells only a topic of its own region, and of its own account. So alarms elsewhere arrive as
 * events on the home bus and go from here to the health topic, past our own functions. When the way
 * here is broken itself, the heartbeat of that region is missing, which is an alarm of this region.
 */
export const alarmRules = (manifest: Manifest): EventRulePlan[] =>
  alarmsElsewhere(manifest).map((region) => ({
    name: `${manifest.prefix}-health`,
    region,
    state: 'ENABLED',
    pattern: alarmEvents(`${manifest.prefix}-`, [manifest.account]),
    rules: [],
    why: 'alarms of this region are told at home',
  }))

/** An alarm goes off or is over; an alarm that is new and finds nothing is no news. */
const alarmEvents = (prefix: string, account: readonly string[]): string =>
  JSON.stringify({
    source: ['aws.cloudwatch'],
    account,
    'detail-type': ['CloudWatch Alarm State Change'],
    detail: {
      alarmName: [{ prefix }],
      $or: [
        { state: { value: ['ALARM'] } },
        { state: { value: ['OK'] }, previousState: { value: ['ALARM'] } },
      ],
    },
  })

/** What the health topic is sent of such an event. */
export const alarmSentence = {
  paths: {
    account: '$.account',
    alarm: '$.detail.alarmName',
    reason: '$.detail.state.reason',
    region: '$.region',
    state: '$.detail.state.value',
  },
  template: '"<alarm> is <state> in <region> of account <account>: <reason>"',
} as const
