/**
 * The `source` and `detail-type` of the events that AWS sends to the default bus.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail.html
 */
import { usualEventType } from './event-types.ts'

/**
 * CloudTrail's `eventType` and the detail-types it arrives under, the one used in the field first.
 */
const byEventType: Readonly<Record<string, readonly string[]>> = {
  AwsApiCall: ['AWS API Call via CloudTrail'],
  // The documentation writes `Signin`, real events have `Sign In`. A rule takes both.
  AwsConsoleSignIn: ['AWS Console Sign In via CloudTrail', 'AWS Console Signin via CloudTrail'],
  AwsConsoleAction: ['AWS Console Action via CloudTrail'],
  AwsServiceEvent: ['AWS Service Event via CloudTrail'],
}

/** Both spellings under which console sign-ins arrive. */
export const signInDetailTypes: readonly string[] = byEventType.AwsConsoleSignIn ?? []

/** The detail-types of an `eventType`. Undefined if AWS does not document it. */
export const detailTypesOf = (eventType: string): readonly string[] | undefined =>
  Object.hasOwn(byEventType, eventType) ? byEventType[eventType] : undefined

const insightDetailType = 'AWS Insight via CloudTrail'
export const networkActivityDetailType = 'AWS Network Activity Event via CloudTrail'
const configDetailType = 'Config Rules Compliance Change'

export interface Observed {
  /** The exact source, or a prefix if it ends in a dot. */
  readonly source: string
  readonly detailTypes: readonly string[]
}

/** By the value of `on:` in a rule. */
export const observations = {
  cloudtrail: { source: 'aws.', detailTypes: Object.values(byEventType).flat() },
  insight: { source: 'aws.cloudtrail', detailTypes: [insightDetailType] },
  config: { source: 'aws.config', detailTypes: [configDetailType] },
  guardduty: { source: 'aws.guardduty', detailTypes: ['GuardDuty Finding'] },
  securityhub: {
    source: 'aws.securityhub',
    detailTypes: [
      'Security Hub Findings - Imported',
      'Security Hub Findings - Custom Action',
      'Findings Imported V2',
    ],
  },
} as const satisfies Record<string, Observed>

/**
 * The detail-types of services that send several kinds of events, besides those of CloudTrail.
 * https://docs.aws.amazon.com/config/latest/developerguide/monitor-config-with-cloudwatchevents.html
 * https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_findings_eventbridge.html
 * https://docs.aws.amazon.com/securityhub/latest/userguide/securityhub-cwe-integration-types.html
 * https://docs.aws.amazon.com/health/latest/ug/cloudwatch-events-health.html
 */
const bySource: Readonly<Record<string, readonly string[]>> = {
  'aws.config': [
    configDetailType,
    'Config Configuration Item Change',
    'Config Rules Re-evaluation Status',
    'Config Configuration Snapshot Delivery Status',
    'Config Configuration History Delivery Status',
  ],
  'aws.guardduty': [
    ...observations.guardduty.detailTypes,
    'GuardDuty Malware Protection Object Scan Result',
    'GuardDuty Malware Protection Post Scan Action Failed',
    'GuardDuty Malware Protection Resource Status Active',
    'GuardDuty Malware Protection Resource Status Warning',
    'GuardDuty Malware Protection Resource Status Error',
  ],
  'aws.securityhub': [...observations.securityhub.detailTypes, 'Security Hub Insight Results'],
  'aws.health': ['AWS Health Event', 'AWS Health Abuse Event'],
}

/**
 * The known detail-types of some sources, those of CloudTrail included. `own` are those of the sources
 * themselves; undefined if a source may send others.
 */
export function knownDetailTypes(sources: readonly string[]): {
  readonly types: readonly string[]
  readonly own: readonly string[] | undefined
} {
  const own = sources.map((source) =>
    Object.hasOwn(bySource, source) ? bySource[source] : undefined,
  )
  return {
    types: [
      ...own.flatMap((types) => types ?? []),
      ...observations.cloudtrail.detailTypes,
      networkActivityDetailType,
      insightDetailType,
    ],
    own: own.length > 0 && own.every((types) => types !== undefined) ? own.flat() : undefined,
  }
}

export type ObservationName = keyof typeof observations

export interface Enveloped {
  readonly 'detail-type': string
  readonly source: string
}

/**
 * The `source` and `detail-type` under which EventBridge would deliver a bare record, read from
 * the record itself. History in S3 holds CloudTrail records without an envelope.
 */
export function deliveredAs(record: Readonly<Record<string, unknown>>): Enveloped {
  const { eventType, eventSource, eventCategory } = record
  if (
    eventType === 'AwsCloudTrailInsight' ||
    eventCategory === 'Insight' ||
    'insightDetails' in record
  ) {
    return { 'detail-type': insightDetailType, source: 'aws.cloudtrail' }
  }
  if ('configRuleName' in record && 'newEvaluationResult' in record) {
    return { 'detail-type': configDetailType, source: 'aws.config' }
  }
  const detailType =
    eventCategory === 'NetworkActivity' || eventType === 'AwsVpceEvent'
      ? networkActivityDetailType
      : byEventType[
          typeof eventType === 'string' ? eventType : usualEventType(eventSource, record.eventName)
        ]?.[0]
  return {
    'detail-type': detailType ?? 'AWS API Call via CloudTrail',
    source: typeof eventSource === 'string' ? sourceFor(eventSource) : 'aws.unknown',
  }
}

interface Named {
  readonly eventSource: string
  readonly source: string
}

const recent = new Array<Named | undefined>(256).fill(undefined)

/**
 * A cache of a few hundred services, which every event reads. A service has a slot by a few of its
 * characters. A `Map` would hash the whole text, which is a new one in each event.
 */
function sourceFor(eventSource: string): string {
  const at =
    (eventSource.length + 31 * eventSource.charCodeAt(0) + 7 * eventSource.charCodeAt(2)) & 255
  const known = recent[at]
  if (known?.eventSource === eventSource) return known.source
  const source = `aws.${eventSource.split('.')[0]}`
  recent[at] = { eventSource, source }
  return source
}
