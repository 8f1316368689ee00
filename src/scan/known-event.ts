/** Distinguishes events that rules read from other JSON that is stored beside them. */
import { isObject, type Json, type JsonObject } from '../ir/json.ts'

/**
 * Whether a record is an event of a known kind: a CloudTrail record, an event of EventBridge, or a
 * compliance change of AWS Config. Of a bare CloudTrail record it reads `eventSource` and `eventName`
 * alone, and whether it is about Insights.
 */
export function isKnownEvent(record: JsonObject): boolean {
  if (typeof record['detail-type'] === 'string' && isObject(record.detail)) return true
  if ('configRuleName' in record && 'newEvaluationResult' in record) return true
  if ('insightDetails' in record) return true
  const { eventSource, eventName } = record
  // S3 and other services use these two names in their own notifications: `aws:s3`.
  if (isText(eventSource)) return !eventSource.startsWith('aws:')
  return isText(eventName)
}

/** The noun for a record that is no event of a known kind. */
export function otherKind(record: JsonObject): string {
  if ('srcaddr' in record || 'dstaddr' in record || 'pkt-srcaddr' in record) return 'VPC flow log'
  if (has(record, 'account_id', 'interface_id') || has(record, 'account_id', 'action'))
    return 'VPC flow log'
  if ('class_uid' in record || 'activity_id' in record) return 'OCSF event'
  if (has(record, 'schemaVersion', 'type', 'service')) return 'GuardDuty finding'
  if (has(record, 'SchemaVersion', 'ProductArn')) return 'Security Hub finding'
  if ('configurationItems' in record || 'configurationItem' in record) return 'Config item'
  if (record.eventSource === 'aws:s3') return 'S3 notification'
  if (has(record, 'httpRequest', 'webaclId')) return 'WAF log'
  if (has(record, 'query_name', 'query_type')) return 'Route 53 query log'
  return 'other record'
}

const has = (record: JsonObject, ...names: string[]): boolean =>
  names.every((name) => name in record)

const isText = (value: Json | undefined): value is string =>
  typeof value === 'string' && value !== ''
