/**
 * Metric filters of the trail's log group. Each counts the records that match; `src/plan/alarms.ts`
 * has the alarms over these counts.
 */
import * as aws from '@pulumi/aws'
import type { Resource } from '@pulumi/pulumi'
import { filterValues } from '../src/plan/filters.ts'
import type { Manifest } from '../src/plan/manifest.ts'

/**
 * Creates the metric filters. `after` are the resources of the log group, if the stage creates it.
 */
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
