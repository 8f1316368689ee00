/**
 * What deciding and sending need from AWS, as interfaces. `functions/world/` implements them with the
 * AWS SDK. An error that they throw fails the messages that caused the call, and those are delivered
 * again.
 */
import type { AlertDocument } from '../alert/document.ts'
import type { Rendered } from '../alert/formats.ts'
import type { AlertFormat, Responder, Severity } from '../ir/names.ts'

/** SHA-256 of a text, 64 hexadecimal digits. */
export type Digest = (text: string) => string

/** The memory of one key of one rule; `version` counts its writes. */
export interface StoredItem extends ItemContent {
  readonly version: number
}

export interface ItemContent {
  /** For a person who reads the table. */
  readonly about: string
  /** JSON, small. */
  readonly head: string
  /** The rest, in pieces of about 20 KB of which a write changes few. */
  readonly blocks: readonly Uint8Array[]
}

export interface StateTable {
  /** The item after the latest write, never an older one; undefined if there is no item. */
  readonly load: (key: string) => Promise<StoredItem | undefined>
  /**
   * Writes if nobody wrote since `basis` was loaded (undefined: there was no item). Else returns false
   * and changes nothing. The item is kept until `expiresMs`, milliseconds since 1970.
   */
  readonly save: (
    key: string,
    content: ItemContent,
    basis: StoredItem | undefined,
    expiresMs: number,
  ) => Promise<boolean>
}

/**
 * For each target of one alert, until when a sender holds the lease on it: milliseconds since 1970, or
 * `confirmedMs`.
 */
export type Claims = Readonly<Record<string, number>>

/** Marks a target that has the alert: later than every lease. */
export const confirmedMs = Number.MAX_SAFE_INTEGER

/** The record of which alerts are being sent to which targets, and which arrived. */
export interface Ledger {
  /** Claims all targets of an alert that nobody has claimed any of; else false. */
  readonly open: (alert: string, claims: Claims, expiresMs: number) => Promise<boolean>
  readonly read: (alert: string) => Promise<Claims>
  /** Takes over one claim if it is still `was` (undefined: never claimed); else false. */
  readonly reclaim: (
    alert: string,
    target: string,
    was: number | undefined,
    untilMs: number,
  ) => Promise<boolean>
  /** Marks targets as having the alert, also where no claim was recorded. */
  readonly confirm: (alert: string, targets: readonly string[], expiresMs: number) => Promise<void>
}

/** A channel as a function knows it; by name in its environment. */
export interface Channel {
  /** ARN. */
  readonly topic: string
  readonly format: AlertFormat
  /** The lowest severity it takes. */
  readonly severity: Severity
}

export type Channels = Readonly<Record<string, Channel>>

export interface Publication {
  /** ARN. */
  readonly topic: string
  readonly rendered: Rendered
  /** All of type String; none is empty. */
  readonly attributes: Readonly<Record<string, string>>
}

export interface Topics {
  readonly publish: (publication: Publication) => Promise<void>
}

/** `tripline.alert.staged` is an alert that paged nobody. */
export type AlertDetailType = 'tripline.alert' | 'tripline.alert.staged'

export interface AlertBus {
  readonly put: (detailType: AlertDetailType, alert: AlertDocument) => Promise<void>
}

export interface ResponderQueues {
  readonly send: (responder: Responder, body: string) => Promise<void>
}

/**
 * Whether a message came from the function's queue.
 * - `genuine`: it is in flight for this function.
 * - `forged`: the queue never gave out its receipt. Somebody called the function directly.
 * - `returned`: it is not in flight any more. It comes again, or another call has it.
 */
export type Proof = 'genuine' | 'forged' | 'returned'

/** The clock of one invocation. */
export interface Time {
  /** Milliseconds since 1970. */
  readonly nowMs: () => number
  /** Milliseconds until Lambda ends the function. */
  readonly remainingMs: () => number
}

/** What sending an alert needs. */
export interface DeliveryWorld extends Time {
  readonly ledger: Ledger
  readonly topics: Topics
  readonly bus: AlertBus
  readonly responders: ResponderQueues
}

/** What remembering needs. */
export interface MemoryWorld extends Time {
  readonly state: StateTable
  readonly digest: Digest
  /** Waits a random time, longer with each attempt, so that two writers of one item do not collide again. */
  readonly pause: (attempt: number) => Promise<void>
}
