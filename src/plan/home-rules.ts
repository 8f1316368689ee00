/**
 * The rules of the home bus, where the events of all regions meet: each goes to the queue of a function,
 * whose record says which events those are; alarms of other regions go to people.
 *
 * A rule of this bus pins `source`, because nobody but AWS can send `aws.*`, and `account`, because
 * a hub's bus takes events of others and a pattern without it matches anybody's.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-cross-account.html
 */

import { functionsOf } from './functions/functions.ts'
import type { EventRulePlan } from './manifest/event-rules.ts'
import type { Manifest } from './manifest.ts'
import { alarmsElsewhere } from './regions.ts'

interface HomeRule {
  /** After the prefix, and of its target. */
  readonly name: string
  readonly state: EventRulePlan['state']
  /** JSON text. */
  readonly pattern: string
  /** The queue that is its target, after the prefix; where undefined, the target is the health topic. */
  readonly queue: string | undefined
  readonly why: string
}

export function homeRules(manifest: Manifest): readonly HomeRule[] {
  const account = accounts(manifest)
  const toQueues = functionsOf(manifest).flatMap(({ queue }): HomeRule[] =>
    queue?.homeRule === undefined
      ? []
      : [{ ...queue.homeRule, pattern: queue.homeRule.pattern(account), queue: queue.name }],
  )
  const health: HomeRule = {
    name: 'health',
    state: 'ENABLED',
    pattern: alarmEvents(prefixOfAll, account),
    queue: undefined,
    why: 'alarms of other regions go to the topic health',
  }
  return [...toQueues, health]
}

/** Whose events this deployment decides on. */
const accounts = ({ account, topology }: Manifest): string[] =>
  topology.kind === 'hub' ? [account, ...topology.members] : [account]

const prefixOfAll = 'tripline-'

/** The rules of default buses whose target is the home bus: those that were planned, and alarms. */
export const forwardedRules = (manifest: Manifest): readonly EventRulePlan[] => [
  ...manifest.eventRules,
  ...alarmRules(manifest),
]

/**
 * An alarm notifies only a topic of its own region, and of its own account. So alarms elsewhere arrive as
 * events on the home bus and go from here to the health topic, past our own functions. When that route
 * is broken itself, the heartbeat of that region is missing, which is an alarm of this region.
 */
const alarmRules = (manifest: Manifest): EventRulePlan[] =>
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
