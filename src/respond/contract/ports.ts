/** The ports of a responder. `functions/world/` implements them with the AWS SDK. */
import type { AlertDocument } from '../../alert/document.ts'
import type { JsonObject } from '../../ir/json.ts'
import type { ResponderEvent } from './event.ts'
import type { Facets, Step, Target } from './responder.ts'

/** A JSON item under optimistic locking: a writer replaces exactly the version that it read. */
export interface Versioned {
  /** 1 for the first version. */
  readonly version: number
  readonly body: JsonObject
}

export interface ResponseStore {
  /** A consistent read; null where there is no item. */
  get(id: string): Promise<Versioned | null>
  /**
   * Stores the item if version - 1 is the stored version (no item, for version 1); false if it is
   * not.
   */
  put(id: string, item: Versioned): Promise<boolean>
}

/** The AWS calls of one responder. */
export interface Surroundings<Past> {
  live(target: Target): Promise<Facets>
  past(target: Target, event: ResponderEvent): Promise<Past>
  /**
   * Makes the call. Throws `CallRefused` where AWS refuses it for good; any other error can be
   * retried.
   */
  execute(step: Step): Promise<void>
}

/** AWS understood the call and refused it; a retry will not help. */
export class CallRefused extends Error {
  readonly code: string

  constructor(code: string, message: string) {
    super(`${code}: ${message}`)
    this.name = 'CallRefused'
    this.code = code
  }
}

/** Not a failure: the same message should be tried again later. */
export class NotYet extends Error {
  constructor(why: string) {
    super(why)
    this.name = 'NotYet'
  }
}

export interface ResponderWorld<Past> extends Surroundings<Past> {
  readonly responses: ResponseStore
  /** Milliseconds since 1970. */
  nowMs(): number
  sleep(ms: number): Promise<void>
  /** SHA-256 of a text, as 64 hexadecimal digits. */
  digest(text: string): string
  /** Sends the alert. Throws until all of its channels have accepted it. */
  announce(alert: AlertDocument, notify: readonly string[] | null): Promise<void>
  /** Unique to this invocation. */
  readonly token: string
  /** When the current message was put into the queue, in milliseconds since 1970. */
  readonly sentMs: number
  /**
   * Unique id of the role of `detect`, `AROA…`. Only messages from this role are requests to
   * respond.
   */
  readonly detectRole: string
  /**
   * Moves the current message to the dead-letter queue, which raises an alarm and is not processed
   * again.
   */
  refuse(why: string): Promise<void>
  readonly limits: Limits
  /** ARNs of the roles of Tripline's own functions. */
  readonly ownRoles: readonly string[]
}

export interface Limits {
  readonly maxActionsPerHour: number
  /** Principal ARNs, with `*` as wildcard, whose changes are never rolled back. */
  readonly breakGlass: readonly string[]
  readonly approvalExpiresMs: number
  readonly deployRole?: string | undefined
}
