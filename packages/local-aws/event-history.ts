/**
 * CloudTrail's event history. It exists in every region, with or without a trail, and every record
 * passes through this file.
 */
import { type Cloud, perRegion, type Region } from './accounts.ts'
import type { CloudTrailRecord, RecordSink } from './cloudtrail-record.ts'

/** The records of a region in the order of writing. */
export const historyOf: (region: Region) => CloudTrailRecord[] = perRegion(() => [])

/** Stores a record in its recipient's history, and passes it to `sink`. */
export function writeRecord(cloud: Cloud, record: CloudTrailRecord, sink: RecordSink): void {
  const account = cloud.accounts.get(record.recipientAccountId)
  if (account !== undefined) historyOf(account.region(record.awsRegion)).push(record)
  sink(record)
}
