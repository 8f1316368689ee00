/** The metrics that SQS reports each minute, for alarms on the depth of a queue. */
import type { Cloud, Region } from '../../accounts.ts'
import { queuesOf } from '../sqs/memory.ts'
import { counts, type Queue } from '../sqs/queue.ts'
import type { CloudWatch } from './memory.ts'
import { record, sampleOf } from './metric-store.ts'

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html */
const measures: Readonly<Record<string, (queue: Queue, nowMs: number) => number>> = {
  ApproximateNumberOfMessagesVisible: (queue, nowMs) => counts(queue, nowMs).visible,
  ApproximateNumberOfMessagesNotVisible: (queue, nowMs) => counts(queue, nowMs).inFlight,
  ApproximateNumberOfMessagesDelayed: (queue, nowMs) => counts(queue, nowMs).delayed,
  ApproximateAgeOfOldestMessage: oldestSeconds,
}

/**
 * Reports the SQS metrics that an alarm watches. The values at the end of a minute belong to that
 * minute.
 */
export function reportQueues(cloud: Cloud, region: Region, { alarms, metrics }: CloudWatch): void {
  const nowMs = cloud.clock.now().getTime()
  for (const { metric } of alarms.values()) {
    const { namespace, name, dimensions } = metric
    const queueName = dimensions.find(({ Name }) => Name === 'QueueName')?.Value ?? ''
    const queue = namespace === 'AWS/SQS' ? queuesOf(region).get(queueName) : undefined
    const value = queue && measures[name]?.(queue, nowMs)
    if (value !== undefined) record(metrics, metric, sampleOf(value), nowMs - 1)
  }
}

function oldestSeconds({ messages }: Queue, nowMs: number): number {
  for (const { sentAtMs } of messages.values()) return Math.floor((nowMs - sentAtMs) / 1_000)
  return 0
}
