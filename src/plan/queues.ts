/**
 * The queues of a stage: one for each function that receives messages, and one for each region for
 * undeliverable messages.
 */
import type { FunctionName } from '../ir/names.ts'
import {
  alarmsTopicArn,
  arnOf,
  channelArn,
  homeRuleArn,
  queueArn,
  regionOfArn,
  undeliveredArn,
} from './arns.ts'
import { lambdaFunctions } from './functions/functions.ts'
import type { FunctionQueue } from './functions/queue.ts'
import { homeRules } from './home-rules.ts'
import type { Manifest } from './manifest.ts'
import { guardQueue } from './policy/guards.ts'
import { fromRules, fromTopics } from './policy/senders.ts'
import { requireTls, type Statement } from './policy/statement.ts'
import { alarmsRegion, undeliveredRegions } from './regions.ts'

/** Fourteen days, the maximum of SQS: time for a person to return from holiday. */
export const keptSeconds = 14 * 24 * 60 * 60

/**
 * A queue in the home region, with its dead-letter queue for messages that failed `maxReceiveCount`
 * times.
 */
export interface QueuePlan extends FunctionQueue {
  /** The function that reads it. */
  readonly feeds: FunctionName
  /** The name of the dead-letter queue after the prefix: `<name>-dead`. */
  readonly dead: string
  readonly policy: readonly Statement[]
  readonly deadPolicy: readonly Statement[]
}

/** The queues of the functions of a stage. */
export const queuesOf = (manifest: Manifest): readonly QueuePlan[] =>
  manifest.functions.flatMap((feeds) => {
    const { queue } = lambdaFunctions[feeds]
    if (queue === undefined) return []
    const dead = `${queue.name}-dead`
    return [
      {
        ...queue,
        feeds,
        dead,
        policy: [
          ...guarded(manifest, queueArn(manifest, queue.name), queue),
          ...senders(manifest, queue),
        ],
        deadPolicy: guarded(manifest, queueArn(manifest, dead)),
      },
    ]
  })

/** The statements that deny access to the queue. */
const guarded = (
  manifest: Manifest,
  arn: string,
  options: Pick<FunctionQueue, 'openToPeople'> = {},
): readonly Statement[] => [requireTls('sqs:*', arn), ...guardQueue(manifest, arn, options)]

/** The statements that allow services to send to the queue. */
function senders(manifest: Manifest, { name, subscriptions }: FunctionQueue): readonly Statement[] {
  const arn = queueArn(manifest, name)
  const topics = subscriptions?.(manifest).map(({ topic }) => topic) ?? []
  const rules = homeRules(manifest).filter(({ queue }) => queue === name)
  return [
    ...(rules.length === 0
      ? []
      : [
          fromRules(
            arn,
            rules.map((rule) => homeRuleArn(manifest, rule.name)),
          ),
        ]),
    ...fromTopics(manifest, arn, topics),
  ]
}

/**
 * The dead-letter queue of a region for messages that EventBridge, SNS or the scheduler could not
 * deliver after all their retries. Each region has one, because these services cannot use a queue
 * of another region.
 */
export interface UndeliveredQueue {
  readonly region: string
  readonly policy: readonly Statement[]
}

/** The queues for undeliverable messages of a stage. */
export const undeliveredQueues = (manifest: Manifest): readonly UndeliveredQueue[] =>
  undeliveredRegions(manifest).map((region) => {
    const { prefix } = manifest
    const arn = undeliveredArn(manifest, region)
    // The ARN of a rule of a default bus ends in `rule/<name>`, that of the home bus in
    // `rule/<bus>/<name>`.
    const rules = [`rule/${prefix}-*`, `rule/${prefix}/*`]
    return {
      region,
      policy: [
        ...guarded(manifest, arn),
        fromRules(
          arn,
          rules.map((rule) => arnOf(manifest, 'events', region, rule)),
        ),
        ...fromTopics(manifest, arn, topicsIn(manifest, region)),
      ],
    }
  })

/** The ARNs of topics of this region that a queue of Tripline is subscribed to. */
const topicsIn = (manifest: Manifest, region: string): string[] =>
  [
    ...manifest.channels.map((channel) => channelArn(manifest, channel)),
    ...(alarmsRegion(manifest) === undefined ? [] : [alarmsTopicArn(manifest)]),
  ].filter((arn) => regionOfArn(arn) === region)
