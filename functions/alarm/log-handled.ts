/** Writes the log and the metrics of one handled message: a line for the alarm, and counts. */

import type { AlarmMessage } from '../../src/detect/alarm/alarm-message.ts'
import type { Handled } from '../../src/detect/alarm/answer.ts'
import { log, type Metric, writeMetrics } from '../support/metrics.ts'

export function logHandled(message: AlarmMessage, handled: Handled, nowMs: number): void {
  const { outcome, alerts, matching, excepted, lookFailed } = handled
  log(lookFailed === null ? 'info' : 'error', 'alarm', {
    alarm: message.alarm,
    state: message.kind === 'change' ? message.state : `look ${message.number}`,
    outcome,
    matching,
    excepted,
    alerts: alerts.map(({ alert }) => alert.id),
    lookFailed,
  })
  const counts = {
    AlarmMessages: 1,
    AlarmsWithoutMatch: outcome === 'the rule does not fire' ? 1 : 0,
    AlarmsWithoutEvents: outcome === 'reported without events' ? 1 : 0,
    AlarmLooksFailed: lookFailed === null ? 0 : 1,
    AlertsSent: alerts.filter(({ audience }) => audience === 'people').length,
    AlertsStaged: alerts.filter(({ audience }) => audience === 'nobody').length,
  }
  const metrics = Object.entries(counts).map(
    ([name, value]): Metric => ({ name, unit: 'Count', value }),
  )
  writeMetrics(metrics, {}, nowMs)
}
