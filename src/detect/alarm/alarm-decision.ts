/**
 * What a message about an alarm leads to: a pure function of the message, of what is remembered and
 * of what the log shows.
 *
 * CloudWatch tells when an alarm changes its state and is silent while it stays in ALARM, so a
 * message is only a reason to read: whatever its state, all that was not told yet is told, as one
 * alert. While the alarm stays in ALARM the function asks itself to look again (`look`).
 */
import type { Outgoing } from '../deliver.ts'
import { type AlarmItem, type Episode, maxTold, type Span } from './alarm-item.ts'
import type { AlarmFilter } from './alarm-links.ts'
import type { AlarmMessage, Look } from './alarm-message.ts'
import { blindAlert, foundAlert, overAlert, type Telling } from './announce.ts'
import type { LoggedEvent } from './bursts.ts'
import type { Reading, Rest } from './log-entry.ts'
import { changeFromMs, joined, latenessMs } from './log-span.ts'
import { withAlerts } from './outbox.ts'
import { judge, type Rules, type Verdict } from './verdict.ts'

export interface Question extends Rules {
  readonly message: AlarmMessage
  readonly filter: AlarmFilter
  readonly item: AlarmItem
  readonly span: Span
  readonly reading: Reading
  readonly nowMs: number
}

export interface Answer {
  /** What is to be remembered; its outbox holds what is to be sent. */
  readonly item: AlarmItem
  readonly outcome:
    | 'told'
    | 'told without events'
    | 'told that it is over'
    | 'nothing to tell'
    | 'the rule does not fire'
    | 'left to what detect remembers'
    | 'to be read again'
  readonly alerts: readonly Outgoing[]
  /** Of the events that the filter matched: how many the rule asks for, and how many it excepts. */
  readonly matching: number
  readonly excepted: number
  /** With `via: both`: events that `detect` may not have seen. */
  readonly shared: readonly LoggedEvent[]
  readonly look: { readonly look: Look; readonly delaySeconds: number } | null
}

/** As long as SQS can delay a message. https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html */
const lookEverySeconds = 900
/** What a metric has counted is not always there to be read at once; doubled each time. */
const soonSeconds = 60
/** A log that cannot be read for a day will not be read by asking again. */
const giveUpMs = 86_400_000

export function decide(question: Question): Answer {
  const { message, item, reading, span } = question
  const episode = episodeOf(question)
  const verdict = reading.kind === 'read' ? judge(reading.entries, item, question) : unknown(item)
  const isOver = ends(question, verdict)
  const said = say(question, episode, verdict, isOver)
  const number = message.kind === 'look' ? message.number + 1 : episode.nextLook
  const after: Episode = {
    ...episode,
    alerts: episode.alerts + said.alerts.length,
    events: episode.events + verdict.behind.length,
    nextLook: Math.max(episode.nextLook, number),
    isBlindTold: episode.isBlindTold || said.outcome === 'told without events',
  }
  const told = new Set(item.told)
  const isShared = question.rule.via === 'both'
  const shared = isShared ? verdict.matching.filter(({ id }) => !told.has(id)) : []
  for (const { id } of isShared ? shared : verdict.fresh) told.add(id)
  const read = reading.kind === 'read' ? joined(item.read, readIn(span, reading)) : item.read
  return {
    item: {
      told: [...told].slice(-maxTold),
      groups: verdict.groups,
      read,
      open: isOver ? null : after,
      closedMs: isOver ? Math.max(item.closedMs ?? 0, atMs(message)) : item.closedMs,
      outbox: withAlerts(item.outbox, said.alerts),
    },
    outcome: said.outcome,
    alerts: said.alerts,
    matching: verdict.matching.length,
    excepted: verdict.excepted,
    shared,
    look: isOver ? null : nextLook(question, after, said.outcome),
  }
}

const unknown = ({ groups }: AlarmItem): Verdict => ({
  matching: [],
  excepted: 0,
  isFiring: false,
  announced: [],
  groups,
  fresh: [],
  behind: [],
})

const atMs = (message: AlarmMessage): number =>
  message.kind === 'change' ? message.atMs : message.sinceMs

/** The episode that is open, or the one that the message begins. */
function episodeOf({ message, item, nowMs, hash }: Question): Episode {
  if (item.open !== null) return item.open
  const sinceMs = atMs(message)
  const key = `alarm/${message.alarm}/${new Date(sinceMs).toISOString()}`
  return {
    sinceMs,
    fromMs: message.kind === 'change' ? changeFromMs(message) : nowMs - latenessMs,
    dedupKey: key.length <= 255 ? key : `alarm/${hash(key)}`,
    alerts: 0,
    events: 0,
    evaluatedMs: message.kind === 'change' ? message.evaluatedMs : 0,
    nextLook: 1,
    askedLook: 0,
    isBlindTold: false,
  }
}

