/**
 * The topics: one for each channel, one for alarms over metric filters, one for the health of
 * Tripline itself.
 *
 * Channels hold what an alert says, so they are encrypted, with the key that AWS manages for SNS: only
 * functions of this account publish to them, which that key allows. CloudWatch and EventBridge cannot
 * use it, and a key of one's own in that place is a switch: who disables it mutes the alarms that
 * would say so. So the alarms' topic and the health topic have none; what they carry is the name of an
 * alarm and a count, never an event.
 * https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html#compatibility-with-aws-services
 */
import * as aws from '@pulumi/aws'
import {
  alarmsRegion,
  alarmsTopicArn,
  arnOf,
  channelArn,
  homeRuleArn,
  regionOfArn,
  topicArn,
} from '../src/plan/arns.ts'
import type { Manifest, Subscription, TopicPlan } from '../src/plan/manifest.ts'
import { allowService, onlyOverTls, policy, type Statement } from './policy.ts'
import type { Queues } from './queues.ts'
import { firehoseRole } from './roles.ts'

export type Arn = aws.sns.Topic['arn'] | string

export interface Topics {
  /** By the name of the channel. */
  readonly channels: ReadonlyMap<string, Arn>
  /** Where there are metric filters. */
  readonly alarms: Arn | undefined
  readonly health: Arn
}

export function makeTopics(manifest: Manifest): Topics {
  const { home, channels, health, prefix } = manifest
  const alarms = alarmsRegion(manifest)
  return {
    channels: new Map(
      channels.map(
        ({ name, topic }) => [name, makeTopic(manifest, home, topic, encrypted, [])] as const,
      ),
    ),
    alarms:
      alarms === undefined
        ? undefined
        : makeTopic(
            manifest,
            alarms,
            { kind: 'new', name: `${prefix}-alarms`, subscribe: [] },
            {},
            [fromAlarms(manifest, alarms, alarmsTopicArn(manifest))],
          ),
    health: makeTopic(manifest, home, health.topic, {}, [
      fromAlarms(manifest, home, topicArn(manifest, home, health.topic)),
      allowService('events.amazonaws.com', 'sns:Publish', topicArn(manifest, home, health.topic), [
        homeRuleArn(manifest, 'health'),
      ]),
    ]),
  }
}

const encrypted = { kmsMasterKeyId: 'alias/aws/sns' } as const

/** Alarms whose names begin with our prefix, in the topic's own region. */
const fromAlarms = (manifest: Manifest, region: string, topic: string): Statement =>
  allowService('cloudwatch.amazonaws.com', 'sns:Publish', topic, [
    arnOf(manifest, 'cloudwatch', region, `alarm:${manifest.prefix}-*`),
  ])

/** A new topic with who listens to it; an existing one belongs to somebody and is left as it is. */
function makeTopic(
  manifest: Manifest,
  region: string,
  plan: TopicPlan,
  encryption: Partial<typeof encrypted>,
  publishers: readonly Statement[],
): Arn {
  if (plan.kind === 'existing') return plan.arn
  const id = `topic-${plan.name.slice(manifest.prefix.length + 1)}`
  const topic = new aws.sns.Topic(id, { region, name: plan.name, ...encryption })
  const arn = topicArn(manifest, region, plan)
  // Whoever is not named here has only what IAM gives him: nobody outside of the account may
  // publish or subscribe.
  new aws.sns.TopicPolicy(`${id}-policy`, {
    region,
    arn: topic.arn,
    policy: policy([onlyOverTls('sns:Publish', arn), ...publishers]),
  })
  for (const subscription of plan.subscribe) subscribe(manifest, id, region, topic, subscription)
  return topic.arn
}

function subscribe(
  manifest: Manifest,
  topicId: string,
  region: string,
  topic: aws.sns.Topic,
  { protocol, endpoint }: Subscription,
): void {
  const id = `${topicId}-to-${protocol}-${endpoint}`
  // A function that does not let the topic call it would lose alerts without a word.
  const permission =
    protocol === 'lambda' && endpoint.includes(`:${manifest.account}:`)
      ? [
          new aws.lambda.Permission(`${id}-permission`, {
            region: regionOfArn(endpoint),
            action: 'lambda:InvokeFunction',
            function: endpoint,
            principal: 'sns.amazonaws.com',
            sourceArn: topic.arn,
          }),
        ]
      : []
  new aws.sns.TopicSubscription(
    id,
    {
      region,
      topic: topic.arn,
      protocol,
      endpoint,
      ...(protocol === 'firehose'
        ? { subscriptionRoleArn: firehoseRole(manifest, id, endpoint) }
        : {}),
    },
    { dependsOn: permission },
  )
}

/**
 * Our own queues listen to our topics: to the alarms, and to every channel for the receipt that an
 * alert was taken. What SNS cannot deliver goes to the undelivered queue of the topic's region.
 */
export function listen(
  manifest: Manifest,
  topics: Topics,
  queues: Queues,
  undelivered: ReadonlyMap<string, aws.sqs.Queue>,
): void {
  const receipts = queues.get('receipts')
  const alarms = queues.get('alarm')
  const subscribed = (
    name: string,
    topic: Arn,
    region: string,
    queue: aws.sqs.Queue,
    raw: boolean,
  ) => {
    const dead = undelivered.get(region)
    new aws.sns.TopicSubscription(name, {
      region,
      topic,
      protocol: 'sqs',
      endpoint: queue.arn,
      rawMessageDelivery: raw,
      ...(dead === undefined
        ? {}
        : {
            redrivePolicy: dead.arn.apply((deadLetterTargetArn) =>
              JSON.stringify({ deadLetterTargetArn }),
            ),
          }),
    })
  }
  if (receipts !== undefined)
    for (const channel of manifest.channels) {
      const topic = topics.channels.get(channel.name)
      const region = regionOfArn(channelArn(manifest, channel))
      if (topic !== undefined)
        subscribed(`receipts-of-${channel.name}`, topic, region, receipts, true)
    }
  if (alarms !== undefined && topics.alarms !== undefined)
    subscribed(
      'alarms-to-queue',
      topics.alarms,
      alarmsRegion(manifest) ?? manifest.home,
      alarms,
      false,
    )
}
