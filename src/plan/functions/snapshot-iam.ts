import { queueArn } from '../arns.ts'
import { iamEntities, iamReads } from '../policy/iam-actions.ts'
import { allow } from '../policy/statement.ts'
import { allowTable } from '../policy/tables.ts'
import type { LambdaFunction } from './function.ts'
import { minConcurrency } from './queue.ts'

/**
 * The whole account, page by page, once a day: ten thousand roles take half a minute of a fast processor,
 * of which its memory is given a third, and IAM throttles besides. So it has the longest there is.
 * https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
 */
const timeoutSeconds = 900

const queue = 'snapshot-iam'

/** Keeps the history of IAM, after every change and once a day. */
export const snapshotIam: LambdaFunction = {
  name: 'snapshot-iam',
  description: 'Keeps the history of IAM, which rollbacks restore from',
  why: 'keeps the history of IAM that rollback-iam restores from',
  isNeeded: ({ responders }) => responders.some(({ name }) => name === 'rollback-iam'),
  evaluatesRules: false,
  size: () => ({ timeoutSeconds, memoryMb: 512, reserved: undefined }),
  queue: {
    name: queue,
    batchSize: 10,
    windowSeconds: 0,
    concurrency: minConcurrency,
    // Only the schedule takes long; what fails of the queue comes again after three minutes as well
    // (functions/snapshot-iam.ts).
    visibilitySeconds: 6 * timeoutSeconds,
    homeRule: {
      name: 'iam',
      state: 'ENABLED',
      pattern: (account) =>
        JSON.stringify({ source: ['aws.iam'], account, detail: { readOnly: [false] } }),
      why: 'changes in IAM go to snapshot-iam',
    },
  },
  schedule: () => ({
    everyMinutes: 24 * 60,
    lateMinutes: 6 * 60,
    why: 'all of IAM, once a day',
  }),
  tables: ['snapshots'],
  environment: ({ prefix }) => ({ SNAPSHOTS_TABLE: `${prefix}-snapshots` }),
  permissions: (manifest) => [
    allow(['iam:GetAccountAuthorizationDetails', 'iam:ListRoles'], ['*']),
    allow(iamReads, iamEntities(manifest)),
    allowTable(manifest, 'snapshots', 'GetItem', 'PutItem', 'Query'),
    allow(['sqs:ChangeMessageVisibility'], [queueArn(manifest, queue)]),
  ],
}
