/**
 * Sends alerts so that each reaches all of its targets, and reaches a person once. A target is a
 * channel (an SNS topic), the event bus, or the queue of a responder.
 *
 * A target is claimed in the ledger, sent to, and confirmed. A claim is a lease: it keeps a second
 * sender away while the first may still be sending. The process may end between sending and
 * confirming, and SNS cannot be asked whether it accepted a message. Every alert topic therefore also
 * delivers to the queue of receipts, whose function confirms what arrives there. A receipt takes
 * seconds, and the message behind the alert is delivered again only after three minutes. An
 * alert that is unconfirmed by then was not accepted, and is sent again.
 *
 * If the ledger fails, nothing is sent, and the message is delivered again. The third delivery does not
 * wait for the ledger any longer (unrecorded.ts): an alert that may arrive twice is better than none.
 *
 * The bus and the queues of responders give no receipts. They may receive an alert twice, with the same
 * id. Responders act once for each event; other readers of the bus have to compare ids.
 */
import type { AlertDocument } from '../alert/document.ts'
import { attributesOf, render } from '../alert/formats.ts'
import { errorText } from '../ir/error-text.ts'
import { type Responder, severities } from '../ir/names.ts'
import type { DeployedRule } from '../ir/rule.ts'
import { mapInPool } from './pool.ts'
import { type Channels, type Claims, confirmedMs, type DeliveryWorld } from './ports.ts'
import { unrecordedNote } from './unrecorded.ts'

/** An alert to be sent, and to whom. */
export interface Outgoing {
  readonly alert: AlertDocument
  /** Channel names; null means the channels that take this severity. */
  readonly notify: readonly string[] | null
  /** `nobody`: the alert of a staged rule, which is recorded and sent to no person and no responder. */
  readonly audience: 'people' | 'nobody'
  /** It is sent even if the ledger fails, and then it may arrive more than once. */
  readonly isOverdue?: boolean
}

/** An alert of a rule, to whom the rule says. */
export const outgoingOf = ({ status, notify }: DeployedRule, alert: AlertDocument): Outgoing => ({
  alert,
  notify: notify ?? null,
  audience: status === 'staged' ? 'nobody' : 'people',
})

/** A message to a responder. */
export interface Request {
  /** The same whenever the same is requested. */
  readonly id: string
  readonly responder: Responder
  /** Body of a message of the responder's queue. */
  readonly body: string
}

export interface Delivery {
  /** Of the alert or the request. */
  readonly id: string
  /** Targets that accepted it now. */
  readonly sent: readonly string[]
  /** Targets that had it already. */
  readonly earlier: readonly string[]
  /** Targets that do not have it, and why: the message behind the alert has to be delivered again. */
  readonly unsent: readonly { readonly target: string; readonly why: string }[]
  /** Why the ledger failed, if the alert was sent without it. */
  readonly unrecorded?: string
}

/**
 * Longer than a function that sends may run (60 seconds), so that a claim outlives its holder; shorter
 * than the visibility timeout of its queue (180 seconds), so that a message that is delivered again
 * finds the claim expired.
 */
export const leaseMs = 90_000

/** How long an alert's claims are kept: longer than a queue keeps a message, which is 14 days at most. */
export const ledgerKeptMs = 15 * 24 * 3_600_000

/**
 * With less time than this nothing more is started: a claim that is not used only delays the alert. It
 * is more than the time that is reserved for confirmations (functions/world/delivery.ts).
 */
const neededMs = 7000

/**
 * A target that fails after this time is skipped until the messages are delivered again: one topic that
 * throttles or hangs must not take the time that other alerts need.
 */
const slowMs = 5000

interface Target {
  readonly name: string
  readonly send: () => Promise<void>
}

/** Sends each alert to the targets that it did not reach yet. Never throws for a target that fails: the delivery has the reason. */
export function deliver(
  alerts: readonly Outgoing[],
  channels: Channels,
  world: DeliveryWorld,
): Promise<readonly Delivery[]> {
  const slow = new Set<string>()
  return mapInPool(alerts, (outgoing) =>
    deliverTo(
      {
        id: outgoing.alert.id,
        targets: targetsOf(outgoing, channels, world),
        unrecorded: outgoing.isOverdue
          ? targetsOf({ ...outgoing, alert: withNote(outgoing.alert) }, channels, world)
          : undefined,
      },
      world,
      slow,
    ),
  )
}

const withNote = (alert: AlertDocument): AlertDocument => ({
  ...alert,
  notes: [...alert.notes, unrecordedNote],
})

/** Sends requests to responders in the same way. */
export function request(
  requests: readonly Request[],
  world: DeliveryWorld,
): Promise<readonly Delivery[]> {
  const slow = new Set<string>()
  return mapInPool(requests, ({ id, responder, body }) => {
    const send = () => world.responders.send(responder, body)
    return deliverTo({ id: `${id}/${responder}`, targets: [{ name: 'queue', send }] }, world, slow)
  })
}

