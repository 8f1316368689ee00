/** Metric filters over the trail's log group, and the alarms over them. All is decided in the plan. */
import * as aws from '@pulumi/aws'
import type { Resource } from '@pulumi/pulumi'
import type { Manifest } from '../src/plan/manifest.ts'
import type { Arn } from './topics.ts'

/**
 * `after` is what the log group comes from, where it is made here.
 *
 * All three states are told: what matched while an alarm stayed in ALARM is read when it is over, and
 * a log that fell silent is no calm.
 */
export function makeMetricFilters(
  manifest: Manifest,
  topic: Arn,
  after: readonly Resource[],
): void {
  for (const { name, region, logGroup, pattern, metric, alarm } of manifest.metricFilters) {
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
          value: '1',
          // A minute with logs and no match counts as zero, so that the alarm is over by itself.
          defaultValue: '0',
        },
      },
      { deleteBeforeReplace: true, dependsOn: [...after] },
    )
    new aws.cloudwatch.MetricAlarm(`alarm-${name}`, {
      region,
      name,
      alarmDescription: alarm.description,
      namespace: metric.namespace,
      metricName: metric.name,
      statistic: 'Sum',
      comparisonOperator: 'GreaterThanOrEqualToThreshold',
      threshold: alarm.threshold,
      period: alarm.periodSeconds,
      evaluationPeriods: alarm.evaluationPeriods,
      datapointsToAlarm: alarm.datapointsToAlarm,
      treatMissingData: 'notBreaching',
      alarmActions: [topic],
      okActions: [topic],
      insufficientDataActions: [topic],
    })
  }
}
