/** Metric filters over the trail's log group. What they find is counted; `src/plan/alarms.ts` has the alarms over that. */
import * as aws from '@pulumi/aws'
import type { Resource } from '@pulumi/pulumi'
import { filterValues } from '../src/plan/filters.ts'
import type { Manifest } from '../src/plan/manifest.ts'

/** `after` is what the log group comes from, where it is made here. */
export function makeMetricFilters(manifest: Manifest, after: readonly Resource[]): void {
  for (const { name, region, logGroup, pattern, metric } of manifest.metricFilters)
    new aws.cloudwatch.LogMetricFilter(
      `filter-${name}`,
      {
        region,
        name,
        logGroupName: logGroup,
        pattern,
        metricTransformation: {
          name: metric.name,
          namespace: metric.namespace,
          value: String(filterValues.match),
          defaultValue: String(filterValues.noMatch),
        },
      },
      { deleteBeforeReplace: true, dependsOn: [...after] },
    )
}
