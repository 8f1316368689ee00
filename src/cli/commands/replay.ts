import { type Alert, printedAlert } from '../../alert/alert.ts'
import { briefFor } from '../../alert/brief.ts'
import { endPrefix } from '../../alert/headline.ts'
import { historyNeeded } from '../../diagnostics/catalogue/cannot-answer/arguments.ts'
import { plural } from '../../diagnostics/plural.ts'
import { loadProject } from '../../project/project.ts'
import { alertsIn, type Sent, type Tally } from '../../replay/alerts.ts'
import { historyFiles } from '../../replay/files.ts'
import { mapYields, visitYields } from '../../replay/generators.ts'
import { replayReport } from '../../replay/report.ts'
import { type Scan, scan } from '../../replay/scan-history.ts'
import { plainSummary } from '../../replay/summary.ts'
import { several } from '../arguments.ts'
import { command } from '../command.ts'
import { exit } from '../exit.ts'
import { prettyAlert, prettySummary } from '../format/pretty-alerts.ts'
import { prettyDiagnostics } from '../format/pretty-diagnostics.ts'
import { type OptionValues, projectOptions, repeated, text } from '../options.ts'
import { type Case, type Finding, findingsOf, type Outcome } from '../outcome.ts'
import { progressLine } from '../progress.ts'
import { refuseBroken } from '../refuse-broken.ts'
import { palette, type Terminal } from '../terminal.ts'
import { writeTo } from '../write-to.ts'

const options = {
  ...projectOptions,
  rules: repeated('path', 'a rule file or folder; may be repeated (default: rules)'),
  report: text('file', 'also write an HTML page'),
}

type Options = OptionValues<typeof options>

/** Shows the alerts that the rules would have sent for a history. */
export const replay = command({
  name: 'replay',
  description: 'Run rules over CloudTrail history and show the alerts they would have sent',
  arguments: [
    several(
      'paths',
      'folders or files of history (.json.gz, .json, .jsonl); without a path, or with -: standard input',
    ),
  ],
  options,
  examples: [
    'tripline replay samples/history',
    'aws s3 sync s3://my-trail/AWSLogs history && tripline replay history',
    'tripline replay history --rules rules/network --format ndjson',
    'tripline replay samples/history --report report.html',
  ],
  run: ([paths], options, terminal) => replayHistory(paths, options, terminal),
})

async function replayHistory(
  paths: readonly string[],
  options: Options,
  terminal: Terminal,
): Promise<Outcome> {
  if (paths.length === 0 && isTerminal(terminal)) {
    throw historyNeeded()
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
  const { now } = terminal
  const today = now.toISOString().slice(0, 10)
  const question = { scan: scanned, rules, exceptions: project.exceptions, today }
  if (options.report !== undefined)
    writeTo(options.report, replayReport({ paths, question, now }), terminal)
  return {
    exit: scanned.broken.length > 0 ? exit.unanswered : exit.yes,
    pretty: prettyPieces(),
    rows: mapYields(alertsIn(question), alertIn),
    get data() {
      const alerts: Alert[] = []
      const found = visitYields(alertsIn(question), (sent) => alerts.push(alertIn(sent)))
      return { alerts, summary: plainSummary({ scan: scanned, skippedCount, ...found }) }
    },
    get findings() {
      return [...findingsOf(scanned.broken), ...mapYields(alertsIn(question), alertFinding)]
    },
    get cases() {
      const { tallies } = visitYields(alertsIn(question), () => {})
      return casesOf(tallies, scanned)
    },
    close: scanned.matched.close,
  }

  function* prettyPieces(): Generator<string> {
    const paint = palette(terminal)
    const found = yield* mapYields(alertsIn(question), (sent) =>
      prettyAlert(briefFor(sent.draft), paint),
    )
    yield prettySummary({ scan: scanned, skippedCount, ...found }, paint)
    yield prettyDiagnostics(scanned.broken, project, terminal)
  }
}

/**
 * Whether standard input is a terminal. Waiting for typed CloudTrail records would look like a
 * hang.
 */
const isTerminal = ({ stdin }: Terminal): boolean => 'isTTY' in stdin && stdin.isTTY === true

const levels = {
  critical: 'error',
  high: 'error',
  medium: 'warning',
  low: 'note',
  info: 'note',
} as const

const alertIn = ({ draft }: Sent): Alert => printedAlert(briefFor(draft))

const alertFinding = (sent: Sent): Finding => {
  const { rule, file } = sent
  const alert = alertIn(sent)
  const start = { line: 1, column: 1 }
  const who = alert.actor === null ? '' : ` by ${alert.actor}`
  return {
    id: rule.id,
    summary: rule.title,
    level: levels[alert.severity],
    message: `${endPrefix(alert.status)}${alert.title}${who} at ${alert.time ?? 'an unknown time'} (event ${alert.eventID ?? 'without an id'})`,
    help: undefined,
    span: { file, start, end: start },
  }
}

/**
 * One case for each rule, failed if it fired, so that a CI job can require a quiet history; and one
 * failed case for each problem of a file.
 */
const casesOf = (tallies: readonly Tally[], { broken }: Scan): Case[] => [
  ...tallies.map(
    ({ rule, alertCount, eventCount }): Case => ({
      suite: 'replay',
      name: rule.id,
      file: rule.id,
      result: alertCount > 0 && rule.status === 'enabled' ? 'failed' : 'passed',
      detail:
        alertCount > 0
          ? `${plural(alertCount, 'alert')} from ${plural(eventCount, 'event')}`
          : undefined,
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
