import type { Manifest, MetricFilterPlan } from './manifest.ts'

type Filter = Pick<MetricFilterPlan, 'rule' | 'region' | 'logGroup' | 'pattern'>

/** What `alarm` has beside its code, by the name of the alarm: which rule it is of, and what to look for in which log. */
export const filtersOf = ({ metricFilters }: Manifest): Readonly<Record<string, Filter>> =>
  Object.fromEntries(
    metricFilters.map(({ name, rule, region, logGroup, pattern }) => [
      name,
      { rule, region, logGroup, pattern },
    ]),
  )
