/**
 * Opens one layer of what AWS tools, services and log stores wrap records in. What is inside may be
 * wrapped again.
 */
import { isObject, type Json, type JsonObject } from '../ir/json.ts'

/** Something inside a wrapper: JSON, the text of JSON, or base64 of such a text, gzipped or not. */
export type Part =
  | { readonly json: Json }
  | { readonly text: string }
  | { readonly base64: string }
  /** The wrapper lacks this key. */
  | { readonly missing: string }

/** The parts inside of a wrapper; undefined if the object is none. A wrapper may be empty. */
export function openWrapper(json: JsonObject): readonly Part[] | undefined {
  return ofList(json) ?? ofOne(json)
}

function ofList(json: JsonObject): readonly Part[] | undefined {
  // CloudTrail to S3; Lambda events of SQS, SNS and Kinesis; `aws kinesis get-records`
  if (Array.isArray(json.Records)) return json.Records.map(inJson)
  // `aws cloudtrail lookup-events`
  if (Array.isArray(json.Events)) return json.Events.map((each) => textAt(each, 'CloudTrailEvent'))
  // `aws logs filter-log-events`, `get-log-events`
  if (Array.isArray(json.events)) return json.events.map((each) => textAt(each, 'message'))
  // A subscription of CloudWatch Logs; a control message only checks the destination
  if (Array.isArray(json.logEvents)) {
    const isControl = json.messageType === 'CONTROL_MESSAGE'
    return isControl ? [] : json.logEvents.map((each) => textAt(each, 'message'))
  }
  // `aws sqs receive-message`
  if (Array.isArray(json.Messages)) return json.Messages.map((each) => textAt(each, 'Body'))
  // `aws logs get-query-results`: rows of fields; Splunk: objects
  if (Array.isArray(json.results))
    return json.results.map((row) => (Array.isArray(row) ? messageOf(row) : inJson(row)))
  // CloudTrail Lake, `aws cloudtrail get-query-results`: rows of objects with one key
  if (Array.isArray(json.QueryResultRows))
    return json.QueryResultRows.map((row) =>
      inJson(Array.isArray(row) ? Object.assign({}, ...row.filter(isObject)) : row),
    )
  // Firehose: what a transformation receives
  if (Array.isArray(json.records) && json.records.every((each) => isObject(each) && 'data' in each))
    return json.records.map((each) => base64At(each, 'data'))
  // Elasticsearch and OpenSearch: the answer of a search
  const hits = isObject(json.hits) ? json.hits.hits : undefined
  return Array.isArray(hits) ? hits.map(inJson) : undefined
}

function ofOne(json: JsonObject): readonly Part[] | undefined {
  const { awslogs, kinesis, result, event, data, aws } = json
  // Lambda: a subscription of CloudWatch Logs, a message of SNS, SQS or Kinesis
  if (isObject(awslogs)) return [base64At(awslogs, 'data')]
  if (isObject(kinesis)) return [base64At(kinesis, 'data')]
  if (isObject(json.Sns)) return [textAt(json.Sns, 'Message')]
  if (json.eventSource === 'aws:sqs') return [textAt(json, 'body')]
  // `aws sqs receive-message`, `aws kinesis get-records`, SNS over HTTP or in a queue
  if (isText(json.Body) && 'MessageId' in json) return [{ text: json.Body }]
  if (isText(json.Data) && 'SequenceNumber' in json) return [{ base64: json.Data }]
  if (json.Type === 'Notification') return [textAt(json, 'Message')]
  // `aws cloudtrail lookup-events`, one event; CloudTrail Lake
  if (isText(json.CloudTrailEvent)) return [{ text: json.CloudTrailEvent }]
  if (isText(json.eventJson)) return [{ text: json.eventJson }]
  // Splunk: exported, searched, or sent to the collector
  if (isText(json._raw)) return [{ text: json._raw }]
  if (isObject(result) && isText(result._raw)) return [{ text: result._raw }]
  if (isText(json.sourcetype) && event !== undefined)
    return [isText(event) ? { text: event } : { json: event }]
  // Elastic
  if (isObject(json._source)) return [{ json: json._source }]
  if (isObject(event) && isText(event.original)) return [{ text: event.original }]
  // Wazuh: an alert, an archived event
  if (isObject(data) && isObject(data.aws)) return [{ json: data.aws }]
  if (json.integration === 'aws' && isObject(aws)) return [{ json: aws }]
  // Log shippers write the line of a log as `message`
  if (isText(json.message) && /^\s*\{/.test(json.message)) return [{ text: json.message }]
  return undefined
}

const inJson = (json: Json): Part => ({ json })

function textAt(json: Json, key: string): Part {
  const text = isObject(json) ? json[key] : undefined
  return typeof text === 'string' ? { text } : { missing: key }
}

function base64At(json: Json, key: string): Part {
  const part = textAt(json, key)
  return 'text' in part ? { base64: part.text } : part
}

/** A row of CloudWatch Logs Insights. A query without `@message` returns no records. */
function messageOf(row: readonly Json[]): Part {
  const message = row.find((cell) => isObject(cell) && cell.field === '@message')
  return isObject(message) ? textAt(message, 'value') : { missing: '@message' }
}

const isText = (value: Json | undefined): value is string =>
  typeof value === 'string' && value !== ''
