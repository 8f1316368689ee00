/**
 * Topics that a manifest expects to exist. On AWS, somebody created them. In the local account
 * missing ones are created, so that a plan for a real account runs here as well.
 */
import { CreateTopicCommand } from '@aws-sdk/client-sns'
import { topicByArn } from '../../../packages/local-aws/services/sns/memory.ts'
import { regionOfArn } from '../../plan/arns.ts'
import type { TopicPlan } from '../../plan/manifest/topics.ts'
import type { DeploymentContext } from './context.ts'

/** Creates the existing topics of a manifest that are missing. */
export async function makeExistingTopics(context: DeploymentContext): Promise<void> {
  const { channels, health } = context.manifest
  for (const topic of [...channels.map(({ topic }) => topic), health.topic])
    await makeExistingTopic(context, topic)
}

/** Creates an existing topic if it is missing. A topic of another account is not created. */
async function makeExistingTopic(
  { cloud, clients, manifest }: DeploymentContext,
  topic: TopicPlan,
): Promise<void> {
  if (topic.kind === 'new' || topicByArn(cloud, topic.arn) !== undefined) return
  const [, , , , account, name] = topic.arn.split(':')
  if (account !== manifest.account) return
  await clients.in('sns', regionOfArn(topic.arn)).send(new CreateTopicCommand({ Name: name }))
}
