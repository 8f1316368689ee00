/**
 * One message of queue `alarms`, from reading what is remembered to having sent what it leads to.
 *
 * Deciding and remembering are one conditional write; sending comes after it and is remembered too.
 * Whatever ends in between, the message comes again, finds what was decided, and goes on from there.
 */
import type { AlertDocument } from '../../alert/document.ts'
import type { DeployedRule, Exception } from '../../ir/rule.ts'
import type { Delivery, Outgoing } from '../deliver.ts'
import type { MemoryWorld } from '../ports.ts'
import { type Answer, decide, type Question } from './alarm-decision.ts'
import { type AlarmItem, contentOf, itemFrom, newItem, type Span, stateKey } from './alarm-item.ts'
import type { AlarmFilter } from './alarm-links.ts'
import { type AlarmMessage, type Look, lookBody } from './alarm-message.ts'
import { tellAsDetect } from './as-detect.ts'
import type { Reading } from './log-entry.ts'
import { spanFor } from './log-span.ts'
import { noDataAlert, unknownAlert } from './notices.ts'
import { mustBeSent, unsentIn } from './outbox.ts'

export interface AlarmWorld extends MemoryWorld {
  /** By alarm name. */
  readonly filters: Readonly<Record<string, AlarmFilter>>
  readonly ruleset: () => Promise<{
    readonly rule: (id: string) => DeployedRule | undefined
    readonly exceptions: readonly Exception[]
  }>
  /** Never throws: a log that cannot be read is an answer. */
  readonly readLog: (filter: AlarmFilter, span: Span) => Promise<Reading>
  readonly deliver: (alerts: readonly Outgoing[]) => Promise<readonly Delivery[]>
  /** Puts a message into queue `alarms`, to be had after a delay. */
  readonly ask: (body: string, delaySeconds: number) => Promise<void>
}

export interface Handled {
  readonly outcome: Answer['outcome'] | 'told of an unknown alarm' | 'look no longer wanted'
  readonly alerts: readonly Outgoing[]
  readonly matching: number
  readonly excepted: number
  /** Why the alarm is not looked at again although it should be; null where all is well. */
  readonly lookFailed: string | null
}

/** How long an alarm is remembered after its latest message: longer than a queue keeps one, which is 14 days at most. */
const keptMs = 15 * 86_400_000

const attempts = 12

/** Throws where something could not be remembered or sent: the message has to come again. */
export async function answer(message: AlarmMessage, world: AlarmWorld): Promise<Handled> {
  const filter = Object.hasOwn(world.filters, message.alarm)
    ? world.filters[message.alarm]
    : undefined
  const { rule: ruleOf, exceptions } = await world.ruleset()
  const rule = filter && ruleOf(filter.rule)
  if (filter === undefined || rule === undefined) return answerUnknown(message, filter, world)
  const notices = noDataAlert(message, filter, rule, world)
  const decided = await decideAndSave({ message, filter, rule, exceptions }, world)
  const { item, alerts, look, shared: _, ...rest } = decided
  const deliveries = await world.deliver([...item.outbox, ...notices])
  const lookFailed = look === null ? null : await asked(look, world)
  const waiting = unsentIn(item.outbox, deliveries)
  await settle(message.alarm, world, (latest) => ({
    ...latest,
    outbox: latest.outbox.filter(
      ({ alert }) => waiting.some((other) => other.alert.id === alert.id) || !isAmong(item, alert),
    ),
    open:
      latest.open === null || look === null || lookFailed !== null
        ? latest.open
        : { ...latest.open, askedLook: Math.max(latest.open.askedLook, look.look.number) },
  }))
  mustBeSent(deliveries)
  if (lookFailed !== null && rest.outcome === 'to be read again')
    throw new Error(`the alarm could not be put off: ${lookFailed}`)
  return { ...rest, alerts: [...alerts, ...notices], lookFailed }
}

