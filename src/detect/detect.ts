/**
 * What one batch of the queue `events` becomes:
 *
 *     messages ─► events ─► rules that match ─► first-seen, threshold, dedup ─► alerts ─► channels, bus
 *        │           └ heartbeats                                              └► requests ─► responders
 *        └ unreadable ─► dead-letter queue
 *
 * A message is done when everything it caused was sent. Those that are not done come again, alone:
 * nothing that one message meets fails another.
 */
import { evaluatedIn } from '../alert/config-change.ts'
import type { AlertDocument } from '../alert/document.ts'
import type { Event } from '../ir/event.ts'
import type { DeployedRule } from '../ir/rule.ts'
import { type Asked, decide } from './alert-decision.ts'
import { type Delivery, deliver, type Outgoing, request } from './deliver.ts'
import { type Due, documentOf } from './due-alert.ts'
import type { Match } from './firing.ts'
import { type Heartbeat, heartbeatIn } from './heartbeat.ts'
import type { Channels, DeliveryWorld, MemoryWorld } from './ports.ts'
import { type Message, readMessage } from './queue-message.ts'

/** The enabled and staged rules that match an event and are held back by no exception today. */
export type Matching = (event: Event) => readonly DeployedRule[]

export interface DetectWorld extends MemoryWorld, DeliveryWorld {
  /** Only asked when there is an event to judge. */
  readonly matching: () => Promise<Matching>
  readonly channels: Channels
  /** ARN. */
  readonly heartbeatRole: string
  /** Adds what another API knows about an event; gives the alert back as it is where that fails. */
  readonly enrich: (alert: AlertDocument, event: Event) => Promise<AlertDocument>
  /** A message of a responder's queue. */
  readonly askOf: (asked: Asked) => string
  /** Puts a message that nobody can use where a person finds it, with the reason. */
  readonly bury: (message: Message, why: string) => Promise<void>
}

export interface Report {
  /** Messages that have to come again, each once. */
  readonly failed: readonly { readonly message: string; readonly why: string }[]
  readonly buried: readonly { readonly message: string; readonly why: string }[]
  readonly heartbeats: readonly Heartbeat[]
  /** Events that were judged. */
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

export async function detect(messages: readonly Message[], world: DetectWorld): Promise<Report> {
  const { events, heartbeats, buried, unburied } = await sort(messages, world)
  const { matches, unjudged } = await judge(events, world)
  const { due, asked, undecided } = await decide(matches, world)
  const [alerts, requests] = await Promise.all([sendAlerts(due, world), ask(asked, world)])
  const { written, deliveries, unwritten } = alerts
  const unsent = [...unsentOf(written, deliveries), ...unsentOf(asked, requests)]
  const failures = [...unburied, ...unjudged, ...undecided, ...unwritten, ...unsent]
  const failed = new Map(
    failures.flatMap(({ messages: all, why }) => all.map((message) => [message, { message, why }])),
  )
  return {
    failed: [...failed.values()],
    buried,
    heartbeats,
    eventCount: events.length,
    alerts: deliveries.flatMap((delivery, index) => {
      const sent = written[index]
      return sent ? [{ alert: sent.alert, isStaged: sent.audience === 'nobody', delivery }] : []
    }),
    requests,
  }
}

interface Arrived {
  readonly message: string
  readonly event: Event
}

async function sort(messages: readonly Message[], world: DetectWorld) {
  const events: Arrived[] = []
  const heartbeats: Heartbeat[] = []
  const buried: { message: string; why: string }[] = []
  const unburied: Failure[] = []
  for (const message of messages) {
    const read = readMessage(message.body)
    if (read.kind === 'unreadable') {
      const { why } = read
      await world.bury(message, why).then(
        () => buried.push({ message: message.id, why }),
        () => unburied.push({ messages: [message.id], why }),
      )
      continue
    }
    const heartbeat = heartbeatIn(read.event, world.heartbeatRole, world.nowMs())
    if (heartbeat === undefined) events.push({ message: message.id, event: read.event })
    else heartbeats.push(heartbeat)
  }
  return { events, heartbeats, buried, unburied }
}

async function judge(events: readonly Arrived[], world: DetectWorld) {
  const matches: Match[] = []
  const unjudged: Failure[] = []
  if (events.length === 0) return { matches, unjudged }
  const matching = await world.matching()
  for (const { message, event } of events) {
    try {
      for (const rule of matching(event)) matches.push({ rule, event, messages: [message] })
    } catch (error) {
      unjudged.push({ messages: [message], why: `the event cannot be judged: ${error}` })
    }
  }
  return { matches, unjudged }
}

const ask = (asked: readonly Asked[], world: DetectWorld): Promise<readonly Delivery[]> =>
  request(
    asked.map((each) => ({ id: each.id, responder: each.responder, body: world.askOf(each) })),
    world,
  )

/**
 * What needs no looking up goes out first: a lookup takes seconds, and a burst of findings must hold
 * up nobody else's alert. The end of something never overtakes its beginning.
 */
async function sendAlerts(due: readonly Due[], world: DetectWorld) {
  const waves = [isPlain, isOver, needsLookup].map((isNext) => due.filter(isNext))
  const sent = {
    written: [] as Written[],
    deliveries: [] as Delivery[],
    unwritten: [] as Failure[],
  }
  for (const wave of waves) {
    const { written, unwritten } = await write(wave, world)
    sent.written.push(...written)
    sent.unwritten.push(...unwritten)
    sent.deliveries.push(...(await deliver(written, world.channels, world)))
  }
  return sent
}

const needsLookup = ({ event }: Due): boolean => evaluatedIn(event) !== undefined
const isOver = (due: Due): boolean => due.status === 'resolved' && !needsLookup(due)
const isPlain = (due: Due): boolean => due.status !== 'resolved' && !needsLookup(due)

interface Written extends Outgoing {
  readonly messages: readonly string[]
}

/** Alerts as people read them; an event that none can be written about fails only its own messages. */
async function write(due: readonly Due[], world: DetectWorld) {
  const written: Written[] = []
  const unwritten: Failure[] = []
  for (const each of due) {
    const { rule, messages } = each
    try {
      const alert = await enriched(each, world)
      const audience = rule.status === 'staged' ? 'nobody' : 'people'
      written.push({ alert, notify: rule.notify ?? null, audience, messages })
    } catch (error) {
      unwritten.push({ messages, why: `the alert of ${rule.id} cannot be written: ${error}` })
    }
  }
  return { written, unwritten }
}

function enriched(due: Due, world: DetectWorld): Promise<AlertDocument> {
  const alert = documentOf(due, new Date(world.nowMs()).toISOString())
  return world.enrich(alert, due.event).catch(() => alert)
}

/** What was not sent, with the messages behind it; deliveries are in the order of what was to be sent. */
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
