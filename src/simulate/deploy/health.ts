/** The alarms over Tripline itself. All is decided in the plan. */
import { PutMetricAlarmCommand } from '@aws-sdk/client-cloudwatch'
import { topicArn } from '../../plan/arns.ts'
import { watches } from '../../plan/health.ts'
import type { Deploying } from './deploying.ts'

export async function makeHealthAlarms({ clients, manifest }: Deploying): Promise<void> {
  const { home, health, prefix } = manifest
  for (const watch of watches(manifest)) {
    const tell = watch.tells ? [topicArn(manifest, home, health.topic)] : []
    await clients.in('cloudwatch', watch.region).send(
      new PutMetricAlarmCommand({
        AlarmName: `${prefix}-health-${watch.name}`,
        AlarmDescription: watch.says,
        Namespace: watch.namespace,
        MetricName: watch.metric,
        Dimensions: Object.entries(watch.dimensions).map(([Name, Value]) => ({ Name, Value })),
        Statistic: watch.statistic,
        ComparisonOperator: watch.comparison,
        Threshold: watch.threshold,
        Period: watch.periodSeconds,
        EvaluationPeriods: watch.periods,
        DatapointsToAlarm: watch.datapoints,
        TreatMissingData: watch.missing,
        AlarmActions: tell,
        OKActions: watch.recovers ? tell : [],
      }),
    )
  }
}
