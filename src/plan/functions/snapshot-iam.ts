/** The function `snapshot-iam`. */
import { iamEntities, iamReads } from '../policy/iam-actions.ts'
import { allow } from '../policy/statement.ts'
import { allowTable } from '../policy/tables.ts'
import type { LambdaFunction } from './function.ts'
import { minConcurrency, usualReceiveCount } from './queue.ts'

/**
 * The whole account is read page by page once a day. Ten thousand roles take half a minute of a
 * fast processor. The memory of the function gives it a third of one, and IAM throttles as well. So
 * the timeout is the maximum of Lambda.
 * https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
 */
const timeoutSeconds = 900

const queue = 'snapshot-iam'

/** Keeps the history of IAM. It runs after every change and once a day. */
export const snapshotIam: LambdaFunction = {
  name: 'snapshot-iam',
  description: 'Keeps the history of IAM, from which rollbacks restore',
  why: 'keeps the history of IAM, from which rollback-iam restores',
  isNeeded: ({ responders }) => responders.some(({ name }) => name === 'rollback-iam'),
  files: [],
  size: () => ({ timeoutSeconds, memoryMb: 512, reserved: undefined }),
  queue: {
    name: queue,
    batchSize: 10,
    windowSeconds: 0,
    concurrency: minConcurrency,
    // Only calls by the schedule take long. A failed message of the queue is received again after
    // three minutes all the same (functions/snapshot-iam.ts).
    visibilitySeconds: 6 * timeoutSeconds,
    maxReceiveCount: usualReceiveCount,
    homeRule: {
      name: 'iam',
      state: 'ENABLED',
      pattern: (account) =>
        JSON.stringify({ source: ['aws.iam'], account, detail: { readOnly: [false] } }),
      why: 'sends changes in IAM to snapshot-iam',
    },
  },
  schedule: () => ({
    everyMinutes: 24 * 60,
    lateMinutes: 6 * 60,
    why: 'reads all of IAM, once a day',
  }),
  tables: ['snapshots'],
  environment: ({ prefix }) => ({ SNAPSHOTS_TABLE: `${prefix}-snapshots` }),
  permissions: (manifest) => [
    allow(['iam:GetAccountAuthorizationDetails', 'iam:ListRoles'], ['*']),
    allow(iamReads, iamEntities(manifest)),
    allowTable(manifest, 'snapshots', 'GetItem', 'PutItem', 'Query'),
  ],
}
