import { type Alert, alertFor } from '../../alert/alert.ts'
import { exceptionFor } from '../../engine/exceptions.ts'
import { type Firing, remember } from '../../engine/history.ts'
import type { Event } from '../../ir/event.ts'
import type { Rule } from '../../ir/rule.ts'
import { CannotAnswer, exit } from '../exit.ts'
import { prettyAlert, prettySummary } from '../format/pretty-alerts.ts'
import { historyFiles } from '../history/files.ts'
import { replayReport } from '../history/report.ts'
import { type Scan, scan } from '../history/scan.ts'
import { type Hidden, plainSummary, type Tally } from '../history/summary.ts'
import type { Case, Finding, Outcome } from '../outcome.ts'
import { findingsOf, refuseBroken, rendered } from '../print-diagnostics.ts'
import { progressLine } from '../progress.ts'
import { loadProject, type Project } from '../project.ts'
import { palette, type Terminal } from '../terminal.ts'
import { writeTo } from '../write-to.ts'

export interface ReplayOptions {
  readonly config?: string
  /** Rule files or folders; by default the folder `rules`. */
  readonly rules?: readonly string[]
  /** Where to write the page. */
  readonly report?: string
}

/** An alert with the rule behind it and the file its event came from. */
export interface Sent {
  readonly alert: Alert
  readonly rule: Rule
  readonly event: Event
  readonly file: string
}

/** What would these rules have alerted on in this history? */
export async function replay(
  paths: readonly string[],
  options: ReplayOptions,
  terminal: Terminal,
): Promise<Outcome> {
  if (paths.length === 0 && isTerminal(terminal)) {
    throw new CannotAnswer(
      'a history is needed',
      'name folders or files of CloudTrail records, or pipe them in',
    )
  }
  const project = loadProject(options.rules ?? ['rules'], options.config, terminal)
  refuseBroken(project, terminal)
  const { sources, skippedCount } = historyFiles(paths.length > 0 ? paths : ['-'], terminal.cwd)
  const rules = project.rules.map(({ rule }) => rule).filter(({ status }) => status !== 'disabled')
  const line = progressLine(terminal)
  const scanned = await scan(sources, rules, terminal.stdin, (file, events) =>
    line.show(
      `replay: ${file} of ${sources.length} files, ${events.toLocaleString('en-US')} events`,
    ),
  )
  line.clear()
  const { sent, hidden } = decide(scanned, project, terminal.now)
  const tallies = tally(rules, scanned, sent)
  const summary = { scan: scanned, skippedCount, tallies, hidden, alertCount: paged(sent).length }
  if (options.report !== undefined) {
    const fired = paged(sent).map(({ rule, event, alert }) => ({ rule, event, count: alert.count }))
    const found = { paths, scan: scanned, tallies, fired, now: terminal.now }
    writeTo(options.report, replayReport(found), terminal)
  }
  const paint = palette(terminal)
  const rows = paged(sent).map(({ alert }) => alert)
  return {
    exit: scanned.broken.length > 0 ? exit.unanswered : exit.yes,
    pretty: [
      ...paged(sent).map(({ alert }) => prettyAlert(alert, paint)),
      prettySummary(summary, paint),
      rendered(scanned.broken, project, terminal),
    ].join(''),
    data: { alerts: rows, summary: plainSummary(summary) },
    rows,
    findings: [...findingsOf(scanned.broken), ...paged(sent).map(alertFinding)],
    cases: casesOf(tallies, scanned),
  }
}

/** Nobody types CloudTrail records: without a pipe, waiting for them would look like a hang. */
const isTerminal = ({ stdin }: Terminal): boolean => 'isTTY' in stdin && stdin.isTTY === true

/** A staged rule evaluates and is counted, and pages nobody. */
const paged = (sent: readonly Sent[]): Sent[] =>
  sent.filter(({ rule }) => rule.status === 'enabled')

function decide(
  { matches }: Scan,
  { exceptions }: Project,
  now: Date,
): { sent: Sent[]; hidden: Hidden[] } {
  const today = now.toISOString().slice(0, 10)
  const known = exceptions.map(({ exception, file }) => ({ ...exception, file, eventCount: 0 }))
  const memory = new Map<Rule, (event: Event, atMs: number) => Firing | undefined>()
  const sent: Sent[] = []
  // Sorting is stable, so events of one second keep the order they were read in.
  for (const { rule, event, atMs, file } of matches.toSorted((a, b) => a.atMs - b.atMs)) {
    const exception = exceptionFor(known, rule.id, event, today)
    if (exception) {
      exception.eventCount++
      continue
    }
    const take = memory.get(rule) ?? remember(rule)
    memory.set(rule, take)
    const firing = take(event, atMs)
    if (firing) sent.push({ alert: alertFor(rule, event, firing.count), rule, event, file })
  }
  const hidden = known.map(({ file, reason, owner, eventCount }) => ({
    file,
    reason,
    owner,
    eventCount,
  }))
  return { sent, hidden }
}

const tally = (
  rules: readonly Rule[],
  { matches, observed }: Scan,
  sent: readonly Sent[],
): Tally[] =>
  rules.map((rule) => ({
    rule,
    alertCount: sent.filter((each) => each.rule === rule).length,
    eventCount: matches.filter((match) => match.rule === rule).length,
    observed: observed.has(rule.id),
  }))

const levels = {
  critical: 'error',
  high: 'error',
  medium: 'warning',
  low: 'note',
  info: 'note',
} as const

const alertFinding = ({ alert, rule, file }: Sent): Finding => {
  const start = { line: 1, column: 1 }
  const who = alert.actor === null ? '' : ` by ${alert.actor}`
  return {
    id: rule.id,
    summary: rule.title,
    level: levels[rule.severity],
    message: `${alert.title}${who} at ${alert.time ?? 'an unknown time'} (event ${alert.eventID ?? 'without an id'})`,
    help: undefined,
    span: { file, start, end: start },
  }
}

/** A case for each rule, failed where it fired, so that a history that must stay quiet can be a CI job; and one for each broken file. */
const casesOf = (tallies: readonly Tally[], { broken }: Scan): Case[] => [
  ...tallies.map(
    ({ rule, alertCount, eventCount }): Case => ({
      suite: 'replay',
      name: rule.id,
      file: rule.id,
      result: alertCount > 0 && rule.status === 'enabled' ? 'failed' : 'passed',
      detail: alertCount > 0 ? `${alertCount} alerts from ${eventCount} events` : undefined,
    }),
  ),
  ...broken.map(
    ({ span, message }): Case => ({
      suite: 'history',
      name: `${span.file}:${span.start.line}`,
      file: span.file,
      result: 'failed',
      detail: message,
    }),
  ),
]
