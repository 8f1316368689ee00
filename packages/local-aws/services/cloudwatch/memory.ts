/** Metrics and alarms of a region. */
import type { PutMetricAlarmInput } from '@aws-sdk/client-cloudwatch'
import { perRegion } from '../../accounts.ts'
import type { AlarmState } from './evaluate-alarm.ts'
import type { Metric, MetricStore } from './metric-store.ts'

export interface CloudWatch {
  readonly metrics: MetricStore
  /** By name. */
  readonly alarms: Map<string, Alarm>
  /** Whether the minutes are being counted: from the first alarm on. */
  isRunning: boolean
}

export interface Alarm {
  readonly name: string
  readonly arn: string
  /** As PutMetricAlarm was given it, what was left out filled in. */
  readonly settings: PutMetricAlarmInput
  readonly metric: Metric
  readonly configuredAt: Date
  state: AlarmState
  stateReason: string
  stateReasonData: string | undefined
  stateChangedAt: Date
}

export const cloudWatchOf = perRegion(
  (): CloudWatch => ({ metrics: new Map(), alarms: new Map(), isRunning: false }),
)
