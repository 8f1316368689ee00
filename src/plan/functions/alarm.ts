/** The function `alarm`. */
import { alarmsTopicArn, arnOf, queueArn } from '../arns.ts'
import type { Manifest } from '../manifest.ts'
import { allow, type Statement } from '../policy/statement.ts'
import { decidingPermissions, sendingEnvironment } from './alert-sender.ts'
import type { LambdaFunction } from './function.ts'
import { dayLongReceiveCount, minConcurrency, oneByOne, usualVisibilitySeconds } from './queue.ts'

const queue = 'alarms'

/** Finds the records that caused the alarm of a metric filter. */
export const alarm: LambdaFunction = {
  name: 'alarm',
  description: 'Reads the events that set off an alarm, and sends the alert',
  why: 'reads the events behind an alarm',
  isNeeded: ({ metricFilters }) => metricFilters.length > 0,
  files: ['ruleset.mjs', 'filters.json'],
  size: () => ({ timeoutSeconds: 60, memoryMb: 512, reserved: undefined }),
  queue: {
    name: queue,
    ...oneByOne,
    concurrency: minConcurrency,
    visibilitySeconds: usualVisibilitySeconds,
    maxReceiveCount: dayLongReceiveCount,
    subscriptions: (manifest) => [
      { id: 'alarms-to-queue', topic: alarmsTopicArn(manifest), raw: false },
    ],
  },
  schedule: undefined,
  tables: ['state'],
  environment: sendingEnvironment,
  permissions: (manifest) => [
    ...decidingPermissions(manifest),
    logStatement(manifest),
    // While an alarm stays in ALARM, the function sends itself a message to search again.
    allow(['sqs:SendMessage'], [queueArn(manifest, queue)]),
  ],
}

/** Permission to read the log groups of the metric filters, and their streams. */
function logStatement(manifest: Manifest): Statement {
  const groups = new Set(
    manifest.metricFilters.map(({ region, logGroup }) =>
      arnOf(manifest, 'logs', region, `log-group:${logGroup}`),
    ),
  )
  return allow(
    ['logs:FilterLogEvents'],
    [...groups].map((group) => `${group}:*`),
  )
}
