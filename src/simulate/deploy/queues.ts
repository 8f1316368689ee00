/** Queues with their dead-letter queues, and in every region a queue for undeliverable messages. */
import { CreateQueueCommand } from '@aws-sdk/client-sqs'
import { queueArn } from '../../plan/arns.ts'
import { policy } from '../../plan/policy/statement.ts'
import { keptSeconds, queuesOf, undeliveredQueues } from '../../plan/queues.ts'
import type { DeploymentContext } from './context.ts'

/** The URL of a queue by its name after the prefix. */
export type QueueUrls = ReadonlyMap<string, string>

/** Creates the queues, and returns their URLs. */
export async function makeQueues(context: DeploymentContext): Promise<QueueUrls> {
  const { manifest } = context
  const urls = new Map<string, string>()
  for (const { name, dead, visibilitySeconds, maxReceiveCount, ...plan } of queuesOf(manifest)) {
    const deadPolicy = policy(plan.deadPolicy)
    urls.set(dead, await make(context, manifest.home, dead, { Policy: deadPolicy }))
    const deadLetterTargetArn = queueArn(manifest, dead)
    const url = await make(context, manifest.home, name, {
      VisibilityTimeout: String(visibilitySeconds),
      RedrivePolicy: JSON.stringify({ deadLetterTargetArn, maxReceiveCount }),
      Policy: policy(plan.policy),
    })
    urls.set(name, url)
  }
  for (const { region, policy: statements } of undeliveredQueues(manifest))
    await make(context, region, 'undelivered', { Policy: policy(statements) })
  return urls
}

async function make(
  { clients, manifest }: DeploymentContext,
  region: string,
  name: string,
  attributes: Readonly<Record<string, string>>,
): Promise<string> {
  const { QueueUrl = '' } = await clients.in('sqs', region).send(
    new CreateQueueCommand({
      QueueName: `${manifest.prefix}-${name}`,
      Attributes: { MessageRetentionPeriod: String(keptSeconds), ...attributes },
    }),
  )
  return QueueUrl
}