/**
 * Whether the alarm is over and all of its log was read. Messages come in any order: one of an
 * episode that was over already opens it no more.
 */
function ends({ message, item, reading, nowMs }: Question, { fresh }: Verdict): boolean {
  if (reading.kind === 'unreadable' || reading.rest?.kind === 'unread')
    return message.kind === 'look' && nowMs - message.sinceMs > giveUpMs
  if (message.kind === 'change')
    return message.state !== 'ALARM' || (item.open === null && message.atMs <= (item.closedMs ?? 0))
  // Nothing that the filter matches for as long as the alarm looks back: it is over, and the
  // message that said so is lost.
  const quietMs = nowMs - (item.open?.evaluatedMs ?? 0) - 2 * latenessMs
  return fresh.length === 0 && reading.entries.every(({ loggedMs }) => loggedMs < quietMs)
}

interface Said {
  readonly outcome: Answer['outcome']
  readonly alerts: readonly Outgoing[]
}

function say(question: Question, episode: Episode, verdict: Verdict, isOver: boolean): Said {
  const { reading, message } = question
  const account = message.kind === 'change' ? message.account : null
  const telling: Telling = { ...question, episode, alarm: message.alarm, account }
  if (reading.kind === 'unreadable')
    return blind(telling, `the log could not be read (${reading.why})`)
  if (verdict.announced.length > 0 && question.rule.via === 'both')
    return { outcome: 'left to what detect remembers', alerts: [] }
  if (verdict.announced.length > 0) {
    const notes = notesOn(question, episode)
    return { outcome: 'told', alerts: [foundAlert(telling, verdict, notes)] }
  }
  if (reading.rest?.kind === 'unread')
    return blind(telling, `the log could be read only in part (${reading.rest.why})`)
  if (isOver && episode.alerts > 0)
    return {
      outcome: 'told that it is over',
      alerts: [overAlert(telling, notesOn(question, episode))],
    }
  if (verdict.isFiring) return { outcome: 'nothing to tell', alerts: [] }
  if (reading.entries.length > 0) return { outcome: 'the rule does not fire', alerts: [] }
  if (message.kind === 'change' && message.state !== 'ALARM')
    return { outcome: 'nothing to tell', alerts: [] }
  // Also for somebody who tries the alarm out by hand, and must see that it works.
  if (message.kind === 'look')
    return blind(telling, 'the log shows no event that its filter matches')
  return { outcome: 'to be read again', alerts: [] }
}

const blind = (telling: Telling, why: string): Said =>
  telling.episode.isBlindTold || telling.episode.alerts > 0
    ? { outcome: 'nothing to tell', alerts: [] }
    : { outcome: 'told without events', alerts: [blindAlert(telling, why)] }

function notesOn({ message, reading }: Question, { alerts }: Episode): string[] {
  const notes: string[] = []
  if (message.kind === 'change' && message.state === 'OK')
    notes.push('The CloudWatch alarm is back to OK.')
  else if (alerts > 0) notes.push('The CloudWatch alarm has been in ALARM since the first alert.')
  if (reading.kind === 'read' && reading.rest !== null)
    notes.push(`${restText(reading.rest)}: there may be more.`)
  return notes
}

function restText(rest: Rest): string {
  const at = new Date(rest.fromMs).toISOString()
  switch (rest.kind) {
    case 'too many':
      return `Too many events match; those after ${at} were not read`
    case 'unread':
      return `The log after ${at} could not be read yet (${rest.why})`
  }
}

const readIn = (span: Span, { rest }: Extract<Reading, { kind: 'read' }>): Span =>
  rest?.kind === 'unread' ? { fromMs: span.fromMs, toMs: rest.fromMs } : span

function nextLook({ message, reading }: Question, episode: Episode, outcome: Said['outcome']) {
  const { nextLook: number, askedLook, sinceMs } = episode
  if (askedLook >= number) return null
  const isSoon =
    outcome === 'to be read again' ||
    reading.kind === 'unreadable' ||
    reading.rest?.kind === 'unread'
  const soon = Math.min(lookEverySeconds, soonSeconds * 2 ** Math.min(number - 1, 10))
  const look: Look = { kind: 'look', alarm: message.alarm, sinceMs, number }
  return { look, delaySeconds: isSoon ? soon : lookEverySeconds }
}
