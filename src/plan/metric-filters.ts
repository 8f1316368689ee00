/** Metric filters of the trail's log group, and the alarms over their metrics. */
import { metricFiltersPerLogGroup } from '../aws/quotas.ts'
import { metricFilter } from '../backends/metric-filter/metric-filter.ts'
import { tooManyMetricFilters } from '../diagnostics/catalogue/plan/limits.ts'
import { uncompilable } from '../diagnostics/catalogue/plan/rules.ts'
import { filterInMember, missingLogGroup } from '../diagnostics/catalogue/plan/trail.ts'
import type { PlanProblem } from '../diagnostics/plan-problem.ts'
import { compilesTo } from '../ir/names.ts'
import type { Rule } from '../ir/rule.ts'
import type { MetricFilterPlan } from './manifest/metric-filters.ts'
import type { TrailPlan } from './manifest/trail.ts'
import { shorten } from './names.ts'
import type { Settings } from './settings.ts'

type Report = (problem: PlanProblem) => void

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html */
const alarmNameCharacters = 255

/** The metric filters, sorted by rule. A member of a hub has none, because it evaluates nothing. */
export function metricFilters(
  rules: readonly Rule[],
  trail: TrailPlan,
  settings: Settings,
  report: Report,
): MetricFilterPlan[] {
  const candidates = rules.filter(({ via }) => compilesTo('metric-filter', via))
  if (settings.topology.kind === 'member') {
    for (const { id, via } of candidates)
      if (!compilesTo('event-pattern', via)) report(filterInMember(id))
    return []
  }
  const filters = candidates.flatMap((rule) => filterOf(rule, trail, settings, report) ?? [])
  if (filters.length > metricFiltersPerLogGroup)
    report(tooManyMetricFilters(filters.length, metricFiltersPerLogGroup))
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
  const compiled = metricFilter.compile(rule)
  if (compiled.kind === 'refused') {
    report(uncompilable(rule.id, 'metric filter', compiled.why, compiled.instead))
    return undefined
  }
  const { pattern, metric, alarm } = compiled.output
  const name = shorten(`${prefix}-${distinctId(rule.id)}`, alarmNameCharacters)
  return {
    name,
    rule: rule.id,
    region: trail.region,
    logGroup: trail.logGroup,
    pattern,
    // Two stages may read one log group, and must not count each other's matches.
    metric: { namespace: metric.namespace, name },
    alarm: {
      description: alarm.description,
      periodSeconds: alarm.periodSeconds,
      evaluationPeriods: alarm.evaluationPeriods,
      datapointsToAlarm: alarm.datapointsToAlarm,
      threshold: alarm.threshold,
    },
  }
}

/**
 * Prefixes ids that could collide with alarms over Tripline itself, which are called `health-…`.
 * CloudWatch would treat two alarms of one name as the same alarm.
 */
const distinctId = (id: string): string => (/^(?:health|rule)-/.test(id) ? `rule-${id}` : id)
