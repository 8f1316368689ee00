/**
 * The topics of a stage: one for each channel, one for alarms over metric filters, one for the
 * health of Tripline itself. Queues of Tripline are subscribed to them.
 */
import { alarmsTopicArn, arnOf, channelArn, homeRuleArn, regionOfArn, topicArn } from './arns.ts'
import type { QueueSubscription } from './functions/queue.ts'
import type { TopicPlan } from './manifest/topics.ts'
import type { Manifest } from './manifest.ts'
import { allowService, onlyOverTls, type Statement } from './policy/statement.ts'
import { type QueuePlan, queuesOf } from './queues.ts'
import { alarmsRegion } from './regions.ts'

/**
 * A topic that the stage uses. If `topic` is an existing one, it belongs to somebody else, and
 * nothing is created for it.
 */
export interface OwnTopic {
  readonly topic: TopicPlan
  readonly arn: string
  readonly region: string
  /** The purpose of the topic. */
  readonly why: string
  /**
   * Whether it is encrypted with the key that AWS manages for SNS. Only functions of Tripline can
   * publish to an encrypted topic.
   */
  readonly isEncrypted: boolean
  readonly policy: readonly Statement[]
}

/** The topics that a stage uses. */
export function topicsOf(manifest: Manifest): readonly OwnTopic[] {
  const { home, channels, health } = manifest
  return [
    ...channels.map((channel) => {
      const { name, topic } = channel
      const arn = channelArn(manifest, channel)
      return ownTopic({ topic, arn, region: home, why: `channel ${name}`, isEncrypted: true }, [])
    }),
    ...alarmsTopic(manifest),
    healthTopic(manifest, home, health.topic),
  ]
}

const ownTopic = (topic: Omit<OwnTopic, 'policy'>, publishers: readonly Statement[]): OwnTopic => ({
  ...topic,
  // Nobody outside of the account may publish or subscribe. A principal that is not named here has
  // only the rights that IAM grants.
  policy: [onlyOverTls('sns:Publish', topic.arn), ...publishers],
})

function alarmsTopic(manifest: Manifest): OwnTopic[] {
  const region = alarmsRegion(manifest)
  if (region === undefined) return []
  const arn = alarmsTopicArn(manifest)
  const topic = { kind: 'new', name: `${manifest.prefix}-alarms`, subscribe: [] } as const
  return [
    ownTopic({ topic, arn, region, why: 'alarms over metric filters', isEncrypted: false }, [
      fromAlarms(manifest, region, arn),
    ]),
  ]
}

function healthTopic(manifest: Manifest, region: string, topic: TopicPlan): OwnTopic {
  const arn = topicArn(manifest, region, topic)
  const why = 'reports that Tripline itself is broken'
  return ownTopic({ topic, arn, region, why, isEncrypted: false }, [
    fromAlarms(manifest, region, arn),
    allowService('events.amazonaws.com', 'sns:Publish', arn, [homeRuleArn(manifest, 'health')]),
  ])
}

/** Allows alarms whose names begin with the prefix, in the topic's own region. */
const fromAlarms = (manifest: Manifest, region: string, topic: string): Statement =>
  allowService('cloudwatch.amazonaws.com', 'sns:Publish', topic, [
    arnOf(manifest, 'cloudwatch', region, `alarm:${manifest.prefix}-*`),
  ])

/** A subscription of a queue of Tripline to a topic. */
export interface SubscriptionPlan extends QueueSubscription {
  readonly queue: QueuePlan
  /** The region of the topic, which is also the region of the subscription. */
  readonly region: string
}

/** The subscriptions of queues of Tripline to topics. */
export const subscriptionsOf = (manifest: Manifest): readonly SubscriptionPlan[] =>
  queuesOf(manifest).flatMap((queue) =>
    (queue.subscriptions?.(manifest) ?? []).map((subscription) => ({
      ...subscription,
      queue,
      region: regionOfArn(subscription.topic),
    })),
  )
