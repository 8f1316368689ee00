/**
 * CloudTrail Insights reports an unusual rate of calls or errors twice, at its start and at its
 * end. Both events have the same `sharedEventID`.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-insight-details.html
 */
import { isObject, type Json, type JsonObject, type Scalar } from '../ir/json.ts'

const topics: readonly (readonly [attribute: string, label: string])[] = [
  ['userIdentityArn', 'Top actors'],
  ['userAgent', 'Top agents'],
  ['errorCode', 'Top errors'],
]

/** The rates, the duration and the callers; empty for any other event. */
export function insightFields({
  insightDetails,
}: JsonObject): Record<string, Scalar | readonly Scalar[]> {
  if (!isObject(insightDetails)) return {}
  const context = within(insightDetails, 'insightContext')
  const statistics = within(context, 'statistics')
  const what = insightDetails.insightType === 'ApiErrorRateInsight' ? 'errors' : 'calls'
  const perMinute = (key: string): string | null => {
    const rate = within(statistics, key).average
    return typeof rate === 'number' ? `${round(rate)} ${what} a minute` : null
  }
  const minutes = statistics.insightDuration
  const attributions = Array.isArray(context.attributions) ? context.attributions : []
  return {
    Observed: perMinute('insight'),
    Baseline: perMinute('baseline'),
    ...(typeof minutes === 'number' ? { 'Lasting minutes': minutes } : {}),
    ...Object.fromEntries(
      topics
        .map(([attribute, label]): [string, string[]] => [label, topOf(attributions, attribute)])
        .filter(([, values]) => values.length > 0),
    ),
  }
}

/**
 * The largest first; CloudTrail gives at most five. The text `null` means calls without an error.
 */
function topOf(attributions: readonly Json[], attribute: string): string[] {
  const found = attributions.find((one) => isObject(one) && one.attribute === attribute)
  const seen = isObject(found) && Array.isArray(found.insight) ? found.insight : []
  return seen
    .filter(isObject)
    .filter(({ value }) => typeof value === 'string' && value !== 'null')
    .toSorted((a, b) => Number(b.average ?? 0) - Number(a.average ?? 0))
    .slice(0, 5)
    .map(({ value, average }) =>
      typeof average === 'number' ? `${value} (${round(average)} a minute)` : String(value),
    )
}

const within = (object: JsonObject, key: string): JsonObject => {
  const value = object[key]
  return isObject(value) ? value : {}
}

/** Rounds to three significant digits, because baselines are often far below one. */
const round = (rate: number): string => String(Number(rate.toPrecision(3)))
