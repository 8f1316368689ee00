/**
 * The topics of a stage: one for each channel, one for alarms over metric filters, one for the health of
 * Tripline itself; and the queues of ours that are subscribed to them.
 */
import { alarmsTopicArn, arnOf, channelArn, homeRuleArn, regionOfArn, topicArn } from './arns.ts'
import type { QueueSubscription } from './functions/queue.ts'
import type { TopicPlan } from './manifest/topics.ts'
import type { Manifest } from './manifest.ts'
import { allowService, onlyOverTls, type Statement } from './policy/statement.ts'
import { type QueuePlan, queuesOf } from './queues.ts'
import { alarmsRegion } from './regions.ts'

/** An existing topic belongs to somebody and is left as it is: of `topic`, only a new one is made. */
export interface OwnTopic {
  readonly topic: TopicPlan
  readonly arn: string
  readonly region: string
  /** What it is for. */
  readonly why: string
  /** Whether it is encrypted with the key that AWS manages for SNS; only our functions publish to such a one. */
  readonly isEncrypted: boolean
  readonly policy: readonly Statement[]
}

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
  // Nobody outside of the account may publish or subscribe: who is not named here has only what IAM grants.
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
  const why = 'says that Tripline itself is broken'
  return ownTopic({ topic, arn, region, why, isEncrypted: false }, [
    fromAlarms(manifest, region, arn),
    allowService('events.amazonaws.com', 'sns:Publish', arn, [homeRuleArn(manifest, 'health')]),
  ])
}

/** Alarms whose names begin with our prefix, in the topic's own region. */
const fromAlarms = (manifest: Manifest, region: string, topic: string): Statement =>
  allowService('cloudwatch.amazonaws.com', 'sns:Publish', topic, [
    arnOf(manifest, 'cloudwatch', region, `alarm:${manifest.prefix}-*`),
  ])

/** A queue of ours that is subscribed to a topic. */
export interface SubscriptionPlan extends QueueSubscription {
  readonly queue: QueuePlan
  /** Of the topic, where the subscription is as well. */
  readonly region: string
}

export const subscriptionsOf = (manifest: Manifest): readonly SubscriptionPlan[] =>
  queuesOf(manifest).flatMap((queue) =>
    (queue.subscriptions?.(manifest) ?? []).map((subscription) => ({
      ...subscription,
      queue,
      region: regionOfArn(subscription.topic),
    })),
  )
