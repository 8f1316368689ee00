/**
 * The topics of a stage: one for each channel, one for alarms over metric filters, one for the
 * health of Tripline itself. Queues of Tripline are subscribed to them.
 */
import { alarmsTopicArn, arnOf, channelArn, homeRuleArn, regionOfArn, topicArn } from './arns.ts'
import type { QueueSubscription } from './functions/queue.ts'
import type { ChannelPlan, TopicPlan } from './manifest/topics.ts'
import type { Manifest } from './manifest.ts'
import { guardTopic } from './policy/guards.ts'
import { allowService, requireTls, type Statement } from './policy/statement.ts'
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
export const topicsOf = (manifest: Manifest): readonly OwnTopic[] => [
  ...manifest.channels.map((channel) => channelTopic(manifest, channel)),
  ...alarmsTopic(manifest),
  healthTopic(manifest, manifest.health.topic),
]

/**
 * The policy of a topic. `services` are the statements that allow services of AWS to publish.
 * Nobody outside of the account may publish or subscribe, because nothing allows it.
 */
const policyOf = (
  manifest: Manifest,
  arn: string,
  subscribedElsewhere: boolean,
  services: readonly Statement[],
): readonly Statement[] => [
  requireTls('sns:Publish', arn),
  ...guardTopic(manifest, arn, { subscribedElsewhere }),
  ...services,
]

/** Whether tripline.yaml leaves the subscribers to others (`subscribe: elsewhere`). */
const isSubscribedElsewhere = (topic: TopicPlan): boolean =>
  topic.kind === 'new' && topic.subscribe.length === 0

function channelTopic(manifest: Manifest, channel: ChannelPlan): OwnTopic {
  const { name, topic } = channel
  const arn = channelArn(manifest, channel)
  return {
    topic,
    arn,
    region: manifest.home,
    why: `channel ${name}`,
    isEncrypted: true,
    policy: policyOf(manifest, arn, isSubscribedElsewhere(topic), []),
  }
}

function alarmsTopic(manifest: Manifest): OwnTopic[] {
  const region = alarmsRegion(manifest)
  if (region === undefined) return []
  const arn = alarmsTopicArn(manifest)
  return [
    {
      topic: { kind: 'new', name: `${manifest.prefix}-alarms`, subscribe: [] },
      arn,
      region,
      why: 'alarms over metric filters',
      isEncrypted: false,
      // A queue of Tripline is its only subscriber.
      policy: policyOf(manifest, arn, false, [fromAlarms(manifest, region, arn)]),
    },
  ]
}

function healthTopic(manifest: Manifest, topic: TopicPlan): OwnTopic {
  const { home: region } = manifest
  const arn = topicArn(manifest, region, topic)
  return {
    topic,
    arn,
    region,
    why: 'reports that Tripline itself is broken',
    isEncrypted: false,
    policy: policyOf(manifest, arn, isSubscribedElsewhere(topic), [
      fromAlarms(manifest, region, arn),
      allowService('events.amazonaws.com', 'sns:Publish', arn, [homeRuleArn(manifest, 'health')]),
    ]),
  }
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
