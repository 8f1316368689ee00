/** CloudWatch alarms as plain data: those over metric filters; `health.ts` has those over Tripline itself. */
import { alarmsTopicArn } from './arns.ts'
import type { Manifest } from './manifest.ts'

export interface AlarmPlan {
  /** A name for it that stays the same from plan to plan, unique in all regions. */
  readonly id: string
  /** The physical name. */
  readonly name: string
  readonly region: string
  /** What a person reads in the alarm. */
  readonly description: string
  /** What a person reads in the plan. */
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
  /** How many of the periods must cross the threshold. */
  readonly datapoints: number
  /** What a period without data counts as. */
  readonly missing: 'breaching' | 'notBreaching'
  /** The topic that it notifies, as an ARN; undefined where the alarm is forwarded as an event. */
  readonly topic: string | undefined
  /** The states of which it notifies. */
  readonly notifies: readonly ('ALARM' | 'OK' | 'INSUFFICIENT_DATA')[]
}

/**
 * It notifies of all three states: what matched while an alarm stayed in ALARM is read when that ends,
 * and a log that falls silent is a finding.
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
