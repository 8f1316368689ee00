/**
 * LookupEvents: searches the history of a region, newest first.
 * https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_LookupEvents.html
 */
import type { Event, LookupAttribute } from '@aws-sdk/client-cloudtrail'
import { resourcesOf } from '../../../../src/aws/resources.ts'
import { isObject, type Json, type JsonObject } from '../../../../src/ir/json.ts'
import type { CloudTrailRecord } from '../../cloudtrail-record.ts'
import { AwsError } from '../../errors.ts'
import { historyOf } from '../../event-history.ts'
import { page } from '../../paging.ts'
import type { CloudTrailOperations } from './memory.ts'

const limits = { days: 90, perPage: 50 }

export const lookupEvents = {
  LookupEvents: (input, call) => {
    const { LookupAttributes = [], StartTime, EndTime, MaxResults = limits.perPage } = input
    const [attribute, another] = LookupAttributes
    if (another !== undefined) {
      throw new AwsError(
        'InvalidLookupAttributesException',
        'You can only give one lookup attribute.',
      )
    }
    if (MaxResults < 1 || MaxResults > limits.perPage) {
      throw new AwsError(
        'InvalidMaxResultsException',
        `A page holds between 1 and ${limits.perPage} events.`,
      )
    }
    if (StartTime !== undefined && EndTime !== undefined && StartTime > EndTime) {
      throw new AwsError('InvalidTimeRangeException', 'The start time is after the end time.')
    }
    const oldestMs = call.now.getTime() - limits.days * 86_400_000
    const fromMs = Math.max(oldestMs, StartTime?.getTime() ?? oldestMs)
    const untilMs = EndTime?.getTime() ?? call.now.getTime()
    const wanted = historyOf(call.region)
      .map((record, at) => ({ record, at, timeMs: Date.parse(record.eventTime) }))
      .filter(({ timeMs }) => timeMs >= fromMs && timeMs <= untilMs)
      .filter(
        ({ record }) =>
          record.eventCategory === (input.EventCategory === 'insight' ? 'Insight' : 'Management'),
      )
      .filter(({ record }) => attribute === undefined || has(record, attribute))
    const found = page(wanted, newestFirst, MaxResults, input.NextToken)
    if (found === undefined) {
      throw new AwsError('InvalidNextTokenException', 'The token is not one of ours.')
    }
    return {
      Events: found.items.map(({ record }) => eventView(record)),
      ...(found.next !== undefined && { NextToken: found.next }),
    }
  },
} satisfies CloudTrailOperations

const newestFirst = ({ timeMs, at }: { timeMs: number; at: number }): string =>
  `${String(1e15 - timeMs).padStart(16, '0')} ${String(1e9 - at).padStart(10, '0')}`

function has(record: CloudTrailRecord, { AttributeKey, AttributeValue }: LookupAttribute): boolean {
  const event = eventView(record)
  switch (AttributeKey) {
    case 'EventId':
      return event.EventId === AttributeValue
    case 'EventName':
      return event.EventName === AttributeValue
    case 'ReadOnly':
      return event.ReadOnly === AttributeValue
    case 'Username':
      return event.Username === AttributeValue
    case 'EventSource':
      return event.EventSource === AttributeValue
    case 'AccessKeyId':
      return event.AccessKeyId === AttributeValue
    case 'ResourceType':
      return event.Resources?.some(({ ResourceType }) => ResourceType === AttributeValue) ?? false
    case 'ResourceName':
      return event.Resources?.some(({ ResourceName }) => ResourceName === AttributeValue) ?? false
    case undefined:
      return true
  }
}

function eventView(record: CloudTrailRecord): Event {
  const identity: Json = record.userIdentity ?? null
  const user = isObject(identity) ? identity : {}
  return {
    EventId: record.eventID,
    EventName: record.eventName,
    ReadOnly: String(record.readOnly),
    EventTime: new Date(record.eventTime),
    EventSource: record.eventSource,
    Username: nameOf(user.type, user.userName, user.principalId),
    ...(typeof user.accessKeyId === 'string' && { AccessKeyId: user.accessKeyId }),
    Resources: resourcesOf(record as unknown as JsonObject, {}).map(({ name, type }) => ({
      ...(type !== null && { ResourceType: type }),
      ResourceName: nameIn(name),
    })),
    CloudTrailEvent: JSON.stringify(record),
  }
}

/**
 * The name of a resource in a lookup. A bucket is looked up by its name, even if the record has its
 * ARN; other resources by the value in the record.
 */
const nameIn = (name: string): string => name.replace(/^arn:aws[a-z-]*:s3:::/, '')

/** The name of a principal. A session has its own name, not that of its role. */
function nameOf(type: Json | undefined, userName: Json | undefined, id: Json | undefined): string {
  if (type === 'Root') return 'root'
  if (typeof userName === 'string') return userName
  return (
    String(id ?? '')
      .split(':')
      .at(-1) ?? ''
  )
}
