/**
 * Finds who made a resource non-compliant. AWS Config reports what it found and never who did it.
 * CloudTrail knows the last write to the resource before the evaluation, and the resource's
 * configuration items show what changed.
 */
import type { Event } from '../ir/event.ts'
import { isObject, type Json, type JsonObject } from '../ir/json.ts'
import { actorDocument, actorName } from './actor.ts'
import { configurationDiff } from './configuration-diff.ts'
import { consoleOf, eventPage } from './console-links.ts'
import type { AlertDocument } from './document.ts'
import { instantMs } from './instant.ts'

/** An evaluation by AWS Config. */
export interface Evaluated {
  /** In the form of AWS Config: `AWS::S3::Bucket`. */
  readonly resourceType: string
  readonly resourceId: string
  readonly region: string | null
  /** Milliseconds since 1970; a later write cannot be the cause. */
  readonly atMs: number
}

/** The results of the lookups, which the functions make. */
export interface ConfigFindings {
  /** Time of the evaluation: `Evaluated.atMs`. */
  readonly atMs: number
  /** CloudTrail records that name the resource, in any order. */
  readonly records: readonly JsonObject[]
  /** Configuration items of the resource, as GetResourceConfigHistory gives them, the latest first. */
  readonly items: readonly JsonObject[]
  /** What could not be read, one sentence each. */
  readonly problems: readonly string[]
}

const text = (value: Json | undefined): string | null =>
  typeof value === 'string' && value !== '' ? value : null

/**
 * The evaluation that a Config Rules Compliance Change reports; undefined for any other event.
 * https://docs.aws.amazon.com/config/latest/developerguide/monitor-config-with-cloudwatchevents.html
 */
export function evaluationIn({ record, envelope }: Event): Evaluated | undefined {
  const { resourceType, resourceId, newEvaluationResult: result } = record
  if (typeof resourceType !== 'string' || typeof resourceId !== 'string') return undefined
  if (!isObject(result)) return undefined
  const times = [result.configRuleInvokedTime, result.resultRecordedTime, envelope.time]
  const atMs = times.map((time) => instantMs(text(time ?? null))).find((ms) => ms !== undefined)
  if (atMs === undefined) return undefined
  return { resourceType, resourceId, region: text(record.awsRegion ?? envelope.region), atMs }
}

/** The alert with the caller of the last write as its actor, and with the change. */
export function withConfigAuthor(
  document: AlertDocument,
  { atMs, records, items, problems }: ConfigFindings,
): AlertDocument {
  const write = lastWrite(records, atMs)
  const [now, before] = items
  const changes = now && before ? configurationDiff(before, now) : []
  const none =
    'CloudTrail shows no write to this resource before the evaluation. The record may arrive later, or be older than 90 days.'
  return {
    ...(write === undefined ? document : withAuthor(document, write)),
    fields: {
      ...document.fields,
      ...(write === undefined ? {} : writeFields(write, document)),
      ...(changes.length === 0 ? {} : { 'Configuration change': changes }),
    },
    notes: [
      ...document.notes,
      ...(write === undefined && problems.length === 0 ? [none] : []),
      ...problems,
    ],
  }
}

/** The last call that wrote and succeeded, not later than the evaluation. */
export function lastWrite(records: readonly JsonObject[], atMs: number): JsonObject | undefined {
  let last: { record: JsonObject; ms: number } | undefined
  for (const record of records) {
    const ms = instantMs(text(record.eventTime))
    if (ms === undefined || ms > atMs || (last && ms <= last.ms)) continue
    if (isWrite(record)) last = { record, ms }
  }
  return last?.record
}

/** Records have `readOnly` as a boolean, LookupEvents as text. */
const isWrite = ({ readOnly, errorCode, eventName }: JsonObject): boolean =>
  text(errorCode) === null &&
  (readOnly === false ||
    readOnly === 'false' ||
    (readOnly === undefined && !/^(?:Get|List|Describe|Head)/.test(text(eventName) ?? '')))

function withAuthor(document: AlertDocument, write: JsonObject): AlertDocument {
  const console = consoleOf(text(write.awsRegion) ?? document.region)
  const page = console && eventPage(write, console)
  return {
    ...document,
    // The write's time, not the evaluation's: the hunt for the caller's next hours starts there.
    time: text(write.eventTime),
    actor: actorDocument(write),
    sourceIP: text(write.sourceIPAddress),
    userAgent: text(write.userAgent),
    links:
      page === undefined ? document.links : [{ ...page, label: 'The change' }, ...document.links],
  }
}

const writeFields = (write: JsonObject, { time }: AlertDocument): AlertDocument['fields'] => ({
  'Changed by': actorName(write),
  'Changed with': text(write.eventName),
  'Found by Config at': time,
})
