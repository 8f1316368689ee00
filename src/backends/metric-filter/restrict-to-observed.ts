/**
 * Restricts a metric filter to the kinds of records that its rule is about.
 *
 * Only CloudTrail writes to the trail's log group, and it writes everything that the trail selects:
 * management and data events, and also Insights and network activity, which EventBridge delivers with
 * detail-types of their own.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/send-cloudtrail-events-to-cloudwatch-logs.html
 */
import { observations } from '../../aws/detail-types.ts'
import { isDocumented, recordFields } from '../../aws/record-fields.ts'
import { bareRecords, onlyCloudTrail } from '../../diagnostics/catalogue/backends/metric-filter.ts'
import { sourcesOf } from '../../ir/observation.ts'
import type { Observation } from '../../ir/rule.ts'
import { absentOr, always, type Expression, presentIn } from './expression.ts'
import { type Formula, pinnedTexts } from './normal-form.ts'

/** Both are in `eventType`, which every record has. https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html */
const insight = 'AwsCloudTrailInsight'
const networkActivity = 'AwsVpceEvent'

const selector = '$.eventType'

/** Throws `Uncompilable` if the events of a rule are not in the log group. */
export function mustBeLogged(on: Observation): void {
  if (isSame(on, observations.insight) || isSame(on, observations.cloudtrail)) return
  throw isFromCloudTrail(on) ? bareRecords() : onlyCloudTrail()
}

/** A condition that excludes records of other kinds, as far as `condition` does not exclude them. */
export function restrictToObserved(
  on: Observation,
  formula: Formula,
  condition: Expression,
): Expression {
  if (isSame(on, observations.insight))
    return { kind: 'test', relation: 'is', selector, comparison: `="${insight}"` }
  if (
    pinnedTexts(formula, 'eventType')?.every((type) => type !== insight && type !== networkActivity)
  )
    return always
  const others = needsMoreThanInsights(condition) ? [networkActivity] : [networkActivity, insight]
  return absentOr(selector, {
    kind: 'all',
    of: others.map((type) => ({
      kind: 'test',
      relation: 'is-not',
      selector,
      comparison: `!="${type}"`,
    })),
  })
}

/** Whether the condition needs a field that no Insights record has. */
function needsMoreThanInsights(condition: Expression): boolean {
  const tree = recordFields.get('insight')
  return [...presentIn(condition)].some(
    (field) => tree !== undefined && !isDocumented(tree, field.slice('$.'.length).split('.')),
  )
}

const isSame = (on: Observation, other: Observation): boolean =>
  JSON.stringify(on.source) === JSON.stringify(other.source) &&
  on.detailTypes.length === other.detailTypes.length &&
  on.detailTypes.every((detailType) => other.detailTypes.includes(detailType))

const isFromCloudTrail = (on: Observation): boolean =>
  sourcesOf(on).every((source) => source.startsWith('aws.')) &&
  on.detailTypes.every((type) => type.endsWith(' via CloudTrail'))
