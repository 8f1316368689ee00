/** Extracts CloudTrail records from a JSON text, in each of the wrappings that AWS tools write. */
import type { RecordProblem } from '../diagnostics/catalogue/history-files.ts'
import { isObject, type Json, type JsonObject } from '../ir/json.ts'
import { parseJson } from '../ir/parse-json.ts'

export interface Records {
  readonly records: readonly JsonObject[]
  /** What could not be read. `records` holds only readable ones. */
  readonly problems: readonly RecordProblem[]
}

/** The problem of a text that `parseJson` cannot parse. */
export const notJson = (message: string): RecordProblem => ({ kind: 'not-json', message })

/** The records of a text that is one JSON value. */
export function recordsIn(text: string): Records {
  const parsed = parseJson(text)
  return parsed.ok ? unwrap(parsed.json) : { records: [], problems: [notJson(parsed.message)] }
}

/**
 * The records of a JSON value. It may be what CloudTrail writes to S3 (`Records`), what `aws
 * cloudtrail lookup-events` prints (`Events[].CloudTrailEvent`), what `aws logs filter-log-events`
 * prints (`events[].message`), one record, one EventBridge event, or a list of any of these. A
 * digest file holds no records.
 */
export function unwrap(json: Json): Records {
  if (Array.isArray(json))
    return all(json.map((each) => (isObject(each) ? unwrap(each) : asRecord(each))))
  if (!isObject(json)) return { records: [], problems: [{ kind: 'not-a-record' }] }
  if (isDigest(json)) return { records: [], problems: [] }
  const { Records: records, Events: looked, events: logged } = json
  if (Array.isArray(records)) return all(records.map(asRecord))
  if (Array.isArray(looked)) return all(looked.map((event) => textual(event, 'CloudTrailEvent')))
  if (Array.isArray(logged)) return all(logged.map((event) => textual(event, 'message')))
  return asRecord(json)
}

const asRecord = (json: Json): Records =>
  isObject(json)
    ? { records: [json], problems: [] }
    : { records: [], problems: [{ kind: 'not-a-record' }] }

/** https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-log-file-validation-digest-file-structure.html */
const isDigest = (json: JsonObject): boolean =>
  'digestStartTime' in json && 'digestS3Bucket' in json

function textual(event: Json, key: string): Records {
  const text = isObject(event) ? event[key] : undefined
  return typeof text === 'string'
    ? recordsIn(text)
    : { records: [], problems: [{ kind: 'no-text', key }] }
}

const all = (parts: readonly Records[]): Records => ({
  records: parts.flatMap(({ records }) => records),
  problems: parts.flatMap(({ problems }) => problems),
})
