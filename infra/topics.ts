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
import { regionOfArn } from '../src/plan/arns.ts'
import type { Subscription } from '../src/plan/manifest/topics.ts'
import type { Manifest } from '../src/plan/manifest.ts'
import { policy } from '../src/plan/policy/statement.ts'
import { type OwnTopic, subscriptionsOf, topicsOf } from '../src/plan/topics.ts'
import type { Queues } from './queues.ts'
import { firehoseRole } from './roles.ts'

export type Arn = aws.sns.Topic['arn'] | string

/** By the ARN that the plan knows it by: the ARN that is known once the topic is made. */
export type Topics = ReadonlyMap<string, Arn>

/** Of a topic that stands in no `Topics`, the ARN itself. */
export const topicAt = (topics: Topics, arn: string): Arn => topics.get(arn) ?? arn

export const makeTopics = (manifest: Manifest): Topics =>
  new Map(topicsOf(manifest).map((own) => [own.arn, makeTopic(manifest, own)]))

const encrypted = { kmsMasterKeyId: 'alias/aws/sns' } as const

/** A new topic with who listens to it; an existing one belongs to somebody and is left as it is. */
function makeTopic(manifest: Manifest, own: OwnTopic): Arn {
  const { topic: plan, region, isEncrypted } = own
  if (plan.kind === 'existing') return plan.arn
  const id = `topic-${plan.name.slice(manifest.prefix.length + 1)}`
  const topic = new aws.sns.Topic(id, {
    region,
    name: plan.name,
    ...(isEncrypted ? encrypted : {}),
  })
  new aws.sns.TopicPolicy(`${id}-policy`, {
    region,
    arn: topic.arn,
    policy: policy(own.policy),
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

/** Subscribes our own queues. What SNS cannot deliver goes to the undelivered queue of the topic's region. */
export function listen(
  manifest: Manifest,
  topics: Topics,
  queues: Queues,
  undelivered: ReadonlyMap<string, aws.sqs.Queue>,
): void {
  for (const { id, topic, queue, region, raw } of subscriptionsOf(manifest)) {
    const made = queues.get(queue.feeds)
    if (made === undefined) continue
    const dead = undelivered.get(region)
    new aws.sns.TopicSubscription(id, {
      region,
      topic: topicAt(topics, topic),
      protocol: 'sqs',
      endpoint: made.arn,
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
}
