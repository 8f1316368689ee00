/** The event selectors of trails: sets them, reads them, and tests them against a record. */
import type {
  AdvancedEventSelector,
  AdvancedFieldSelector,
  EventSelector,
} from '@aws-sdk/client-cloudtrail'
import { globalRegion } from '../../../../src/aws/event-regions.ts'
import { isObject, type Json } from '../../../../src/ir/json.ts'
import type { CloudTrailRecord } from '../../cloudtrail-record.ts'
import { AwsError } from '../../errors.ts'
import {
  type CloudTrailOperations,
  type Selectors,
  type Trail,
  trailAtHome,
  trailSeen,
} from './memory.ts'

const view = ({ kind, list }: Selectors) =>
  kind === 'basic' ? { EventSelectors: [...list] } : { AdvancedEventSelectors: [...list] }

export const selectors = {
  PutEventSelectors: ({ TrailName, EventSelectors, AdvancedEventSelectors }, call) => {
    const trail = trailAtHome(call, TrailName)
    trail.selectors = selectorsFrom(EventSelectors, AdvancedEventSelectors)
    return { TrailARN: trail.arn, ...view(trail.selectors) }
  },

  GetEventSelectors: ({ TrailName }, call) => {
    const trail = trailSeen(call, TrailName)
    return { TrailARN: trail.arn, ...view(trail.selectors) }
  },

  PutInsightSelectors: ({ TrailName = '', InsightSelectors }, call) => {
    const trail = trailAtHome(call, TrailName)
    trail.insights = InsightSelectors
    return { TrailARN: trail.arn, InsightSelectors: [...trail.insights] }
  },

  GetInsightSelectors: ({ TrailName = '' }, call) => {
    const { arn, name, insights } = trailSeen(call, TrailName)
    if (insights.length === 0) {
      throw new AwsError(
        'InsightNotEnabledException',
        `Trail ${name} does not have Insights enabled.`,
      )
    }
    return { TrailARN: arn, InsightSelectors: [...insights] }
  },
} satisfies CloudTrailOperations

/** https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_PutEventSelectors.html */
function selectorsFrom(
  basic: readonly EventSelector[] | undefined,
  advanced: readonly AdvancedEventSelector[] | undefined,
): Selectors {
  if (basic !== undefined && advanced !== undefined) {
    throw new AwsError(
      'InvalidEventSelectorsException',
      'You can set either EventSelectors or AdvancedEventSelectors, not both.',
    )
  }
  if (advanced !== undefined && advanced.length > 0) return { kind: 'advanced', list: advanced }
  if (basic === undefined || basic.length === 0 || basic.length > 5) {
    throw new AwsError(
      'InvalidEventSelectorsException',
      'A trail has between 1 and 5 event selectors.',
    )
  }
  const list = basic.map((selector) => ({
    ReadWriteType: selector.ReadWriteType ?? ('All' as const),
    IncludeManagementEvents: selector.IncludeManagementEvents ?? true,
    DataResources: selector.DataResources ?? [],
    ExcludeManagementEventSources: selector.ExcludeManagementEventSources ?? [],
  }))
  return { kind: 'basic', list }
}

/** Whether the trail selects the record. Its Insights events are separate. */
export function takes(trail: Trail, record: CloudTrailRecord): boolean {
  const { settings, selectors: chosen } = trail
  if (!trail.isLogging || record.recipientAccountId !== trail.accountId) return false
  const isGlobal = record.awsRegion === globalRegion && settings.includesGlobalEvents
  if (!settings.isMultiRegion && record.awsRegion !== trail.homeRegion && !isGlobal) return false
  if (record.eventCategory === 'Insight') return trail.insights.length > 0
  return chosen.kind === 'basic'
    ? chosen.list.some((selector) => basicTakes(selector, record))
    : chosen.list.some(({ FieldSelectors = [] }) =>
        FieldSelectors.every((field) => fieldTakes(field, record)),
      )
}

function basicTakes(selector: EventSelector, record: CloudTrailRecord): boolean {
  const { ReadWriteType = 'All', DataResources = [] } = selector
  const isWanted = ReadWriteType === 'All' || (ReadWriteType === 'ReadOnly') === record.readOnly
  if (!isWanted) return false
  if (record.managementEvent) {
    const { IncludeManagementEvents = true, ExcludeManagementEventSources = [] } = selector
    return IncludeManagementEvents && !ExcludeManagementEventSources.includes(record.eventSource)
  }
  return resourcesOf(record).some(({ type, arn }) =>
    DataResources.some(
      ({ Type, Values = [] }) => Type === type && Values.some((value) => arn.startsWith(value)),
    ),
  )
}

interface Resource {
  readonly type: string
  readonly arn: string
}

function resourcesOf({ resources }: CloudTrailRecord): readonly Resource[] {
  const list: readonly Json[] = Array.isArray(resources) ? resources : []
  return list.flatMap((resource) =>
    isObject(resource) ? [{ type: String(resource.type), arn: String(resource.ARN) }] : [],
  )
}

const fieldValues: Readonly<Record<string, (record: CloudTrailRecord) => readonly string[]>> = {
  eventCategory: ({ eventCategory }) => [eventCategory],
  readOnly: ({ readOnly }) => [String(readOnly)],
  eventSource: ({ eventSource }) => [eventSource],
  eventName: ({ eventName }) => [eventName],
  eventType: ({ eventType }) => [eventType],
  'resources.type': (record) => resourcesOf(record).map(({ type }) => type),
  'resources.ARN': (record) => resourcesOf(record).map(({ arn }) => arn),
}

function fieldTakes(field: AdvancedFieldSelector, record: CloudTrailRecord): boolean {
  const { Field = '' } = field
  const values = Object.hasOwn(fieldValues, Field) ? (fieldValues[Field]?.(record) ?? []) : []
  const some = (list: string[] | undefined, holds: (value: string, wanted: string) => boolean) =>
    list === undefined || values.some((value) => list.some((wanted) => holds(value, wanted)))
  const none = (list: string[] | undefined, holds: (value: string, wanted: string) => boolean) =>
    list === undefined || !values.some((value) => list.some((wanted) => holds(value, wanted)))
  return (
    some(field.Equals, equal) &&
    some(field.StartsWith, starts) &&
    some(field.EndsWith, ends) &&
    none(field.NotEquals, equal) &&
    none(field.NotStartsWith, starts) &&
    none(field.NotEndsWith, ends)
  )
}

const equal = (value: string, wanted: string): boolean => value === wanted
const starts = (value: string, wanted: string): boolean => value.startsWith(wanted)
const ends = (value: string, wanted: string): boolean => value.endsWith(wanted)
