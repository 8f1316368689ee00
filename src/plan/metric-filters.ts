/** Metric filters of the trail's log group, and the alarms over their metrics. */
import { metricFiltersPerLogGroup } from '../aws/quotas.ts'
import { metricFilter } from '../backends/metric-filter.ts'
import type { Rule } from '../ir/rule.ts'
import type { MetricFilterPlan, TrailPlan } from './manifest.ts'
import { shortened } from './names.ts'
import {
  filterInMember,
  inConfig,
  missingLogGroup,
  overQuota,
  type PlanProblem,
  refused,
} from './problems.ts'
import type { Settings } from './settings.ts'

type Report = (problem: PlanProblem) => void

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html */
const alarmNameCharacters = 255

/** Sorted by rule; none for a member of a hub, which decides nothing. */
export function metricFilters(
  rules: readonly Rule[],
  trail: TrailPlan,
  settings: Settings,
  report: Report,
): MetricFilterPlan[] {
  const asking = rules.filter(({ via }) => via !== 'eventbridge')
  if (settings.topology.kind === 'member') {
    for (const { id, via } of asking) if (via === 'metric-filter') report(filterInMember(id))
    return []
  }
  const filters = asking.flatMap((rule) => filterOf(rule, trail, settings, report) ?? [])
  if (filters.length > metricFiltersPerLogGroup)
    report(
      overQuota(
        'metric filters of one log group',
        filters.length,
        metricFiltersPerLogGroup,
        'let EventBridge watch for some of these rules: `via: eventbridge`',
        inConfig('trail'),
      ),
    )
  return filters.sort((a, b) => (a.rule < b.rule ? -1 : 1))
}

function filterOf(
  rule: Rule,
  trail: TrailPlan,
  { prefix }: Settings,
  report: Report,
): MetricFilterPlan | undefined {
  if (trail.kind === 'none') {
    report(missingLogGroup(rule.id))
    return undefined
  }
  const compiled = metricFilter(rule)
  if (compiled.kind === 'refused') {
    report(refused(rule.id, 'a metric filter', compiled.why, compiled.instead))
    return undefined
  }
  const { pattern, metric, alarm } = compiled.output
  return {
    name: shortened(`${prefix}-${rule.id}`, alarmNameCharacters),
    rule: rule.id,
    region: trail.region,
    logGroup: trail.logGroup,
    pattern,
    metric: { namespace: metric.namespace, name: metric.name },
    alarm: {
      description: alarm.description,
      periodSeconds: alarm.periodSeconds,
      evaluationPeriods: alarm.evaluationPeriods,
      datapointsToAlarm: alarm.datapointsToAlarm,
      threshold: alarm.threshold,
    },
  }
}
