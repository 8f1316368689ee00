/** Evaluates each alarm of a region every minute of driven time, and runs its actions. */
import type { Cloud, Region } from '../../accounts.ts'
import { deliverIfAllowed } from '../../authorization/deliveries.ts'
import { byService } from '../../authorization/questions.ts'
import { putOnBus } from '../../delivery/bus-event.ts'
import { busesOf } from '../eventbridge/bus.ts'
import { onTopic } from '../sns/demands.ts'
import { topicByArn } from '../sns/memory.ts'
import { publish } from '../sns/publish.ts'
import { alarmEvent } from './alarm-event.ts'
import { alarmMessage, alarmSubject } from './alarm-message.ts'
import { breaches, type Period, reason, reasonData } from './alarm-reason.ts'
import {
  type AlarmState,
  type Datapoint,
  EXTRA_PERIODS,
  evaluateAlarm,
  type MissingData,
} from './evaluate-alarm.ts'
import { type Alarm, type CloudWatch, cloudWatchOf } from './memory.ts'
import { keyOf, MINUTE_MS, type Statistic, samplesIn, statistic } from './metric-store.ts'
import { reportQueues } from './queue-metrics.ts'

export function startAlarmClock(cloud: Cloud, region: Region): void {
  const watch = cloudWatchOf(region)
  if (watch.isRunning) return
  watch.isRunning = true
  const minute = (): void => {
    reportQueues(cloud, region, watch)
    for (const alarm of watch.alarms.values()) evaluate(cloud, region, watch, alarm)
    next()
  }
  const next = (): void => {
    const nowMs = cloud.clock.now().getTime()
    cloud.clock.after(MINUTE_MS - (nowMs % MINUTE_MS), minute)
  }
  next()
}

function evaluate(cloud: Cloud, region: Region, watch: CloudWatch, alarm: Alarm): void {
  const { EvaluationPeriods = 1, DatapointsToAlarm = EvaluationPeriods } = alarm.settings
  const periods = rangeOf(watch, alarm, cloud.clock.now().getTime())
  const range = periods.map(
    ({ value }): Datapoint => (value === undefined ? undefined : breaches(alarm, value)),
  )
  const missing = (alarm.settings.TreatMissingData ?? 'missing') as MissingData
  const state = evaluateAlarm(range, EvaluationPeriods, DatapointsToAlarm, missing)
  if (state === undefined || state === alarm.state) return
  setState(
    cloud,
    region,
    alarm,
    state,
    reason(alarm, periods, missing),
    reasonData(alarm, periods, cloud.clock.now()),
  )
}

/** The evaluation range: windows of one period each, moved by a minute, the oldest first. */
function rangeOf(watch: CloudWatch, { metric, settings }: Alarm, nowMs: number): Period[] {
  const periodMs = (settings.Period ?? 60) * 1_000
  const endMs = Math.floor(nowMs / MINUTE_MS) * MINUTE_MS
  const count = (settings.EvaluationPeriods ?? 1) + EXTRA_PERIODS
  const series = watch.metrics.get(keyOf(metric))
  return Array.from({ length: count }, (_, i) => {
    const fromMs = endMs - (count - i) * periodMs
    const samples = samplesIn(series, fromMs, fromMs + periodMs, settings.Unit)
    return {
      fromMs,
      value: samples.length === 0 ? undefined : statistic(samples, settings.Statistic as Statistic),
    }
  })
}

/**
 * Sets the state of an alarm. Actions run only when the state changes; an alarm that keeps its
 * state sends nothing.
 */
export function setState(
  cloud: Cloud,
  region: Region,
  alarm: Alarm,
  state: AlarmState,
  stateReason: string,
  stateReasonData: string | undefined,
): void {
  const before = { ...alarm }
  const old = alarm.state
  const now = cloud.clock.now()
  Object.assign(alarm, { state, stateReason, stateReasonData, stateChangedAt: now })
  const bus = busesOf(region).get('default')
  if (bus !== undefined) putOnBus(cloud, bus, alarmEvent(cloud, region, alarm, before))
  if (alarm.settings.ActionsEnabled === false) return
  for (const arn of actionsFor(alarm, state)) act(cloud, region, alarm, old, arn)
}

function actionsFor({ settings }: Alarm, state: AlarmState): readonly string[] {
  switch (state) {
    case 'ALARM':
      return settings.AlarmActions ?? []
    case 'OK':
      return settings.OKActions ?? []
    case 'INSUFFICIENT_DATA':
      return settings.InsufficientDataActions ?? []
  }
}

function act(cloud: Cloud, region: Region, alarm: Alarm, old: AlarmState, arn: string): void {
  const topic = topicByArn(cloud, arn)
  if (topic === undefined) return
  const message = {
    Message: JSON.stringify(alarmMessage(alarm, region, old)),
    Subject: alarmSubject(alarm, region),
  }
  const by = { service: 'cloudwatch.amazonaws.com', source: alarm.arn }
  deliverIfAllowed(
    cloud,
    () => byService(cloud, by, onTopic(cloud, 'Publish', arn)),
    () => void publish(cloud, topic, message),
  )
}
