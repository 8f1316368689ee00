/** Metrics and alarms of a region. */
import type { PutMetricAlarmInput } from '@aws-sdk/client-cloudwatch'
import { perRegion } from '../../accounts.ts'
import type { AlarmState } from './evaluate-alarm.ts'
import type { Metric, MetricStore } from './metric-store.ts'

export interface CloudWatch {
  readonly metrics: MetricStore
  /** Alarms by name. */
  readonly alarms: Map<string, Alarm>
  /** Whether the clock of the alarms runs: it starts with the first alarm. */
  isRunning: boolean
}

export interface Alarm {
  readonly name: string
  readonly arn: string
  /** The input of PutMetricAlarm, with defaults filled in. */
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
