/** Metric filters over the trail's log group, and the alarms over them. */
import { PutMetricAlarmCommand } from '@aws-sdk/client-cloudwatch'
import { PutMetricFilterCommand } from '@aws-sdk/client-cloudwatch-logs'
import { arnOf } from '../../plan/arns.ts'
import type { MetricFilterPlan } from '../../plan/manifest.ts'
import type { Deploying } from './deploying.ts'

export async function makeMetricFilters(deploying: Deploying): Promise<void> {
  for (const plan of deploying.manifest.metricFilters) {
    await deploying.clients.in('logs', plan.region).send(
      new PutMetricFilterCommand({
        logGroupName: plan.logGroup,
        filterName: plan.name,
        filterPattern: plan.pattern,
        metricTransformations: [
          {
            metricNamespace: plan.metric.namespace,
            metricName: plan.metric.name,
            metricValue: '1',
            defaultValue: 0,
          },
        ],
      }),
    )
    await makeAlarm(deploying, plan)
  }
}

async function makeAlarm(
  { clients, manifest }: Deploying,
  { name, region, metric, alarm }: MetricFilterPlan,
): Promise<void> {
  const topic = arnOf(manifest, 'sns', region, `${manifest.prefix}-alarms`)
  await clients.in('cloudwatch', region).send(
    new PutMetricAlarmCommand({
      AlarmName: name,
      AlarmDescription: alarm.description,
      Namespace: metric.namespace,
      MetricName: metric.name,
      Statistic: 'Sum',
      ComparisonOperator: 'GreaterThanOrEqualToThreshold',
      Threshold: alarm.threshold,
      Period: alarm.periodSeconds,
      EvaluationPeriods: alarm.evaluationPeriods,
      DatapointsToAlarm: alarm.datapointsToAlarm,
      TreatMissingData: 'notBreaching',
      AlarmActions: [topic],
      OKActions: [topic],
      InsufficientDataActions: [topic],
    }),
  )
}
