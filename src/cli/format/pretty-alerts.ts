/** Prints alerts, and the summary of a replay, for people. */
import type { AlertBrief } from '../../alert/document.ts'
import { endPrefix, possiblePrefix } from '../../alert/headline.ts'
import { plural } from '../../diagnostics/plural.ts'
import { visible } from '../../diagnostics/render.ts'
import { othersText } from '../../replay/scan-history.ts'
import type { Summary } from '../../replay/summary.ts'
import type { Palette } from '../terminal.ts'

/**
 * An alert: time, severity and title; then actor, address and place; then the other fields that the
 * rule names.
 */
export function prettyAlert(alert: AlertBrief, paint: Palette): string {
  const { time, severity, title, status, count, account, region, possible } = alert
  const when = safe((time ?? 'no time').replace('T', ' ').replace(/:\d\d(?:\.\d+)?Z$/, ''), 25)
  const times = count > 1 ? paint.faint(` (${count} events)`) : ''
  const from = alert.sourceIP === null ? [] : [`from ${alert.sourceIP}`]
  const where =
    account === null && region === null
      ? []
      : [`in ${[account, region].filter((part) => part !== null).join(' ')}`]
  const who = [
    ...(alert.actor === null || title.includes(alert.actor) ? [] : [alert.actor]),
    ...from,
    ...where,
    `[${alert.rule}]`,
  ].join(' ')
  const lines = [who, fieldsText(alert)].filter((line) => line !== '')
  return [
    `${paint.faint(when)}  ${paint.severity(severity, severity.toUpperCase().padEnd(8))}  ${paint.strong(safe(`${endPrefix(status)}${possiblePrefix(possible)}${title}`, 160))}${times}\n`,
    ...lines.map((line) => `${' '.repeat(28)}${paint.faint(safe(line, 200))}\n`),
    '\n',
  ].join('')
}

/**
 * The fields of an alert. Absent fields, and those that the lines above contain already, are left
 * out to keep the rest readable.
 */
function fieldsText({ fields, title, actor, sourceIP }: AlertBrief): string {
  const shown = Object.entries(fields).flatMap(([label, value]) => {
    const text = Array.isArray(value) ? value.join(', ') : value === null ? '' : String(value)
    const known = text === '' || text === actor || text === sourceIP || title.includes(text)
    return known ? [] : [`${label}: ${text}`]
  })
  return shown.join(' · ')
}

/** Attackers choose names. They must not run on a terminal, nor fill it. */
const safe = (text: string, maxLength: number): string => {
  const shown = visible(text)
  return shown.length > maxLength ? `${shown.slice(0, maxLength - 1)}…` : shown
}

export function prettySummary(summary: Summary, paint: Palette): string {
  const { scan, skippedCount, duplicateCount, tallies, hidden, alertCount } = summary
  const fired = tallies.filter((tally) => tally.alertCount > 0)
  const blind = tallies.filter(({ observed }) => !observed)
  const widest = Math.max(0, ...fired.map(({ rule }) => rule.id.length))
  return [
    `${paint.strong(plural(alertCount, 'alert'))} from ${plural(scan.eventCount, 'event')} in ${plural(scan.sources.length, 'file')}${spanText(summary)}\n`,
    ...(duplicateCount > 0
      ? [`${plural(duplicateCount, 'matching event')} arrived more than once; each counts once\n`]
      : []),
    ...(scan.others.size > 0 ? [`not events, and not read: ${othersText(scan.others)}\n`] : []),
    ...(skippedCount > 0 ? [`${plural(skippedCount, 'file')} skipped: not JSON by name\n`] : []),
    ...fired.map(({ rule, alertCount: alerts, eventCount }) => {
      const staged = rule.status === 'staged' ? paint.faint('  staged: no alert is sent') : ''
      return `  ${rule.id.padEnd(widest)}  ${String(alerts).padStart(5)} ${(alerts === 1 ? 'alert' : 'alerts').padEnd(6)} ${paint.faint(`from ${plural(eventCount, 'event')}`)}${staged}\n`
    }),
    ...hidden
      .filter(({ eventCount }) => eventCount > 0)
      .map(
        ({ file, reason, owner, eventCount }) =>
          `  ${visible(file)} suppressed ${plural(eventCount, 'event')}: ${visible(reason)} (${visible(owner)})\n`,
      ),
    ...(blind.length > 0
      ? [
          `${paint.faint(`${plural(blind.length, 'rule')} saw no event of ${blind.length === 1 ? 'its' : 'their'} kind: ${blind.map(({ rule }) => rule.id).join(', ')}`)}\n`,
        ]
      : []),
  ].join('')
}

function spanText({ scan: { firstMs, lastMs } }: Summary): string {
  if (!Number.isFinite(firstMs)) return ''
  const text = (ms: number) => new Date(ms).toISOString().slice(0, 16).replace('T', ' ')
  return `, ${text(firstMs)} to ${text(lastMs)} UTC`
}
