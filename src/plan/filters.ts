/**
 * What the metric filters of a stage pass on: their configuration for the function `alarm`, and the
 * values that they count.
 */
import type { MetricFilterPlan } from './manifest/metric-filters.ts'
import type { Manifest } from './manifest.ts'

type Filter = Pick<MetricFilterPlan, 'rule' | 'region' | 'logGroup' | 'pattern'>

/**
 * The configuration that is deployed beside the code of `alarm`, by the name of the alarm: the
 * rule, and the pattern and log group to search.
 */
export const filtersOf = ({ metricFilters }: Manifest): Readonly<Record<string, Filter>> =>
  Object.fromEntries(
    metricFilters.map(({ name, rule, region, logGroup, pattern }) => [
      name,
      { rule, region, logGroup, pattern },
    ]),
  )

/**
 * The values that a metric filter counts: one for each record that matches, and zero for a minute
 * with records of which none matches. The zeros end the alarm.
 */
export const filterValues = { match: 1, noMatch: 0 } as const
