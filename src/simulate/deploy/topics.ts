/** Topics with their subscribers: people, and queues of Tripline for alarms and receipts. */
import { CreateTopicCommand, SubscribeCommand } from '@aws-sdk/client-sns'
import { queueArn, topicArn, undeliveredArn } from '../../plan/arns.ts'
import type { Subscription, TopicPlan } from '../../plan/manifest/topics.ts'
import { undeliveredRegions } from '../../plan/regions.ts'
import { type SubscriptionPlan, subscriptionsOf, topicsOf } from '../../plan/topics.ts'
import type { Deploying } from './deploying.ts'

export async function makeTopics(deploying: Deploying): Promise<void> {
  const { manifest } = deploying
  for (const { topic, region } of topicsOf(manifest)) await make(deploying, region, topic)
  for (const subscription of subscriptionsOf(manifest)) await listen(deploying, subscription)
}

/** Creates a new topic. An existing topic is left as it is. */
async function make(deploying: Deploying, region: string, topic: TopicPlan): Promise<void> {
  if (topic.kind === 'existing') return
  await deploying.clients.in('sns', region).send(new CreateTopicCommand({ Name: topic.name }))
  const arn = topicArn(deploying.manifest, region, topic)
  for (const subscription of topic.subscribe) await subscribe(deploying, region, arn, subscription)
}

async function subscribe(
  { clients }: Deploying,
  region: string,
  topic: string,
  { protocol, endpoint }: Subscription,
  attributes: Readonly<Record<string, string>> = {},
): Promise<void> {
  await clients.in('sns', region).send(
    new SubscribeCommand({
      TopicArn: topic,
      Protocol: protocol,
      Endpoint: endpoint,
      Attributes: attributes,
    }),
  )
}

async function listen(
  deploying: Deploying,
  { topic, queue, region, raw }: SubscriptionPlan,
): Promise<void> {
  const { manifest } = deploying
  const deadLetterTargetArn = undeliveredArn(manifest, region)
  const endpoint = queueArn(manifest, queue.name)
  await subscribe(
    deploying,
    region,
    topic,
    { protocol: 'sqs', endpoint },
    {
      ...(raw ? { RawMessageDelivery: 'true' } : {}),
      ...(undeliveredRegions(manifest).includes(region)
        ? { RedrivePolicy: JSON.stringify({ deadLetterTargetArn }) }
        : {}),
    },
  )
}
