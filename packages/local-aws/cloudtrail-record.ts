import type { Json } from '../../src/ir/json.ts'

/** A record as a trail stores it. It may have more fields. */
export interface CloudTrailRecord {
  readonly [field: string]: Json
  readonly eventID: string
  readonly eventTime: string
  readonly eventSource: string
  readonly eventName: string
  readonly eventType: string
  readonly eventCategory: string
  readonly awsRegion: string
  readonly recipientAccountId: string
  readonly readOnly: boolean
  readonly managementEvent: boolean
}

/** Receives each record as it is written. */
export type RecordSink = (record: CloudTrailRecord) => void
