/** Writes the result of a replay as an HTML page. */
import { actorName } from '../alert/actor.ts'
import { render } from '../alert/formats.ts'
import type { Event } from '../ir/event.ts'
import type { Json } from '../ir/json.ts'
import type { ReportAlert, ReportCall } from '../report/content.ts'
import { reportHtml } from '../report/report.ts'
import { alertsIn, documentIn, type Question, type Sent } from './alerts.ts'
import { copyFinder } from './copies.ts'
import { visitYields } from './generators.ts'
import { matchedEvents } from './matched.ts'

export interface Replayed {
  /** The folders and files of the history, as the command named them. */
  readonly paths: readonly string[]
  readonly question: Question
  readonly now: Date
}

/** The page. It shows only calls that a rule matched; a history contains millions of others. */
export function replayReport({ paths, question, now }: Replayed): string {
  const { scan } = question
  const alerts: ReportAlert[] = []
  const { tallies } = visitYields(alertsIn(question), (sent) => alerts.push(alertOf(sent)))
  return reportHtml({
    title: 'Replay of a history',
    about: `History: ${paths.length === 0 ? 'standard input' : paths.join(', ')}, ${scan.sources.length.toLocaleString('en-US')} files. Each alert is listed at the time of its event.`,
    generatedAt: now.toISOString(),
    calls: callsOf(question),
    alerts,
    rules: tallies.map(({ rule, eventCount, alertCount }) => ({
      id: rule.id,
      title: rule.title,
      severity: rule.severity,
      status: rule.status,
      attack: rule.attack,
      eventCount,
      alertCount,
    })),
    eventCount: scan.eventCount,
  })
}

function callsOf({ scan, rules }: Question): ReportCall[] {
  const calls: ReportCall[] = []
  const copies = copyFinder()
  for (const { event, rules: numbers } of matchedEvents(scan.matched)) {
    const { fresh } = copies(event, numbers)
    const ids = fresh.flatMap((number) => rules[number]?.id ?? [])
    if (fresh.length > 0) calls.push(callOf(event, ids))
  }
  return calls
}

/** An event as a line of the page's story. */
export const callOf = ({ record, envelope }: Event, rules: readonly string[]): ReportCall => ({
  time: textOf(record.eventTime) ?? textOf(envelope.time) ?? 'no time',
  name: `${serviceOf(record.eventSource ?? envelope.source)}:${textOf(record.eventName) ?? textOf(envelope['detail-type']) ?? 'unnamed'}`,
  actor: actorName(record),
  account: textOf(record.recipientAccountId) ?? textOf(envelope.account),
  region: textOf(record.awsRegion) ?? textOf(envelope.region),
  sourceIP: textOf(record.sourceIPAddress),
  errorCode: textOf(record.errorCode),
  rules,
})

const textOf = (value: Json | undefined): string | null =>
  typeof value === 'string' && value !== '' ? value : null

const serviceOf = (source: Json | undefined): string =>
  (textOf(source) ?? 'unknown').replace(/\.amazonaws\.com$/, '').replace(/^aws\./, '')

function alertOf(sent: Sent): ReportAlert {
  const document = documentIn(sent)
  return {
    document,
    sent: [{ channel: 'a channel of format text', text: render(document, 'text').message }],
  }
}
