/**
 * What deciding and sending need of the outside world. `functions/world/` implements these with the
 * AWS SDK; whatever they throw fails the messages that stand behind it, which are then delivered
 * again.
 */
import type { AlertDocument } from '../alert/document.ts'
import type { Rendered } from '../alert/formats.ts'
import type { AlertFormat, Responder, Severity } from '../ir/names.ts'

/** SHA-256 of a text, 64 hexadecimal digits. */
export type Digest = (text: string) => string

/** What is kept of one key of one rule; `version` counts its writes. */
export interface StoredItem extends ItemContent {
  readonly version: number
}

export interface ItemContent {
  /** For a person who reads the table. */
  readonly about: string
  /** JSON, small. */
  readonly head: string
  /** The rest, in pieces of some 20 KB of which a write changes few. */
  readonly blocks: readonly Uint8Array[]
}

export interface StateTable {
  /** As the latest write left it, never an older one. */
  readonly load: (key: string) => Promise<StoredItem | undefined>
  /** Writes if nobody wrote since `basis` was loaded (undefined: nothing was there); else false, and nothing is changed. */
  readonly save: (
    key: string,
    content: ItemContent,
    basis: StoredItem | undefined,
    expiresMs: number,
  ) => Promise<boolean>
}

/**
 * By target of one alert, until when somebody is sending it: milliseconds since 1970, or
 * `confirmedMs`.
 */
export type Claims = Readonly<Record<string, number>>

/** Stands for a target that has the alert: later than every lease. */
export const confirmedMs = Number.MAX_SAFE_INTEGER

/** Who sends which alert to where, and what arrived. */
export interface Ledger {
  /** Claims all targets of an alert that nobody has claimed any of; else false. */
  readonly open: (alert: string, claims: Claims, expiresMs: number) => Promise<boolean>
  readonly read: (alert: string) => Promise<Claims>
  /** Takes one claim over, if it is still as it was read (undefined: never claimed); else false. */
  readonly takeOver: (
    alert: string,
    target: string,
    was: number | undefined,
    untilMs: number,
  ) => Promise<boolean>
  /** Also for an alert that nothing is known of. */
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

/** An invocation's own clock. */
export interface Time {
  /** Milliseconds since 1970. */
  readonly nowMs: () => number
  /** Until the function is ended. */
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
  /** Waits a moment, longer with each attempt and never twice the same, so that two writers of one item part. */
  readonly pause: (attempt: number) => Promise<void>
}