/**
 * The channels of an alert. A name that is not a channel is skipped. If no name is left, the alert goes
 * to the channels that accept its severity.
 */
export function channelsFor({ alert, notify, audience }: Outgoing, channels: Channels): string[] {
  if (audience === 'nobody') return []
  const named = [...new Set(notify)].filter((name) => Object.hasOwn(channels, name))
  if (named.length > 0) return named
  const rank = severities.indexOf(alert.severity)
  return Object.entries(channels)
    .filter(([, channel]) => severities.indexOf(channel.severity) <= rank)
    .map(([name]) => name)
}

/** What is sent under one id. */
interface Parcel {
  readonly id: string
  readonly targets: readonly Target[]
  /** The same targets, to be sent to if the ledger fails; undefined where nothing is sent then. */
  readonly unrecorded?: readonly Target[] | undefined
}

async function deliverTo(
  { id, targets, unrecorded }: Parcel,
  world: DeliveryWorld,
  slow: Set<string>,
): Promise<Delivery> {
  try {
    if (world.remainingMs() < neededMs) throw new Error('the function has no time left')
    const { mine, sent, held, failure } = await claim(id, targets, world).catch(
      (error: unknown): Claimed => {
        if (unrecorded === undefined) throw error
        return { mine: unrecorded, sent: [], held: [], failure: errorText(error) }
      },
    )
    const outcomes = await Promise.all(mine.map((target) => attempt(target, world, slow)))
    const claimed = mine.filter((_, index) => outcomes[index] === undefined).map(({ name }) => name)
    const failed = mine.flatMap(({ name }, index) => {
      const why = outcomes[index]
      return why === undefined ? [] : [{ target: name, why }]
    })
    if (claimed.length > 0) {
      const confirming = world.ledger.confirm(id, claimed, world.nowMs() + ledgerKeptMs)
      await (failure === undefined ? confirming : confirming.catch(() => undefined))
    }
    const waiting = held.map((target) => ({ target, why: 'another invocation is sending it' }))
    return {
      id,
      sent: claimed,
      earlier: sent,
      unsent: [...failed, ...waiting],
      ...(failure === undefined ? {} : { unrecorded: failure }),
    }
  } catch (error) {
    const why = errorText(error)
    return { id, sent: [], earlier: [], unsent: targets.map(({ name }) => ({ target: name, why })) }
  }
}

async function attempt(
  { name, send }: Target,
  { nowMs }: DeliveryWorld,
  slow: Set<string>,
): Promise<string | undefined> {
  if (slow.has(name)) return 'skipped: this target was too slow earlier in the batch'
  const sinceMs = nowMs()
  try {
    await send()
    return undefined
  } catch (error) {
    if (nowMs() - sinceMs >= slowMs) slow.add(name)
    return errorText(error)
  }
}

function targetsOf(outgoing: Outgoing, channels: Channels, world: DeliveryWorld): Target[] {
  const { alert, audience } = outgoing
  const isStaged = audience === 'nobody'
  const toChannels = channelsFor(outgoing, channels).flatMap((name) => {
    const channel = channels[name]
    if (channel === undefined) return []
    const send = async (): Promise<void> => {
      const rendered = render(alert, channel.format)
      const attributes = attributesOf(alert, name)
      await world.topics.publish({ topic: channel.topic, rendered, attributes })
    }
    return [{ name: channelTarget(name), send }]
  })
  const toBus = {
    name: 'bus',
    send: () => world.bus.put(isStaged ? 'tripline.alert.staged' : 'tripline.alert', alert),
  }
  return [...toChannels, toBus]
}

/** Name of a channel in the ledger; the function `receipts` uses it too. */
export const channelTarget = (channel: string): string => `channel/${channel}`

interface Claimed {
  readonly mine: readonly Target[]
  readonly sent: readonly string[]
  /** Names of targets that somebody else may still be sending to. */
  readonly held: readonly string[]
  /** Why the ledger failed, where nothing is claimed. */
  readonly failure?: string
}

async function claim(
  id: string,
  targets: readonly Target[],
  { ledger, nowMs }: DeliveryWorld,
): Promise<Claimed> {
  const now = nowMs()
  const untilMs = now + leaseMs
  const all = Object.fromEntries(targets.map(({ name }) => [name, untilMs]))
  if (await ledger.open(id, all, now + ledgerKeptMs)) return { mine: targets, sent: [], held: [] }
  const claims = await ledger.read(id)
  const sent = targets.filter(({ name }) => isConfirmed(claims, name)).map(({ name }) => name)
  const mine: Target[] = []
  const held: string[] = []
  for (const target of targets.filter(({ name }) => !sent.includes(name))) {
    const was = claims[target.name]
    const isFree = was === undefined || was <= now
    if (isFree && (await ledger.reclaim(id, target.name, was, untilMs))) mine.push(target)
    else held.push(target.name)
  }
  return { mine, sent, held }
}

const isConfirmed = (claims: Claims, target: string): boolean => claims[target] === confirmedMs
