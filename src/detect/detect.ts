/**
 * Turns one batch of the queue `events` into alerts and requests to responders:
 *
 *     messages ─► events ─► rules that match ─► first-seen, threshold, dedup ─► alerts ─► channels, bus
 *        │           └ heartbeats                                              └► requests ─► responders
 *        ├ accounts without a stage ─► a metric and a report
 *        └ unreadable ─► dead-letter queue
 *
 * A message is done when everything that it caused was sent. Only messages that are not done are
 * delivered again: the failure of one message never fails another.
 */
import { evaluationIn } from '../alert/config-change.ts'
import type { AlertDocument } from '../alert/document.ts'
import type { Event } from '../ir/event.ts'
import type { DeployedRule } from '../ir/rule.ts'
import { type DueRequest, decide, type IsOverdue } from './alert-decision.ts'
import { type Delivery, deliver, type Outgoing, outgoingOf, request } from './deliver.ts'
import { type DueAlert, documentOf } from './due-alert.ts'
import type { Match } from './firing.ts'
import { type Heartbeat, heartbeatIn } from './heartbeat.ts'
import type { Channels, DeliveryWorld, MemoryWorld, Proof } from './ports.ts'
import { type QueueMessage, readMessage } from './queue-message.ts'
import { isSentUnrecorded } from './unrecorded.ts'

/** The enabled and staged rules that match an event and are held back by no exception today. */
export type Matching = (event: Event) => readonly DeployedRule[]

export interface DetectWorld extends MemoryWorld, DeliveryWorld {
  /** Called only when there is an event to evaluate. */
  readonly matching: () => Promise<Matching>
  readonly channels: Channels
  /** ARN. */
  readonly heartbeatRole: string
  /** Adds facts about an event from another API. If it rejects, the alert is sent without them. */
  readonly enrich: (alert: AlertDocument, event: Event) => Promise<AlertDocument>
  /** Body of the message to a responder's queue. */
  readonly requestBody: (request: DueRequest) => string
  /**
   * Proves messages, given by their ids, before anything is remembered or sent because of them: a
   * made-up event would make the real one a repeat. Never rejects: a message without a proof fails.
   */
  readonly prove: (messages: readonly string[]) => Promise<ReadonlyMap<string, Proof>>
  /** Puts an unreadable message and the reason into the dead-letter queue, where a person finds it. */
  readonly deadLetter: (message: QueueMessage, why: string) => Promise<void>
}

export interface Report {
  /** Messages that have to be delivered again, each once. */
  readonly failed: readonly { readonly message: string; readonly why: string }[]
  /** Messages that went to the dead-letter queue. */
  readonly unreadable: readonly { readonly message: string; readonly why: string }[]
  readonly heartbeats: readonly Heartbeat[]
  /** The account of each event that a hub dropped because the account has no stage. */
  readonly unlisted: readonly string[]
  /** How many events were evaluated. */
  readonly eventCount: number
  readonly alerts: readonly {
    readonly alert: AlertDocument
    readonly isStaged: boolean
    readonly delivery: Delivery
  }[]
  readonly requests: readonly Delivery[]
}

interface Failure {
  readonly messages: readonly string[]
  readonly why: string
}

export async function detect(
  messages: readonly QueueMessage[],
  world: DetectWorld,
): Promise<Report> {
  const sorted = sort(messages, world)
  const { matches: all, failures: unevaluated } = await evaluate(sorted.events, world)
  const { proven, unproven } = await proveAll(
    [...sorted.heartbeats, ...sorted.unlisted, ...sorted.broken, ...all],
    world,
  )
  const isProven = ({ messages: ids }: Caused): boolean => ids.every((id) => proven.has(id))
  const { unreadable, failures: unburied } = await deadLetter(sorted.broken.filter(isProven), world)
  const matches = all.filter(isProven)
  const overdue = new Set(
    messages.filter(({ receiveCount = 1 }) => isSentUnrecorded(receiveCount)).map(({ id }) => id),
  )
  const isOverdue: IsOverdue = (ids) => ids.some((id) => overdue.has(id))
  const { due, requests, undecided } = await decide(matches, world, isOverdue)
  const [alerts, responses] = await Promise.all([
    sendAlerts(due, world, isOverdue),
    sendRequests(requests, world),
  ])
  const { written, deliveries, unwritten } = alerts
  const unsent = [...unsentOf(written, deliveries), ...unsentOf(requests, responses)]
  const failures = [...unproven, ...unburied, ...unevaluated, ...undecided, ...unwritten, ...unsent]
  const failed = new Map(
    failures.flatMap(({ messages: ids, why }) => ids.map((message) => [message, { message, why }])),
  )
  return {
    failed: [...failed.values()],
    unreadable,
    heartbeats: sorted.heartbeats.filter(isProven).map(({ heartbeat }) => heartbeat),
    unlisted: sorted.unlisted.filter(isProven).map(({ account }) => account),
    eventCount: sorted.events.length,
    alerts: deliveries.flatMap((delivery, index) => {
      const sent = written[index]
      return sent ? [{ alert: sent.alert, isStaged: sent.audience === 'nobody', delivery }] : []
    }),
    requests: responses,
  }
}

interface Arrived {
  readonly message: string
  readonly event: Event
}

/** Something that messages caused. */
interface Caused {
  readonly messages: readonly string[]
}

interface Broken extends Caused {
  readonly message: QueueMessage
  readonly why: string
}

