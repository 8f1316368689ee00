/** The alarms over Tripline itself. All is decided in the plan. */
import * as aws from '@pulumi/aws'
import { watches } from '../src/plan/health.ts'
import type { Manifest } from '../src/plan/manifest.ts'
import type { Arn, Topics } from './topics.ts'

export function makeHealthAlarms(manifest: Manifest, topics: Topics | undefined): void {
  for (const watch of watches(manifest)) {
    const tell: Arn[] = topics !== undefined && watch.tells ? [topics.health] : []
    new aws.cloudwatch.MetricAlarm(`health-${watch.region}-${watch.name}`, {
      region: watch.region,
      name: `${manifest.prefix}-health-${watch.name}`,
      alarmDescription: watch.says,
      namespace: watch.namespace,
      metricName: watch.metric,
      dimensions: watch.dimensions,
      statistic: watch.statistic,
      comparisonOperator: watch.comparison,
      threshold: watch.threshold,
      period: watch.periodSeconds,
      evaluationPeriods: watch.periods,
      datapointsToAlarm: watch.datapoints,
      treatMissingData: watch.missing,
      alarmActions: tell,
      okActions: watch.recovers ? tell : [],
    })
  }
}
