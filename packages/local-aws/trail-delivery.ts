/**
 * CloudTrail's delivery of a record to the default bus of its region, to the trail's log group, and
 * to its bucket. Only records that a trail selects are delivered, and only while it is logging. The
 * call that stops it is the last one delivered.
 */
import { gzipSync } from 'node:zlib'
import { inEnvelope } from '../../src/aws/envelope.ts'
import type { JsonObject } from '../../src/ir/json.ts'
import { type Cloud, perCloud } from './accounts.ts'
import { deliverIfAllowed } from './authorization/deliveries.ts'
import { byService, byServiceRole } from './authorization/questions.ts'
import type { CloudTrailRecord } from './cloudtrail-record.ts'
import { busEventOf, putOnBus } from './delivery/bus-event.ts'
import type { BusEvent } from './delivery/bus-event-shape.ts'
import { allTrails, type Trail } from './services/cloudtrail/memory.ts'
import { takes } from './services/cloudtrail/selectors.ts'
import { busesOf } from './services/eventbridge/bus.ts'
import { onGroup } from './services/logs/demands.ts'
import { groupByArn } from './services/logs/group.ts'
import { ingest } from './services/logs/ingest.ts'
import { inBucket } from './services/s3/demands.ts'
import { bucketsOf, storeObject } from './services/s3/memory.ts'

/**
 * Larger records are delivered to the bucket only.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/WhatIsCloudTrail-Limits.html
 */
const MAX_EVENT_BYTES = 262_144

const cloudTrail = 'cloudtrail.amazonaws.com'

/** The approximate interval between files in a bucket, in milliseconds. */
const FILE_EVERY_MS = 5 * 60_000

interface Pending {
  readonly trail: Trail
  readonly account: string
  readonly region: string
  readonly records: CloudTrailRecord[]
}

interface Memory {
  /** The state of the trails after the last record. */
  before: readonly Trail[]
  readonly pending: Map<string, Pending>
  isFlushDue: boolean
}

const memoryOf = perCloud((): Memory => ({ before: [], pending: new Map(), isFlushDue: false }))

export function deliverRecord(cloud: Cloud, record: CloudTrailRecord): void {
  const memory = memoryOf(cloud)
  const trails = endsLogging(record) ? memory.before : allTrails(cloud)
  const takers = trails.filter((trail) => takes(trail, record))
  noteTrails(cloud)
  if (takers.length === 0) return
  const text = JSON.stringify(record)
  for (const trail of takers) keepForBucket(cloud, trail, record)
  if (Buffer.byteLength(text) > MAX_EVENT_BYTES) return
  for (const trail of takers) writeToLogGroup(cloud, trail, record, text)
  const { record: detail, envelope } = inEnvelope(record)
  put(cloud, { ...envelope, id: cloud.ids.uuid(), detail } as unknown as BusEvent)
}

/** Notes which trails are logging, so that the call that stops one is still delivered. */
export function noteTrails(cloud: Cloud): void {
  memoryOf(cloud).before = allTrails(cloud).map((trail) => ({ ...trail }))
}

const endsLogging = ({ eventSource, eventName, errorCode }: CloudTrailRecord): boolean =>
  eventSource === 'cloudtrail.amazonaws.com' &&
  (eventName === 'StopLogging' || eventName === 'DeleteTrail') &&
  errorCode === undefined

/**
 * Delivers an event that the local account does not make by itself, e.g. of Insights or Config, as
 * EventBridge does. Throws if it is no such event.
 */
export function inject(cloud: Cloud, event: JsonObject): void {
  const parsed = busEventOf(event)
  if (parsed === undefined) {
    throw new Error(
      'an event needs id, detail-type, source, account, time, region and detail, as EventBridge delivers it',
    )
  }
  put(cloud, parsed)
}

function put(cloud: Cloud, event: BusEvent): void {
  const region = cloud.accounts.get(event.account)?.region(event.region)
  const bus = region && busesOf(region).get('default')
  if (bus !== undefined) putOnBus(cloud, bus, event)
}

/** CloudTrail writes with the role of the trail. */
function writeToLogGroup(
  cloud: Cloud,
  { arn, settings }: Trail,
  { recipientAccountId, awsRegion, eventTime }: CloudTrailRecord,
  message: string,
): void {
  const found = groupByArn(cloud, settings.logGroupArn ?? '')
  if (found === undefined) return
  const stream = `${recipientAccountId}_CloudTrail_${awsRegion}`
  const event = { atMs: Date.parse(eventTime), message }
  deliverIfAllowed(
    cloud,
    () =>
      byServiceRole(
        cloud,
        { service: cloudTrail, source: arn },
        settings.logRoleArn ?? '',
        onGroup('CreateLogStream', found.group.arn, stream),
        onGroup('PutLogEvents', found.group.arn, stream),
      ),
    () => ingest(cloud, found.region, found.group, stream, [event]),
  )
}

function keepForBucket(cloud: Cloud, trail: Trail, record: CloudTrailRecord): void {
  const memory = memoryOf(cloud)
  const { recipientAccountId: account, awsRegion: region } = record
  const key = `${trail.arn} ${account} ${region}`
  const pending = memory.pending.get(key) ?? { trail, account, region, records: [] }
  memory.pending.set(key, pending)
  pending.records.push(record)
  if (memory.isFlushDue) return
  memory.isFlushDue = true
  cloud.clock.after(FILE_EVERY_MS, () => flushFiles(cloud))
}

/** Writes the pending records to files; runs every five minutes by itself. */
export function flushFiles(cloud: Cloud): void {
  const memory = memoryOf(cloud)
  memory.isFlushDue = false
  for (const pending of memory.pending.values()) writeFile(cloud, pending)
  memory.pending.clear()
}

/** https://docs.aws.amazon.com/awscloudtrail/latest/userguide/get-and-view-cloudtrail-log-files.html */
function writeFile(cloud: Cloud, { trail, account, region, records }: Pending): void {
  const bucket = bucketsOf(cloud).get(trail.settings.bucket)
  if (bucket === undefined) return
  const now = cloud.clock.now()
  const day = now.toISOString().slice(0, 10)
  const minute = now.toISOString().slice(0, 16).replaceAll(/[-:]/g, '')
  const prefix = trail.settings.keyPrefix === undefined ? '' : `${trail.settings.keyPrefix}/`
  const unique = cloud.ids.base32(16)
  const name = `${account}_CloudTrail_${region}_${minute}Z_${unique}.json.gz`
  const key = `${prefix}AWSLogs/${account}/CloudTrail/${region}/${day.replaceAll('-', '/')}/${name}`
  const file = {
    key,
    body: gzipSync(JSON.stringify({ Records: records })),
    storedAt: now,
    contentType: 'application/json',
    contentEncoding: 'gzip',
    metadata: {},
  }
  const demand = inBucket(cloud, 'PutObject', { Bucket: bucket.name, Key: key }, ownerControls)
  deliverIfAllowed(
    cloud,
    () => byService(cloud, { service: cloudTrail, source: trail.arn }, demand),
    () => void storeObject(bucket, file),
  )
}

/** https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-s3-bucket-policy-for-cloudtrail.html */
const ownerControls = { 's3:x-amz-acl': 'bucket-owner-full-control' }
