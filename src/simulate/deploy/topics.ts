/** Topics with whoever listens: people, and our own queues for alarms and receipts. */
import { CreateTopicCommand, SubscribeCommand } from '@aws-sdk/client-sns'
import {
  alarmsRegion,
  type QueueName,
  queueArn,
  regionOfArn,
  topicArn,
  undeliveredArn,
  undeliveredRegions,
} from '../../plan/arns.ts'
import type { Subscription, TopicPlan } from '../../plan/manifest.ts'
import type { Deploying } from './deploying.ts'

export async function makeTopics(deploying: Deploying): Promise<void> {
  const { manifest } = deploying
  const { home, channels, health, functions } = manifest
  for (const { topic } of channels) {
    await make(deploying, home, topic)
    if (functions.includes('receipts'))
      await listen(deploying, topicArn(manifest, home, topic), 'receipts', true)
  }
  await make(deploying, home, health.topic)
  const region = alarmsRegion(manifest)
  if (region === undefined) return
  const alarms = { kind: 'new', name: `${manifest.prefix}-alarms`, subscribe: [] } as const
  await make(deploying, region, alarms)
  await listen(deploying, topicArn(manifest, region, alarms), 'alarms', false)
}

/** An existing topic is left as it is. */
async function make(deploying: Deploying, region: string, topic: TopicPlan): Promise<void> {
  if (topic.kind === 'existing') return
  await deploying.clients.in('sns', region).send(new CreateTopicCommand({ Name: topic.name }))
  const arn = topicArn(deploying.manifest, region, topic)
  for (const subscription of topic.subscribe) await subscribe(deploying, arn, subscription)
}

async function subscribe(
  { clients }: Deploying,
  topic: string,
  { protocol, endpoint }: Subscription,
  attributes: Readonly<Record<string, string>> = {},
): Promise<void> {
  await clients.in('sns', regionOfArn(topic)).send(
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
  topic: string,
  queue: QueueName,
  raw: boolean,
): Promise<void> {
  const { manifest } = deploying
  const region = regionOfArn(topic)
  const deadLetterTargetArn = undeliveredArn(manifest, region)
  const endpoint = queueArn(manifest, queue)
  await subscribe(
    deploying,
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
