/**
 * The rules of the home bus, which receives the events of all regions. A rule sends events to the
 * queue of a function; the record of the function (`functions/`) states which events. Alarms of
 * other regions go to the health topic.
 *
 * Each rule of this bus pins `source` and `account`. Only AWS can send events whose source is
 * `aws.*`. The bus of a hub accepts events of other accounts, so a pattern without `account` would
 * match events of any of them.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-cross-account.html
 */

import { functionsOf, lambdaFunctions } from './functions/functions.ts'
import { forwardedAlarms } from './health.ts'
import type { EventRulePlan } from './manifest/event-rules.ts'
import type { Manifest } from './manifest.ts'
import { alarmsElsewhere } from './regions.ts'

interface HomeRule {
  /** The name of the rule after the prefix, and the id of its target. */
  readonly name: string
  readonly state: EventRulePlan['state']
  /** JSON text. */
  readonly pattern: string
  /** The name of the target queue after the prefix; undefined if the target is the health topic. */
  readonly queue: string | undefined
  /** What the queue receives instead of the event. */
  readonly input?: InputTransformer
  readonly why: string
}

/** Values of an event by name, and the text in which `<name>` becomes the value. */
interface InputTransformer {
  readonly paths: Readonly<Record<string, string>>
  readonly template: string
}

/** The rules of the home bus. */
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
    pattern: alarmEvents([...ownAlarms(manifest), ...memberAlarms(manifest)], account),
    queue: undefined,
    why: 'sends alarms of other regions to the topic health',
  }
  return [...toQueues, ...unlisted(manifest), health]
}

/**
 * Reports to `detect` that an account without a stage sends events. Of those it gets the account number
 * only: nobody decided yet that this hub evaluates the account.
 */
function unlisted(manifest: Manifest): readonly HomeRule[] {
  const { topology, functions } = manifest
  if (topology.kind !== 'hub' || !functions.includes('detect')) return []
  return [
    {
      name: unlistedRule,
      state: 'ENABLED',
      pattern: JSON.stringify({
        source: [{ prefix: 'aws.' }],
        account: [{ 'anything-but': accounts(manifest) }],
      }),
      queue: lambdaFunctions.detect.queue?.name,
      input: { paths: { account: '$.account' }, template: '"<account>"' },
      why: 'counts events of accounts without a stage',
    },
  ]
}

/** The name, after the prefix, of the rule for events of accounts without a stage. */
const unlistedRule = 'unlisted'

/** The accounts whose events this deployment evaluates. */
const accounts = ({ account, topology }: Manifest): string[] =>
  topology.kind === 'hub' ? [account, ...topology.members] : [account]

/**
 * By their whole names: the name of an alarm is in the message, and a prefix would let anybody who may
 * create alarms write there.
 */
const ownAlarms = ({ prefix }: Manifest): string[] =>
  forwardedAlarms.map((name) => `${prefix}-${name}`)

/** The hub does not know the stages of its members, which are part of the names. */
const memberAlarms = ({ topology }: Manifest): object[] =>
  topology.kind === 'hub' ? [{ wildcard: `tripline-*-${forwardedAlarms[0]}` }] : []

/**
 * The rules of default buses whose target is the home bus: the planned ones, and those for alarms.
 */
export const forwardedRules = (manifest: Manifest): readonly EventRulePlan[] => [
  ...manifest.eventRules,
  ...alarmRules(manifest),
]

/**
 * Rules that forward alarms. An alarm can only notify a topic of its own region and account. So
 * alarms of other regions arrive on the home bus as events and go from there to the health topic,
 * without a function of Tripline. If that route is broken, the heartbeat of that region is missing,
 * and the heartbeat alarm is an alarm of the home region.
 */
const alarmRules = (manifest: Manifest): EventRulePlan[] =>
  alarmsElsewhere(manifest).map((region) => ({
    name: `${manifest.prefix}-health`,
    region,
    state: 'ENABLED',
    pattern: alarmEvents(ownAlarms(manifest), [manifest.account]),
    rules: [],
    why: 'forwards the alarms of this region',
  }))

/**
 * The pattern of alarms that enter ALARM or leave it. A new alarm that becomes OK is not matched.
 */
const alarmEvents = (alarmName: readonly (string | object)[], account: readonly string[]): string =>
  JSON.stringify({
    source: ['aws.cloudwatch'],
    account,
    'detail-type': ['CloudWatch Alarm State Change'],
    detail: {
      alarmName,
      $or: [
        { state: { value: ['ALARM'] } },
        { state: { value: ['OK'] }, previousState: { value: ['ALARM'] } },
      ],
    },
  })

/**
 * The message that the health topic receives for such an event. It lacks the reason of the change:
 * whoever may call `cloudwatch:SetAlarmState` writes it, and it would look like a sentence of ours.
 */
export const alarmSentence = {
  paths: {
    account: '$.account',
    alarm: '$.detail.alarmName',
    region: '$.region',
    state: '$.detail.state.value',
  },
  template:
    '"CloudWatch alarm <alarm> is <state> in <region> of account <account>. Open it in the CloudWatch console of that region."',
} as const
