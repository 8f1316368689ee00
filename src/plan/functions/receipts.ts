/** The function `receipts`. */
import { channelArn } from '../arns.ts'
import { allowTable } from '../policy/tables.ts'
import type { LambdaFunction } from './function.ts'
import { dayLongReceiveCount, inBatches, minConcurrency, usualVisibilitySeconds } from './queue.ts'

/** Records that SNS accepted an alert. Its queue is subscribed to every channel. */
export const receipts: LambdaFunction = {
  name: 'receipts',
  description: 'Records that SNS accepted an alert',
  why: 'records that SNS accepted an alert',
  isNeeded: ({ eventRules, metricFilters }) => eventRules.length > 0 || metricFilters.length > 0,
  files: [],
  size: () => ({ timeoutSeconds: 30, memoryMb: 256, reserved: undefined }),
  queue: {
    name: 'receipts',
    ...inBatches,
    concurrency: minConcurrency,
    visibilitySeconds: usualVisibilitySeconds,
    maxReceiveCount: dayLongReceiveCount,
    subscriptions: (manifest) =>
      manifest.channels.map((channel) => ({
        id: `receipts-of-${channel.name}`,
        topic: channelArn(manifest, channel),
        raw: true,
      })),
  },
  schedule: undefined,
  tables: ['state'],
  environment: ({ prefix }) => ({ STATE_TABLE: `${prefix}-state` }),
  permissions: (manifest) => [allowTable(manifest, 'state', 'UpdateItem')],
}
