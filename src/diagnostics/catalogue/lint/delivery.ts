/** Diagnostics about events that AWS records or delivers only on request. */
import { error, note } from '../../constructors.ts'
import type { Diagnostic, Span } from '../../diagnostic.ts'
import { some } from '../../phrases.ts'

const dollars = (price: number): string => `$${price.toFixed(2)}`

/** `only`: whether the rule has no other events. */
export const needsReadOnlyEvents = (
  names: readonly string[],
  only: boolean,
  state: string,
  span: Span,
): Diagnostic =>
  note(
    'needs-read-only-events',
    only
      ? `EventBridge delivers ${some(names, 3)} only to rules in the state ${state}`
      : `EventBridge delivers ${some(names, 3)} only to rules in the state ${state}; the other events of this rule need no special state`,
    'Tripline deploys this rule in that state; the state is free, but read-only calls are frequent (mostly in KMS and IAM), and every matched event invokes a function',
    span,
  )

export const needsDataEvents = (
  names: readonly string[],
  type: string,
  pricePer100k: number,
  span: Span,
): Diagnostic =>
  note(
    'needs-data-events',
    names.length === 1
      ? `${some(names, 3)} is a data event, and a trail records data events only if its event selectors include them`
      : `${some(names, 3)} are data events, and a trail records data events only if its event selectors include them`,
    `add to the event selectors of the trail: eventCategory Data, resources.type ${type}; limit them by eventName and resources.ARN, because 100,000 events cost ${dollars(pricePer100k)}`,
    span,
  )

export const needsInsights = (pricePer100k: number, span: Span): Diagnostic =>
  note(
    'needs-insights',
    'CloudTrail records Insights events only if Insights is enabled on a trail',
    `enable ApiCallRateInsight, ApiErrorRateInsight or both with PutInsightSelectors; each type costs ${dollars(pricePer100k)} for 100,000 management events, and the first Insights events arrive after up to 36 hours`,
    span,
  )

export const needsNetworkActivity = (pricePer100k: number, span: Span): Diagnostic =>
  note(
    'needs-network-activity',
    'a trail records events of VPC endpoints only if its event selectors include them',
    `add to the event selectors of the trail: eventCategory NetworkActivity and an eventSource; 100,000 events cost ${dollars(pricePer100k)}`,
    span,
  )

export const networkActivityUnseen = (detailType: string, span: Span): Diagnostic =>
  error(
    'never-matches',
    'this rule never receives events of VPC endpoints, because they have another detail-type',
    `write \`on: { source: aws.ec2, detail-type: ${detailType} }\`, with the source of your service`,
    span,
  )