interface Beat extends Caused {
  readonly heartbeat: Heartbeat
}

interface Unlisted extends Caused {
  readonly account: string
}

function sort(messages: readonly QueueMessage[], world: DetectWorld) {
  const events: Arrived[] = []
  const heartbeats: Beat[] = []
  const unlisted: Unlisted[] = []
  const broken: Broken[] = []
  for (const message of messages) {
    const read = readMessage(message.body)
    const caused = { messages: [message.id] }
    if (read.kind === 'unreadable') {
      broken.push({ ...caused, message, why: read.why })
      continue
    }
    if (read.kind === 'unlisted') {
      unlisted.push({ ...caused, account: read.account })
      continue
    }
    const heartbeat = heartbeatIn(read.event, world.heartbeatRole, world.nowMs())
    if (heartbeat === undefined) events.push({ message: message.id, event: read.event })
    else heartbeats.push({ ...caused, heartbeat })
  }
  return { events, heartbeats, unlisted, broken }
}

/** The proven messages, and a failure for the others. Most batches need no proof and make no call. */
async function proveAll(caused: readonly Caused[], world: DetectWorld) {
  const ids = [...new Set(caused.flatMap(({ messages }) => messages))]
  if (ids.length === 0) return { proven: new Set<string>(), unproven: [] }
  const proofs = await world.prove(ids)
  const proven = new Set(ids.filter((id) => proofs.get(id) === 'genuine'))
  const unproven: Failure[] = ids
    .filter((id) => !proven.has(id))
    .map((id) => ({ messages: [id], why: whyUnproven(proofs.get(id)) }))
  return { proven, unproven }
}

function whyUnproven(proof: Proof | undefined): string {
  if (proof === undefined) return 'the queue did not prove the message'
  return proof === 'forged'
    ? 'the message did not come from the queue'
    : 'the message is not in flight any more'
}

async function deadLetter(broken: readonly Broken[], world: DetectWorld) {
  const unreadable: { message: string; why: string }[] = []
  const failures: Failure[] = []
  for (const { message, messages, why } of broken) {
    await world.deadLetter(message, why).then(
      () => unreadable.push({ message: message.id, why }),
      () => failures.push({ messages, why }),
    )
  }
  return { unreadable, failures }
}

async function evaluate(events: readonly Arrived[], world: DetectWorld) {
  const matches: Match[] = []
  const failures: Failure[] = []
  if (events.length === 0) return { matches, failures }
  const matching = await world.matching()
  for (const { message, event } of events) {
    try {
      for (const rule of matching(event)) matches.push({ rule, event, messages: [message] })
    } catch (error) {
      failures.push({ messages: [message], why: `the event cannot be evaluated: ${error}` })
    }
  }
  return { matches, failures }
}

const sendRequests = (
  requests: readonly DueRequest[],
  world: DetectWorld,
): Promise<readonly Delivery[]> =>
  request(
    requests.map((each) => ({
      id: each.id,
      responder: each.responder,
      body: world.requestBody(each),
    })),
    world,
  )

/**
 * Alerts that need no lookup are sent first: a lookup takes seconds, and many findings must not delay
 * other alerts. The end of something never overtakes its start.
 */
async function sendAlerts(due: readonly DueAlert[], world: DetectWorld, isOverdue: IsOverdue) {
  const waves = [isPlain, isEnd, needsLookup].map((isNext) => due.filter(isNext))
  const sent = {
    written: [] as Written[],
    deliveries: [] as Delivery[],
    unwritten: [] as Failure[],
  }
  for (const wave of waves) {
    const { written, unwritten } = await write(wave, world)
    sent.written.push(...written)
    sent.unwritten.push(...unwritten)
    const outgoing = written.map((each) => ({ ...each, isOverdue: isOverdue(each.messages) }))
    sent.deliveries.push(...(await deliver(outgoing, world.channels, world)))
  }
  return sent
}

const needsLookup = ({ event }: DueAlert): boolean => evaluationIn(event) !== undefined
const isEnd = (due: DueAlert): boolean => due.status === 'resolved' && !needsLookup(due)
const isPlain = (due: DueAlert): boolean => due.status !== 'resolved' && !needsLookup(due)

interface Written extends Outgoing {
  readonly messages: readonly string[]
}

/** The alerts as documents. Where one cannot be written, only its own messages fail. */
async function write(due: readonly DueAlert[], world: DetectWorld) {
  const written: Written[] = []
  const unwritten: Failure[] = []
  for (const each of due) {
    const { rule, messages } = each
    try {
      const alert = await enrich(each, world)
      written.push({ ...outgoingOf(rule, alert), messages })
    } catch (error) {
      unwritten.push({ messages, why: `the alert of rule ${rule.id} cannot be written: ${error}` })
    }
  }
  return { written, unwritten }
}

function enrich(due: DueAlert, world: DetectWorld): Promise<AlertDocument> {
  const alert = documentOf(due, new Date(world.nowMs()).toISOString())
  return world.enrich(alert, due.event).catch(() => alert)
}

/** What was not sent, with the messages that caused it. `deliveries` are in the order of `sent`. */
const unsentOf = (
  sent: readonly { readonly messages: readonly string[] }[],
  deliveries: readonly Delivery[],
): Failure[] =>
  deliveries.flatMap(({ id, unsent }, index) =>
    unsent.map(({ target, why }) => ({
      messages: sent[index]?.messages ?? [],
      why: `${id} did not reach ${target}: ${why}`,
    })),
  )
