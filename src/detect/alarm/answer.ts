/**
 * Handles one message of queue `alarms`: reads the memory of the alarm and the log, decides, and sends
 * the alerts.
 *
 * The decision is stored by one conditional write. The alerts are sent after it, and that is stored
 * too. If the function ends in between, the message is delivered again, finds the decision, and
 * continues from there.
 */
import type { AlertDocument } from '../../alert/document.ts'
import { errorText } from '../../ir/error-text.ts'
import type { DeployedRule, Exception } from '../../ir/rule.ts'
import type { Delivery, Outgoing } from '../deliver.ts'
import type { MemoryWorld } from '../ports.ts'
import { type AlarmDecision, decide } from './alarm-decision.ts'
import { type AlarmItem, contentOf, itemFrom, newItem, type Span, stateKey } from './alarm-item.ts'
import type { AlarmFilter } from './alarm-links.ts'
import { type AlarmMessage, type Look, lookBody } from './alarm-message.ts'
import { announceAsDetect } from './as-detect.ts'
import type { DecisionInput } from './decision-input.ts'
import type { Reading } from './log-entry.ts'
import { spanFor } from './log-span.ts'
import { noDataAlert, unknownAlert } from './notices.ts'
import { assertSent, unsentIn } from './outbox.ts'

export interface AlarmWorld extends MemoryWorld {
  /** By alarm name. */
  readonly filters: Readonly<Record<string, AlarmFilter>>
  readonly ruleset: () => Promise<{
    readonly rule: (id: string) => DeployedRule | undefined
    readonly exceptions: readonly Exception[]
  }>
  /** Never throws: a log that cannot be read is a result. */
  readonly readLog: (filter: AlarmFilter, span: Span) => Promise<Reading>
  readonly deliver: (alerts: readonly Outgoing[]) => Promise<readonly Delivery[]>
  /** Puts a message into queue `alarms`, which delivers it after the delay. */
  readonly sendLater: (body: string, delaySeconds: number) => Promise<void>
}

export interface Handled {
  /** As it is logged. */
  readonly outcome: AlarmDecision['outcome'] | 'reported as an unknown alarm'
  readonly alerts: readonly Outgoing[]
  readonly matching: number
  readonly excepted: number
  /** Why no further look at the log could be requested; null where none failed. */
  readonly lookFailed: string | null
}

/** How long an alarm is remembered after its latest message: longer than a queue keeps a message, which is 14 days at most. */
const keptMs = 15 * 86_400_000

const maxAttempts = 12

/** Throws where something could not be remembered or sent: the message has to be delivered again. */
export async function answer(message: AlarmMessage, world: AlarmWorld): Promise<Handled> {
  const filter = Object.hasOwn(world.filters, message.alarm)
    ? world.filters[message.alarm]
    : undefined
  const { rule: ruleOf, exceptions } = await world.ruleset()
  const rule = filter && ruleOf(filter.rule)
  if (filter === undefined || rule === undefined) return answerUnknown(message, filter, world)
  const notices = noDataAlert(message, filter, rule, world)
  const decision = await decideAndSave({ message, filter, rule, exceptions }, world)
  const { item, alerts, look, shared: _, ...rest } = decision
  const deliveries = await world.deliver([...item.outbox, ...notices])
  const lookFailed = look === null ? null : await requestLook(look, world)
  const waiting = unsentIn(item.outbox, deliveries)
  await settle(message.alarm, world, (latest) => ({
    ...latest,
    outbox: latest.outbox.filter(
      ({ alert }) => waiting.some((other) => other.alert.id === alert.id) || !isAmong(item, alert),
    ),
    open:
      latest.open === null || look === null || lookFailed !== null
        ? latest.open
        : {
            ...latest.open,
            requestedLook: Math.max(latest.open.requestedLook, look.look.number),
          },
  }))
  assertSent(deliveries)
  if (lookFailed !== null && rest.outcome === 'the log will be read again')
    throw new Error(`no further read of the log could be requested: ${lookFailed}`)
  return { ...rest, alerts: [...alerts, ...notices], lookFailed }
}

type Known = Pick<DecisionInput, 'message' | 'filter' | 'rule' | 'exceptions'>

async function decideAndSave(known: Known, world: AlarmWorld): Promise<AlarmDecision> {
  const { message, filter, rule } = known
  const { digest } = world
  for (let attempt = 1; attempt <= maxAttempts; attempt++) {
    const stored = await world.state.load(stateKey(message.alarm))
    const item = stored === undefined ? newItem : itemFrom(stored)
    // Alerts in the outbox are sent all the same.
    if (!isWanted(message, item)) return { ...nothing, item, shared: [], look: null }
    const nowMs = world.nowMs()
    const span = spanFor(message, item, rule.threshold?.windowMs ?? 0, nowMs)
    const reading = await world.readLog(filter, span)
    const today = new Date(nowMs).toISOString().slice(0, 10)
    const decision = decide({ ...known, item, span, reading, nowMs, today, digest })
    // Announced before it is remembered: a crash in between announces it again, to the same memory.
    const shared = rule.via === 'both' ? await announceAsDetect(rule, decision.shared, world) : []
    const content = contentOf(message.alarm, decision.item)
    if (await world.state.save(stateKey(message.alarm), content, stored, nowMs + keptMs))
      return { ...decision, alerts: [...shared, ...decision.alerts] }
    await world.pause(attempt)
  }
  throw new Error(
    `the state of ${message.alarm} could not be saved: other invocations changed it each time`,
  )
}

/** False for a look that is late, and for a new alarm that leaves the state it was created in. */
function isWanted(message: AlarmMessage, { open }: AlarmItem): boolean {
  if (message.kind === 'look') return isDue(message, open)
  return message.state === 'ALARM' || message.previous === 'ALARM' || open !== null
}

/** The latest look may have ended before it requested the next one. An earlier one is a second copy. */
const isDue = ({ sinceMs, number }: Look, open: AlarmItem['open']): boolean =>
  open !== null && open.sinceMs === sinceMs && number >= open.nextLook - 1

/** Null, or why it failed: the alerts are sent all the same, and the end of the alarm is another reason to read. */
async function requestLook(
  { look, delaySeconds }: NonNullable<AlarmDecision['look']>,
  world: AlarmWorld,
): Promise<string | null> {
  try {
    await world.sendLater(lookBody(look), delaySeconds)
    return null
  } catch (error) {
    return errorText(error)
  }
}

/** Stores what is done. If that fails it is done again, and the ledger prevents that alerts are sent twice. */
async function settle(
  alarm: string,
  { state, pause, nowMs }: AlarmWorld,
  change: (item: AlarmItem) => AlarmItem,
): Promise<void> {
  for (let attempt = 1; attempt <= maxAttempts; attempt++) {
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
  if (message.kind === 'look' || message.state !== 'ALARM') return { ...nothing, lookFailed: null }
  const outgoing = unknownAlert(message, filter, world)
  assertSent(await world.deliver([outgoing]))
  return {
    ...nothing,
    outcome: 'reported as an unknown alarm',
    alerts: [outgoing],
    lookFailed: null,
  }
}

const nothing = { outcome: 'nothing to report', alerts: [], matching: 0, excepted: 0 } as const
