/**
 * The message of an alarm's SNS action.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-actions.html
 */
import type { Region } from '../../accounts.ts'
import type { AlarmState } from './evaluate-alarm.ts'
import type { Alarm } from './memory.ts'

/** `2026-11-21T05:40:00.000+0000` */
export const awsTime = (time: Date): string => time.toISOString().replace('Z', '+0000')

/** The regions that are enabled by default. CloudWatch writes their names here, not their codes. */
const regionNames: Readonly<Record<string, string>> = {
  'ap-northeast-1': 'Asia Pacific (Tokyo)',
  'ap-northeast-2': 'Asia Pacific (Seoul)',
  'ap-northeast-3': 'Asia Pacific (Osaka)',
  'ap-south-1': 'Asia Pacific (Mumbai)',
  'ap-southeast-1': 'Asia Pacific (Singapore)',
  'ap-southeast-2': 'Asia Pacific (Sydney)',
  'ca-central-1': 'Canada (Central)',
  'eu-central-1': 'EU (Frankfurt)',
  'eu-north-1': 'EU (Stockholm)',
  'eu-west-1': 'EU (Ireland)',
  'eu-west-2': 'EU (London)',
  'eu-west-3': 'EU (Paris)',
  'sa-east-1': 'South America (Sao Paulo)',
  'us-east-1': 'US East (N. Virginia)',
  'us-east-2': 'US East (Ohio)',
  'us-west-1': 'US West (N. California)',
  'us-west-2': 'US West (Oregon)',
}

const regionName = ({ name }: Region): string => regionNames[name] ?? name

/** The subject, cut to the hundred characters that SNS accepts. */
export const alarmSubject = ({ state, name }: Alarm, region: Region): string =>
  `${state}: "${name}" in ${regionName(region)}`.slice(0, 100)

export function alarmMessage(alarm: Alarm, region: Region, old: AlarmState): object {
  const { settings } = alarm
  return {
    AlarmName: alarm.name,
    AlarmDescription: settings.AlarmDescription ?? null,
    AWSAccountId: region.account.id,
    AlarmConfigurationUpdatedTimestamp: awsTime(alarm.configuredAt),
    NewStateValue: alarm.state,
    NewStateReason: alarm.stateReason,
    StateChangeTime: awsTime(alarm.stateChangedAt),
    Region: regionName(region),
    AlarmArn: alarm.arn,
    OldStateValue: old,
    OKActions: settings.OKActions ?? [],
    AlarmActions: settings.AlarmActions ?? [],
    InsufficientDataActions: settings.InsufficientDataActions ?? [],
    Trigger: {
      MetricName: alarm.metric.name,
      Namespace: alarm.metric.namespace,
      StatisticType: 'Statistic',
      Statistic: settings.Statistic?.toUpperCase(),
      Unit: settings.Unit ?? null,
      Dimensions: alarm.metric.dimensions.map(({ Name, Value }) => ({ value: Value, name: Name })),
      Period: settings.Period,
      EvaluationPeriods: settings.EvaluationPeriods,
      ...(settings.DatapointsToAlarm === undefined
        ? {}
        : { DatapointsToAlarm: settings.DatapointsToAlarm }),
      ComparisonOperator: settings.ComparisonOperator,
      Threshold: settings.Threshold,
      TreatMissingData: settings.TreatMissingData ?? 'missing',
      EvaluateLowSampleCountPercentile: settings.EvaluateLowSampleCountPercentile ?? '',
    },
  }
}
