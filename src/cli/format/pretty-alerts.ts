/** Alerts and what a replay found, for people. */
import type { Alert } from '../../alert/alert.ts'
import { visible } from '../../diagnostics/render.ts'
import type { Scalar } from '../../ir/json.ts'
import type { Summary } from '../commands/replay.ts'
import { plural } from '../print-diagnostics.ts'
import type { Palette } from '../terminal.ts'

/** Two or three lines: when and how bad, what; who and from where; what else matters. */
export function prettyAlert(alert: Alert, paint: Palette): string {
  const { time, severity, title, count } = alert
  const when = (time ?? 'no time').replace('T', ' ').replace(/:\d\dZ$/, '')
  const times = count > 1 ? paint.faint(` (${count} events)`) : ''
  const where = [alert.account, alert.region].filter((part) => part !== null).join(' ')
  const who = [
    alert.actor,
    alert.sourceIP && `from ${alert.sourceIP}`,
    where && `in ${where}`,
  ].filter(Boolean)
  const fields = Object.entries(alert.fields).map(
    ([label, value]) => `${label}: ${fieldText(value)}`,
  )
  const lines = [who.join(' '), fields.join(' · '), alert.rule]
  return [
    `${paint.faint(when)}  ${paint.severity(severity, severity.toUpperCase().padEnd(8))}  ${paint.strong(safe(title, 160))}${times}\n`,
    ...lines
      .filter((line) => line !== '')
      .map((line) => `${' '.repeat(28)}${paint.faint(safe(line, 200))}\n`),
    '\n',
  ].join('')
}

const fieldText = (value: Scalar | readonly Scalar[]): string => {
  if (value === null) return '(not in the event)'
  return Array.isArray(value) ? value.join(', ') : String(value)
}

/** What an attacker names things must not run on a terminal, nor fill it. */
const safe = (text: string, most: number): string => {
  const shown = visible(text)
  return shown.length > most ? `${shown.slice(0, most - 1)}…` : shown
}

export function prettySummary(summary: Summary, paint: Palette): string {
  const { scan, skippedCount, tallies, hidden, alertCount } = summary
  const fired = tallies.filter((tally) => tally.alertCount > 0)
  const blind = tallies.filter(({ observed }) => !observed)
  const widest = Math.max(0, ...fired.map(({ rule }) => rule.id.length))
  return [
    `${paint.strong(plural(alertCount, 'alert'))} from ${plural(scan.eventCount, 'event')} in ${plural(scan.fileCount, 'file')}${spanText(summary)}\n`,
    ...(scan.duplicateCount > 0
      ? [
          `${plural(scan.duplicateCount, 'matching event')} delivered more than once, counted once\n`,
        ]
      : []),
    ...(skippedCount > 0 ? [`${plural(skippedCount, 'file')} skipped: not JSON by name\n`] : []),
    ...fired.map(({ rule, alertCount: alerts, eventCount }) => {
      const staged = rule.status === 'staged' ? paint.faint('  staged: pages nobody') : ''
      return `  ${rule.id.padEnd(widest)}  ${String(alerts).padStart(5)}  ${paint.faint(plural(eventCount, 'matching event'))}${staged}\n`
    }),
    ...hidden
      .filter(({ eventCount }) => eventCount > 0)
      .map(
        ({ file, reason, owner, eventCount }) =>
          `  ${file} hid ${plural(eventCount, 'event')}: ${visible(reason)} (${visible(owner)})\n`,
      ),
    ...(blind.length > 0
      ? [
          `${paint.faint(`${plural(blind.length, 'rule')} saw no event of their kind: ${blind.map(({ rule }) => rule.id).join(', ')}`)}\n`,
        ]
      : []),
  ].join('')
}

function spanText({ scan: { firstMs, lastMs } }: Summary): string {
  if (!Number.isFinite(firstMs)) return ''
  const text = (ms: number) => new Date(ms).toISOString().slice(0, 16).replace('T', ' ')
  return `, ${text(firstMs)} to ${text(lastMs)} UTC`
}
