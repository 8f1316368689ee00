/** Metric filters of the trail's log group. */
import { PutMetricFilterCommand } from '@aws-sdk/client-cloudwatch-logs'
import { filterValues } from '../../plan/filters.ts'
import type { DeploymentContext } from './context.ts'

/** Creates the metric filters. */
export async function makeMetricFilters({ clients, manifest }: DeploymentContext): Promise<void> {
  for (const plan of manifest.metricFilters)
    await clients.in('logs', plan.region).send(
      new PutMetricFilterCommand({
        logGroupName: plan.logGroup,
        filterName: plan.name,
        filterPattern: plan.pattern,
        metricTransformations: [
          {
            metricNamespace: plan.metric.namespace,
            metricName: plan.metric.name,
            metricValue: String(filterValues.match),
            defaultValue: filterValues.noMatch,
          },
        ],
      }),
    )
}
