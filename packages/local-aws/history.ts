/**
 * CloudTrail's event history: kept in every region whether a trail is there or not, and the one place
 * through which records go out.
 */
import { type Cloud, perRegion, type Region } from './accounts.ts'
import type { CloudTrailRecord, RecordSink } from './cloudtrail-record.ts'

/** Records of a region in the order they were written. */
export const historyOf: (region: Region) => CloudTrailRecord[] = perRegion(() => [])

/** Remembers the record where its recipient will look for it, and passes it on. */
export function writeRecord(cloud: Cloud, record: CloudTrailRecord, sink: RecordSink): void {
  const account = cloud.accounts.get(record.recipientAccountId)
  if (account !== undefined) historyOf(account.region(record.awsRegion)).push(record)
  sink(record)
}
