/** Writes the log of one batch of `detect`: a line for each alert and for each message that failed, and metrics. */
import type { Report } from '../../src/detect/detect.ts'
import { log, type Metric, writeMetrics } from '../support/metrics.ts'

export function logReport(report: Report, nowMs: number): void {
  for (const { alert, isStaged, delivery } of report.alerts) {
    if (delivery.sent.length + delivery.unsent.length === 0) continue
    const { id, rule, severity, status, count, account, region, event } = alert
    log(delivery.unsent.length === 0 ? 'info' : 'error', isStaged ? 'staged alert' : 'alert', {
      alert: id,
      rule,
      severity,
      status,
      count,
      account,
      region,
      event: event.id,
      sent: delivery.sent,
      unsent: delivery.unsent,
      ...(delivery.unrecorded === undefined ? {} : { unrecorded: delivery.unrecorded }),
    })
  }
  for (const { id, unsent } of report.requests) {
    if (unsent.length > 0) log('error', 'response not requested', { request: id, unsent })
  }
  for (const { message, why } of report.failed)
    log('error', 'message failed', { messageId: message, why })
  for (const { message, why } of report.unreadable)
    log('error', 'message unreadable', { messageId: message, why })
  writeMetrics(countsOf(report), {}, nowMs)
  for (const [account, { length: value }] of Map.groupBy(report.unlisted, (each) => each)) {
    log('info', 'events of an account without a stage', { account, count: value })
    writeMetrics([{ name: 'EventsUnlisted', unit: 'Count', value }], { account }, nowMs)
  }
  for (const { account, region, latencyMs } of report.heartbeats) {
    const received = { name: 'HeartbeatReceived', unit: 'Count', value: 1 } as const
    const latency = { name: 'HeartbeatLatencyMs', unit: 'Milliseconds', value: latencyMs } as const
    // Of a member of a hub by its account as well; the account's own has none.
    const by = account === null ? { region } : { account, region }
    writeMetrics([received, latency], by, nowMs)
  }
}

function countsOf({ alerts, unreadable, eventCount, failed }: Report): Metric[] {
  // Sent to all targets, and by this batch.
  const sent = alerts.filter(
    ({ delivery }) => delivery.unsent.length === 0 && delivery.sent.length > 0,
  )
  const counts = {
    EventsEvaluated: eventCount,
    AlertsSent: sent.filter(({ isStaged }) => !isStaged).length,
    AlertsStaged: sent.filter(({ isStaged }) => isStaged).length,
    MessagesFailed: failed.length,
    MessagesUnreadable: unreadable.length,
  }
  return Object.entries(counts).map(([name, value]) => ({ name, unit: 'Count', value }))
}