type Known = Pick<Question, 'message' | 'filter' | 'rule' | 'exceptions'>

async function decideAndSave(known: Known, world: AlarmWorld): Promise<Answer> {
  const { message, filter, rule } = known
  for (let attempt = 1; attempt <= attempts; attempt++) {
    const stored = await world.state.load(stateKey(message.alarm))
    const item = stored === undefined ? newItem : itemFrom(stored)
    if (!isWanted(message, item)) return { ...undecided, item }
    const nowMs = world.nowMs()
    const span = spanFor(message, item, rule.threshold?.windowMs ?? 0, nowMs)
    const reading = await world.readLog(filter, span)
    const today = new Date(nowMs).toISOString().slice(0, 10)
    const hash = world.digest
    const decided = decide({ ...known, item, span, reading, nowMs, today, hash })
    // Told before it is remembered: a crash in between tells it again, to the same memory.
    const shared = rule.via === 'both' ? await tellAsDetect(rule, decided.shared, world) : []
    const content = contentOf(message.alarm, decided.item)
    if (await world.state.save(stateKey(message.alarm), content, stored, nowMs + keptMs))
      return { ...decided, alerts: [...shared, ...decided.alerts] }
    await world.pause(attempt)
  }
  throw new Error(`others kept writing the state of ${message.alarm}`)
}

/** An alarm that is new, and leaves the state it was made in, tells of nothing. */
function isWanted(message: AlarmMessage, { open }: AlarmItem): boolean {
  if (message.kind === 'look') return isDue(message, open)
  return message.state === 'ALARM' || message.previous === 'ALARM' || open !== null
}

/** The latest look may have ended before the next one was asked for; an earlier one is a second copy. */
const isDue = ({ sinceMs, number }: Look, open: AlarmItem['open']): boolean =>
  open !== null && open.sinceMs === sinceMs && number >= open.nextLook - 1

async function asked(look: NonNullable<Answer['look']>, world: AlarmWorld): Promise<string | null> {
  try {
    await world.ask(lookBody(look.look), look.delaySeconds)
    return null
  } catch (error) {
    // The alerts are out; without looks the next thing to be read is at the end of the alarm.
    return error instanceof Error ? `${error.name}: ${error.message}` : String(error)
  }
}

/** Remembers what is done. Where that fails it is done again, and the ledger of alerts keeps it from being said again. */
async function settle(
  alarm: string,
  { state, pause, nowMs }: AlarmWorld,
  change: (item: AlarmItem) => AlarmItem,
): Promise<void> {
  for (let attempt = 1; attempt <= attempts; attempt++) {
    const stored = await state.load(stateKey(alarm))
    if (stored === undefined) return
    const item = itemFrom(stored)
    const changed = change(item)
    if (JSON.stringify(changed) === JSON.stringify(item)) return
    if (await state.save(stateKey(alarm), contentOf(alarm, changed), stored, nowMs() + keptMs))
      return
    await pause(attempt)
  }
}

const isAmong = ({ outbox }: AlarmItem, { id }: AlertDocument): boolean =>
  outbox.some(({ alert }) => alert.id === id)

async function answerUnknown(
  message: AlarmMessage,
  filter: AlarmFilter | undefined,
  world: AlarmWorld,
): Promise<Handled> {
  if (message.kind === 'look' || message.state !== 'ALARM') return nothing
  const outgoing = unknownAlert(message, filter, world)
  mustBeSent(await world.deliver([outgoing]))
  return { ...nothing, outcome: 'told of an unknown alarm', alerts: [outgoing] }
}

const nothing: Handled = {
  outcome: 'nothing to tell',
  alerts: [],
  matching: 0,
  excepted: 0,
  lookFailed: null,
}

/** A look at what is over or was looked at, an alarm that was just made; what waits is sent all the same. */
const undecided = {
  outcome: 'nothing to tell',
  alerts: [],
  matching: 0,
  excepted: 0,
  shared: [],
  look: null,
} as const
