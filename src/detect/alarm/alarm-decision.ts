/**
 * Decides about one message about an alarm: a pure function of the message, the memory of the alarm and
 * the log.
 *
 * CloudWatch reports when an alarm changes its state and is silent while it stays in ALARM. A message
 * is therefore only a reason to read the log. In every state, everything that was not reported yet is
 * reported, as one alert. While the alarm stays in ALARM, the function sends itself a message after
 * some time to read the log again (`look`).
 */
import type { Outgoing } from '../deliver.ts'
import { type AlarmItem, type Episode, maxReported, type Span } from './alarm-item.ts'
import type { AlarmMessage, Look } from './alarm-message.ts'
import { announce, type Outcome } from './announce.ts'
import type { LoggedEvent } from './bursts.ts'
import type { DecisionInput } from './decision-input.ts'
import type { Reading } from './log-entry.ts'
import { changeFromMs, joinSpans, latenessMs } from './log-span.ts'
import { withAlerts } from './outbox.ts'
import { evaluateEntries, type Verdict } from './verdict.ts'

/** The result for one message. */
export interface AlarmDecision {
  /** The new memory of the alarm. Its outbox holds the alerts to send. */
  readonly item: AlarmItem
  readonly outcome: Outcome['outcome']
  readonly alerts: readonly Outgoing[]
  /** How many events the rule matches, of those that the filter matched. */
  readonly matching: number
  /** How many log entries an exception suppresses. */
  readonly excepted: number
  /** With `via: both`: events that `detect` may not have received. */
  readonly shared: readonly LoggedEvent[]
  /** The look to request, and after how many seconds; null for none. */
  readonly look: { readonly look: Look; readonly delaySeconds: number } | null
}

/** As long as SQS can delay a message. https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html */
const lookEverySeconds = 900
/** Delay where the log does not show yet what the metric counted, or could not be read. Doubled each time. */
const soonSeconds = 60
/** After a day without success, the log is not read again for this episode. */
const giveUpMs = 86_400_000

export function decide(input: DecisionInput): AlarmDecision {
  const { message, item, reading, span } = input
  const episode = episodeOf(input)
  const verdict =
    reading.kind === 'read' ? evaluateEntries(reading.entries, item, input) : noVerdict(item)
  const hasEnded = ends(input, verdict)
  const { outcome, alerts } = announce(input, episode, verdict, hasEnded)
  const number = message.kind === 'look' ? message.number + 1 : episode.nextLook
  const after: Episode = {
    ...episode,
    alerts: episode.alerts + alerts.length,
    events: episode.events + verdict.causes.length,
    nextLook: Math.max(episode.nextLook, number),
    isBlindReported: episode.isBlindReported || outcome === 'reported without events',
  }
  const reported = new Set(item.reported)
  const isShared = input.rule.via === 'both'
  const shared = isShared ? verdict.matching.filter(({ id }) => !reported.has(id)) : []
  for (const { id } of isShared ? shared : verdict.fresh) reported.add(id)
  const read = reading.kind === 'read' ? joinSpans(item.read, readIn(span, reading)) : item.read
  return {
    item: {
      reported: [...reported].slice(-maxReported),
      groups: verdict.groups,
      read,
      open: hasEnded ? null : after,
      closedMs: hasEnded ? Math.max(item.closedMs ?? 0, startMs(message)) : item.closedMs,
      outbox: withAlerts(item.outbox, alerts),
    },
    outcome,
    alerts,
    matching: verdict.matching.length,
    excepted: verdict.excepted,
    shared,
    look: hasEnded ? null : lookAfter(input, after, outcome),
  }
}

const noVerdict = ({ groups }: AlarmItem): Verdict => ({
  matching: [],
  excepted: 0,
  isFiring: false,
  announced: [],
  groups,
  fresh: [],
  causes: [],
})

const startMs = (message: AlarmMessage): number =>
  message.kind === 'change' ? message.atMs : message.sinceMs

/** The episode that is open, or the one that the message starts. */
function episodeOf({ message, item, nowMs, digest }: DecisionInput): Episode {
  if (item.open !== null) return item.open
  const sinceMs = startMs(message)
  const key = `alarm/${message.alarm}/${new Date(sinceMs).toISOString()}`
  return {
    sinceMs,
    fromMs: message.kind === 'change' ? changeFromMs(message) : nowMs - latenessMs,
    dedupKey: key.length <= 255 ? key : `alarm/${digest(key)}`,
    alerts: 0,
    events: 0,
    evaluatedMs: message.kind === 'change' ? message.evaluatedMs : 0,
    nextLook: 1,
    requestedLook: 0,
    isBlindReported: false,
  }
}

/**
 * Whether the episode ends: the alarm is over and all of its log was read. Messages come in any order,
 * so a message from before the end of the latest episode does not open it again.
 */
function ends({ message, item, reading, nowMs }: DecisionInput, { fresh }: Verdict): boolean {
  if (reading.kind === 'unreadable' || reading.rest?.kind === 'unread')
    return message.kind === 'look' && nowMs - message.sinceMs > giveUpMs
  if (message.kind === 'change')
    return message.state !== 'ALARM' || (item.open === null && message.atMs <= (item.closedMs ?? 0))
  // The filter matched nothing for as long as the alarm looks back: the alarm is over, and the
  // message that reported it is lost.
  const quietMs = nowMs - (item.open?.evaluatedMs ?? 0) - 2 * latenessMs
  return fresh.length === 0 && reading.entries.every(({ loggedMs }) => loggedMs < quietMs)
}

const readIn = (span: Span, { rest }: Extract<Reading, { kind: 'read' }>): Span =>
  rest?.kind === 'unread' ? { fromMs: span.fromMs, toMs: rest.fromMs } : span

function lookAfter(
  { message, reading }: DecisionInput,
  { nextLook: number, requestedLook, sinceMs }: Episode,
  outcome: Outcome['outcome'],
): AlarmDecision['look'] {
  if (requestedLook >= number) return null
  const isSoon =
    outcome === 'the log will be read again' ||
    reading.kind === 'unreadable' ||
    reading.rest?.kind === 'unread'
  const soon = Math.min(lookEverySeconds, soonSeconds * 2 ** Math.min(number - 1, 10))
  const look: Look = { kind: 'look', alarm: message.alarm, sinceMs, number }
  return { look, delaySeconds: isSoon ? soon : lookEverySeconds }
}
