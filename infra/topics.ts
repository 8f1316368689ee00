/**
 * The topics: one for each channel, one for alarms over metric filters, one for the health of
 * Tripline itself.
 *
 * A channel carries the content of alerts, so it is encrypted with the key that AWS manages for
 * SNS. Only functions of this account publish to it, and that key allows them. CloudWatch and
 * EventBridge cannot use that key. A key of our own would be a switch: a principal that disables it
 * mutes the alarms that would report it. So the alarms' topic and the health topic are not
 * encrypted. They carry the name of an alarm and a count, never an event.
 * https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html#compatibility-with-aws-services
 */
import * as aws from '@pulumi/aws'
import { regionOfArn } from '../src/plan/arns.ts'
import type { Subscription } from '../src/plan/manifest/topics.ts'
import type { Manifest } from '../src/plan/manifest.ts'
import { policy } from '../src/plan/policy/statement.ts'
import { firehoseRole } from '../src/plan/roles.ts'
import { type OwnTopic, subscriptionsOf, topicsOf } from '../src/plan/topics.ts'
import type { Queues } from './queues.ts'
import { makeRole } from './roles.ts'

/** An ARN: known text, or an output that becomes text when the topic is created. */
export type Arn = aws.sns.Topic['arn'] | string

/**
 * The topics. The key is the ARN in the plan. The value is the ARN that is known after the topic is
 * created.
 */
export type Topics = ReadonlyMap<string, Arn>

/** The ARN of a topic. A topic that is not in `topics` has the ARN in the plan. */
export const topicAt = (topics: Topics, arn: string): Arn => topics.get(arn) ?? arn

/** Creates the topics of the stage. */
export const makeTopics = (manifest: Manifest): Topics =>
  new Map(topicsOf(manifest).map((own) => [own.arn, makeTopic(manifest, own)]))

const encrypted = { kmsMasterKeyId: 'alias/aws/sns' } as const

/**
 * Creates a new topic with its subscribers. An existing topic belongs to somebody else and is left
 * as it is.
 */
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
  // Without this permission the topic could not call the function, and alerts would be lost
  // silently.
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
        ? { subscriptionRoleArn: makeRole(`role-${id}`, firehoseRole(manifest, endpoint)).arn }
        : {}),
    },
    { dependsOn: permission },
  )
}

/**
 * Subscribes the queues of Tripline. Messages that SNS cannot deliver go to the undelivered queue
 * of the topic's region.
 */
export function subscribeQueues(
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
