import type { MetricFilterPlan } from './manifest/metric-filters.ts'
import type { Manifest } from './manifest.ts'

type Filter = Pick<MetricFilterPlan, 'rule' | 'region' | 'logGroup' | 'pattern'>

/** What `alarm` has beside its code, by the name of the alarm: which rule it is of, and what to look for in which log. */
export const filtersOf = ({ metricFilters }: Manifest): Readonly<Record<string, Filter>> =>
  Object.fromEntries(
    metricFilters.map(({ name, rule, region, logGroup, pattern }) => [
      name,
      { rule, region, logGroup, pattern },
    ]),
  )

/**
 * What a metric filter counts: one for each record that matches, and zero for a minute with records of
 * which none matches, so that its alarm ends by itself.
 */
export const filterValues = { match: 1, noMatch: 0 } as const
