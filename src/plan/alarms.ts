/**
 * CloudWatch alarms as plain data. This file has the alarms over metric filters; `health.ts` has
 * the alarms over Tripline itself.
 */
import { alarmsTopicArn } from './arns.ts'
import type { Manifest } from './manifest.ts'

/** A CloudWatch alarm that a stage creates. */
export interface AlarmPlan {
  /** A logical id: unique in all regions, and the same from plan to plan. */
  readonly id: string
  /** The physical name. */
  readonly name: string
  readonly region: string
  /** The description that a person reads in the alarm. */
  readonly description: string
  /** The reason that a person reads in the plan. */
  readonly why: string
  readonly namespace: string
  readonly metric: string
  readonly dimensions?: Readonly<Record<string, string>>
  readonly statistic: 'Maximum' | 'Sum'
  readonly comparison:
    | 'GreaterThanOrEqualToThreshold'
    | 'GreaterThanThreshold'
    | 'LessThanThreshold'
  readonly threshold: number
  readonly periodSeconds: number
  readonly periods: number
  /** The number of periods that must cross the threshold. */
  readonly datapoints: number
  /** How CloudWatch treats a period without data. */
  readonly missing: 'breaching' | 'notBreaching'
  /**
   * The ARN of the topic that the alarm notifies; undefined if the alarm is forwarded as an event.
   */
  readonly topic: string | undefined
  /** The states that the alarm notifies of. */
  readonly notifies: readonly ('ALARM' | 'OK' | 'INSUFFICIENT_DATA')[]
}

/**
 * The alarms over metric filters. They notify of all three states. A record that matches while the
 * alarm is in ALARM is read when ALARM ends. INSUFFICIENT_DATA means that the log receives nothing.
 */
export const filterAlarms = (manifest: Manifest): readonly AlarmPlan[] =>
  manifest.metricFilters.map(({ name, rule, region, metric, alarm }) => ({
    id: `alarm-${name}`,
    name,
    region,
    description: alarm.description,
    why: rule,
    namespace: metric.namespace,
    metric: metric.name,
    statistic: 'Sum',
    comparison: 'GreaterThanOrEqualToThreshold',
    threshold: alarm.threshold,
    periodSeconds: alarm.periodSeconds,
    periods: alarm.evaluationPeriods,
    datapoints: alarm.datapointsToAlarm,
    missing: 'notBreaching',
    topic: alarmsTopicArn(manifest),
    notifies: ['ALARM', 'OK', 'INSUFFICIENT_DATA'],
  }))
