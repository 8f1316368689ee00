/**
 * The schedule of the function `snapshot-iam`: takes a snapshot of the whole account, in several
 * invocations if it is large.
 */
import type { Context } from 'aws-lambda'
import { takeBaseline } from '../../src/respond/history/iam/baseline.ts'
import { log, writeMetrics } from '../support/metrics.ts'
import { clock, snapshotWorld } from './world.ts'

/**
 * Throws where the snapshot is not complete: Lambda then invokes the function again, and it
 * continues.
 */
export async function onSchedule(context: Context): Promise<void> {
  clock.begin(context)
  const { unexplained, ...report } = await takeBaseline(snapshotWorld())
  log('info', 'snapshot of the account', { ...report, unexplained: unexplained.slice(0, 100) })
  if (unexplained.length > 0)
    reportMissed(unexplained.length, { entities: unexplained.slice(0, 100) })
  if (!report.isComplete) {
    throw new Error(
      `the snapshot of the account is not complete after ${report.entities} entities: the next invocation continues it`,
    )
  }
}

/** Reports events of IAM that did not reach Tripline, or that CloudTrail did not record. */
function reportMissed(count: number, what: Readonly<Record<string, unknown>>): void {
  log('error', 'IAM changed without an event', what)
  writeMetrics([{ name: 'IamChangesUnseen', unit: 'Count', value: count }], {}, clock.nowMs())
}
