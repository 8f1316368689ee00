/**
 * The CloudWatch alarm over a rule's metric.
 *
 * An alarm is evaluated every minute over the whole minutes up to then
 * (https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-evaluation.html), so its window
 * slides, but in steps of a minute. Events within ten minutes of one another can fall into eleven of
 * those. So the period is the rule's window plus one minute. The alarm then goes off for every burst
 * that the rule matches, and for some that take up to a minute longer. The function `alarm` reads the
 * events themselves and decides.
 *
 * An alarm acts when its state changes, and never while it stays in ALARM. So it must report both
 * changes: events that matched while it was in ALARM are read when it is OK again.
 */

import { windowTooLong } from '../../diagnostics/catalogue/backends/metric-filter.ts'
import type { Threshold } from '../../ir/rule.ts'

export interface Alarm {
  readonly description: string
  readonly statistic: 'Sum'
  readonly periodSeconds: number
  /** M of N: `datapointsToAlarm` of the latest `evaluationPeriods`. */
  readonly evaluationPeriods: number
  readonly datapointsToAlarm: number
  readonly comparison: 'GreaterThanOrEqualToThreshold'
  readonly threshold: number
  readonly treatMissingData: 'notBreaching'
  /** The states whose start must be reported to the function `alarm`. */
  readonly reportedStates: readonly ['ALARM', 'OK']
}

/** The metric itself is counted by the minute. https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/MonitoringLogData.html */
const minuteSeconds = 60

/**
 * CloudTrail delivers to a log group after five minutes on average and promises nothing
 * (https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-create-a-trail-using-the-console-first-time.html).
 * A period is evaluated for three times that long after its end, so that late events count.
 */
const latenessSeconds = 15 * minuteSeconds

/** An alarm that looks back further is evaluated by the hour. https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-evaluation.html */
const daySeconds = 24 * 60 * minuteSeconds

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html */
const maxDescription = 1024

/** `text` is shown with the alarm in the console. Throws `Uncompilable` if the window is too long for an alarm. */
export function alarmFor(text: string, threshold: Threshold | undefined): Alarm {
  // Without a threshold each event counts. The shortest period reports soonest. With a longer one the
  // alarm would stay in ALARM, and silent, for longer.
  const periodSeconds = threshold === undefined ? minuteSeconds : periodFor(threshold)
  const evaluationPeriods = 1 + Math.ceil(latenessSeconds / periodSeconds)
  if (periodSeconds * evaluationPeriods > daySeconds) throw windowTooLong()
  return {
    description: descriptionOf(text),
    statistic: 'Sum',
    periodSeconds,
    evaluationPeriods,
    datapointsToAlarm: 1,
    comparison: 'GreaterThanOrEqualToThreshold',
    threshold: threshold?.count ?? 1,
    treatMissingData: 'notBreaching',
    reportedStates: ['ALARM', 'OK'],
  }
}

/** In seconds: the number of whole minutes into which events within the window can fall. */
const periodFor = ({ windowMs }: Threshold): number =>
  (Math.ceil(windowMs / 1000 / minuteSeconds) + 1) * minuteSeconds

function descriptionOf(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').trim()
  return line.length <= maxDescription ? line : `${line.slice(0, maxDescription - 1)}…`
}
