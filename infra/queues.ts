/**
 * The queues, as planned in `src/plan/queues.ts`. `src/plan/health.ts` has the alarms over them.
 */
import * as aws from '@pulumi/aws'
import type { FunctionName } from '../src/ir/names.ts'
import { queueArn } from '../src/plan/arns.ts'
import type { Manifest } from '../src/plan/manifest.ts'
import { policy, type Statement } from '../src/plan/policy/statement.ts'
import { keptSeconds, type QueuePlan, queuesOf, undeliveredQueues } from '../src/plan/queues.ts'

/** The queues by the function that reads them. */
export type Queues = ReadonlyMap<FunctionName, aws.sqs.Queue>

/** Creates the queue of each function, with its dead-letter queue and their policies. */
export const makeQueues = (manifest: Manifest): Queues =>
  new Map(queuesOf(manifest).map((plan) => [plan.feeds, makeQueue(manifest, plan)]))

function makeQueue(manifest: Manifest, plan: QueuePlan): aws.sqs.Queue {
  const { home: region, prefix } = manifest
  const dead = new aws.sqs.Queue(`queue-${plan.dead}`, {
    region,
    name: `${prefix}-${plan.dead}`,
    ...kept,
    redriveAllowPolicy: JSON.stringify({
      redrivePermission: 'byQueue',
      sourceQueueArns: [queueArn(manifest, plan.name)],
    }),
  })
  const queue = new aws.sqs.Queue(`queue-${plan.name}`, {
    region,
    name: `${prefix}-${plan.name}`,
    visibilityTimeoutSeconds: plan.visibilitySeconds,
    ...kept,
    redrivePolicy: dead.arn.apply((deadLetterTargetArn) =>
      JSON.stringify({ deadLetterTargetArn, maxReceiveCount: plan.maxReceiveCount }),
    ),
  })
  givePolicy(`queue-${plan.name}-policy`, region, queue, plan.policy)
  givePolicy(`queue-${plan.dead}-policy`, region, dead, plan.deadPolicy)
  return queue
}

const kept = { messageRetentionSeconds: keptSeconds, sqsManagedSseEnabled: true } as const

/** The queues for undeliverable messages, by region. */
export const makeUndelivered = (manifest: Manifest): ReadonlyMap<string, aws.sqs.Queue> =>
  new Map(
    undeliveredQueues(manifest).map(({ region, policy: statements }) => {
      const name = `${manifest.prefix}-undelivered`
      const queue = new aws.sqs.Queue(`undelivered-${region}`, { region, name, ...kept })
      givePolicy(`undelivered-${region}-policy`, region, queue, statements)
      return [region, queue]
    }),
  )

function givePolicy(
  name: string,
  region: string,
  queue: aws.sqs.Queue,
  statements: readonly Statement[],
): void {
  new aws.sqs.QueuePolicy(name, { region, queueUrl: queue.url, policy: policy(statements) })
}
