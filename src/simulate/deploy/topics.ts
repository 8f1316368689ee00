/** Topics with their subscribers: people, and queues of Tripline for alarms and receipts. */
import { CreateTopicCommand, SubscribeCommand } from '@aws-sdk/client-sns'
import { queueArn, undeliveredArn } from '../../plan/arns.ts'
import type { Subscription } from '../../plan/manifest/topics.ts'
import { policy } from '../../plan/policy/statement.ts'
import { undeliveredRegions } from '../../plan/regions.ts'
import {
  type OwnTopic,
  type SubscriptionPlan,
  subscriptionsOf,
  topicsOf,
} from '../../plan/topics.ts'
import type { DeploymentContext } from './context.ts'

/** Creates the topics with all subscriptions. */
export async function makeTopics(context: DeploymentContext): Promise<void> {
  const { manifest } = context
  for (const own of topicsOf(manifest)) await make(context, own)
  for (const subscription of subscriptionsOf(manifest)) await listen(context, subscription)
}

/** Creates a new topic. An existing topic is left as it is. */
async function make(context: DeploymentContext, own: OwnTopic): Promise<void> {
  const { topic, arn, region } = own
  if (topic.kind === 'existing') return
  const Attributes = { Policy: policy(own.policy) }
  await context.clients
    .in('sns', region)
    .send(new CreateTopicCommand({ Name: topic.name, Attributes }))
  for (const subscription of topic.subscribe) await subscribe(context, region, arn, subscription)
}

async function subscribe(
  { clients }: DeploymentContext,
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
  context: DeploymentContext,
  { topic, queue, region, raw }: SubscriptionPlan,
): Promise<void> {
  const { manifest } = context
  const deadLetterTargetArn = undeliveredArn(manifest, region)
  const endpoint = queueArn(manifest, queue.name)
  await subscribe(
    context,
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
