/** The messages of queue `alarms` as CloudWatch and SNS write them. */
import type { AlarmState } from '../../../src/detect/alarm/alarm-message.ts'

export interface AlarmChange {
  readonly alarm?: string
  readonly state: AlarmState
  readonly previous?: AlarmState
  /** ISO 8601 with `Z`. */
  readonly at: string
  readonly periodSeconds?: number
  readonly evaluationPeriods?: number
  /** As whoever calls SetAlarmState writes it. */
  readonly reason?: string
}

/** CloudWatch's own JSON, as far as it is documented by example. */
export const alarmJson = (change: AlarmChange): string => {
  const alarm = change.alarm ?? 'tripline-production-root-api-use'
  return JSON.stringify({
    AlarmName: alarm,
    AlarmDescription: 'Root used the API (rule root-api-use).',
    AWSAccountId: '111122223333',
    AlarmConfigurationUpdatedTimestamp: '2026-11-01T08:00:00.000+0000',
    NewStateValue: change.state,
    NewStateReason:
      change.reason ??
      'Threshold Crossed: 1 out of the last 1 datapoints [1.0 (21/11/26 03:10:00)] was greater than or equal to the threshold (1.0) (minimum 1 datapoint for OK -> ALARM transition).',
    StateChangeTime: change.at.replace('Z', '+0000'),
    Region: 'EU (Ireland)',
    AlarmArn: `arn:aws:cloudwatch:eu-west-1:111122223333:alarm:${alarm}`,
    OldStateValue: change.previous ?? (change.state === 'ALARM' ? 'OK' : 'ALARM'),
    OKActions: ['arn:aws:sns:eu-west-1:111122223333:tripline-production-alarms'],
    AlarmActions: ['arn:aws:sns:eu-west-1:111122223333:tripline-production-alarms'],
    InsufficientDataActions: ['arn:aws:sns:eu-west-1:111122223333:tripline-production-alarms'],
    Trigger: {
      MetricName: 'root-api-use',
      Namespace: 'Tripline',
      StatisticType: 'Statistic',
      Statistic: 'SUM',
      Unit: null,
      Dimensions: [],
      Period: change.periodSeconds ?? 60,
      EvaluationPeriods: change.evaluationPeriods ?? 16,
      DatapointsToAlarm: 1,
      ComparisonOperator: 'GreaterThanOrEqualToThreshold',
      Threshold: 1,
      TreatMissingData: 'notBreaching',
      EvaluateLowSampleCountPercentile: '',
    },
  })
}

/** What SNS puts around it on its way into a queue. */
export const fromSns = (message: string): string =>
  JSON.stringify({
    Type: 'Notification',
    MessageId: '95df01b4-ee98-5cb9-9903-4c221d41eb5e',
    TopicArn: 'arn:aws:sns:eu-west-1:111122223333:tripline-production-alarms',
    Subject: 'ALARM: "tripline-production-root-api-use" in EU (Ireland)',
    Message: message,
    Timestamp: '2026-11-21T03:12:45.300Z',
    SignatureVersion: '1',
    Signature: 'RXhhbXBsZQ==',
    SigningCertURL: 'https://sns.eu-west-1.amazonaws.com/SimpleNotificationService-0000.pem',
    UnsubscribeURL: 'https://sns.eu-west-1.amazonaws.com/?Action=Unsubscribe',
  })
