/** Extracts events from a JSON text, in each of the wrappings that AWS and log stores write. */
import { gunzipSync } from 'node:zlib'
import type { RecordProblem } from '../diagnostics/catalogue/history-files.ts'
import { isObject, type Json, type JsonObject } from '../ir/json.ts'
import { parseJson } from '../ir/parse-json.ts'
import { isKnownEvent } from '../scan/known-event.ts'
import { valuesIn } from './json-values.ts'
import { openWrapper, type Part } from './wrappers.ts'

export interface Records {
  readonly records: readonly JsonObject[]
  /** Objects that are no events of a known kind. */
  readonly others: readonly JsonObject[]
  /** What could not be read. */
  readonly problems: readonly RecordProblem[]
}

/** CloudWatch Logs in Kinesis in Lambda is four layers. More than these are made up. */
const maxLayers = 12

/** The bytes that a compressed message may have: Kinesis and SQS deliver a few megabytes. */
const maxMessageBytes = 64 << 20

/** The problem of a text that `parseJson` cannot parse. */
export const notJson = (message: string): RecordProblem => ({ kind: 'not-json', message })

/** The records of a text that is one JSON value, or several without a separator. */
export function recordsIn(text: string, layer = 0): Records {
  const parsed = parseJson(text)
  if (parsed.ok) return unwrap(parsed.json, layer)
  return recordsApart(text, layer) ?? problemOf(notJson(parsed.message))
}

/**
 * The records of several values in one text, or of a line that CloudWatch Logs exported; undefined for
 * any other text.
 */
export function recordsApart(text: string, layer = 0): Records | undefined {
  const values = valuesIn(text)
  return values && all(values.map((value) => valueRecords(value, layer)))
}

function valueRecords(text: string, layer: number): Records {
  const parsed = parseJson(text)
  return parsed.ok ? unwrap(parsed.json, layer) : problemOf(notJson(parsed.message))
}

/**
 * The records of a JSON value: one record, one EventBridge event, a wrapper of `openWrapper`, or a list
 * of any of these. A digest file holds no records.
 */
export function unwrap(json: Json, layer = 0): Records {
  if (layer > maxLayers) return problemOf({ kind: 'not-a-record' })
  if (Array.isArray(json)) return all(json.map((each) => elementRecords(each, layer)))
  if (!isObject(json)) return problemOf({ kind: 'not-a-record' })
  if (isDigest(json)) return { records: [], others: [], problems: [] }
  const isEnveloped = typeof json['detail-type'] === 'string' && isObject(json.detail)
  const parts = isEnveloped ? undefined : openWrapper(json)
  if (parts !== undefined) return all(parts.map((part) => partRecords(part, layer + 1)))
  return isKnownEvent(json)
    ? { records: [json], others: [], problems: [] }
    : { records: [], others: [json], problems: [] }
}

const elementRecords = (json: Json, layer: number): Records =>
  isObject(json) ? unwrap(json, layer) : problemOf({ kind: 'not-a-record' })

function partRecords(part: Part, layer: number): Records {
  if ('json' in part) return elementRecords(part.json, layer)
  if ('text' in part) return recordsIn(part.text, layer)
  if ('missing' in part) return problemOf({ kind: 'no-text', key: part.missing })
  const text = decoded(part.base64)
  return text === undefined ? problemOf({ kind: 'not-decoded' }) : recordsIn(text, layer)
}

function decoded(base64: string): string | undefined {
  const bytes = Buffer.from(base64, 'base64')
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes.toString('utf8')
  try {
    return gunzipSync(bytes, { maxOutputLength: maxMessageBytes }).toString('utf8')
  } catch {
    return undefined
  }
}

/** https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-log-file-validation-digest-file-structure.html */
const isDigest = (json: JsonObject): boolean =>
  'digestStartTime' in json && 'digestS3Bucket' in json

const problemOf = (problem: RecordProblem): Records => ({
  records: [],
  others: [],
  problems: [problem],
})

const all = (parts: readonly Records[]): Records => ({
  records: parts.flatMap(({ records }) => records),
  others: parts.flatMap(({ others }) => others),
  problems: parts.flatMap(({ problems }) => problems),
})
