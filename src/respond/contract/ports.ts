/** The ports of a responder. `functions/world/` implements them with the AWS SDK. */
import type { AlertDocument } from '../../alert/document.ts'
import type { JsonObject } from '../../ir/json.ts'
import type { Confirmation } from '../../ir/names.ts'
import type { ResponderEvent } from './event.ts'
import type { ResponderMessage, RespondingRules } from './request.ts'
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

/**
 * The view for which a past is read: the view of the first plan of a response, so that a plan made
 * again is the same.
 */
export interface PastView {
  /** Id of the response whose own records do not count. */
  readonly response: string
  /** ISO 8601: later facts do not count; null for all facts. */
  readonly until: string | null
}

/** The AWS calls of one responder. */
export interface Surroundings<Past> {
  live(target: Target): Promise<Facets>
  past(target: Target, event: ResponderEvent, view: PastView): Promise<Past>
  /**
   * The unique ids, `AIDA…` and `AROA…`, behind entities of IAM: of a user or role its own, of a
   * group those of its members, of a policy those of everybody who has it. Undefined for responders
   * that change nothing of IAM.
   */
  readonly uniqueIds?: ((entities: readonly string[]) => Promise<readonly string[]>) | undefined
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
  /** The rules of the deployed rule set that name a responder. */
  rules(): Promise<RespondingRules>
  readonly senders: Senders
  readonly hand: Hand
  /**
   * Passes a message on to the function `restore`, which gives powers back; null where the stage
   * has none.
   */
  readonly toRestore: ((message: ResponderMessage) => Promise<void>) | null
  /**
   * Moves the current message to the dead-letter queue, which raises an alarm and is not processed
   * again.
   */
  refuse(why: string): Promise<void>
  readonly limits: Limits
  /** ARNs of the roles of Tripline's own functions. */
  readonly ownRoles: readonly string[]
}

/**
 * What a function may do. A responder of its own only takes powers away: `taking`. The function
 * `restore` also gives them back: `giving`.
 */
export type Hand = 'taking' | 'giving'

/** The unique ids, `AROA…`, of the roles whose messages are trusted. */
export interface Senders {
  /** Starts responses: `detect`, or for the function `restore` the responder itself. */
  readonly requests: string
  /** Passes on what people answer: `answers`. */
  readonly answers: string
}

export interface Limits {
  readonly maxActionsPerHour: number
  /** Principal ARNs, with `*` as wildcard, whose changes are never rolled back. */
  readonly breakGlass: readonly string[]
  readonly approvalExpiresMs: number
  readonly deployRole?: string | undefined
  /** What must happen before an automatic response gives powers back. */
  readonly confirm: Confirmation
  /** How long after it ended a response can be undone. */
  readonly undoExpiresMs: number
  /** How many different people must request an undo. */
  readonly undoPeople: 1 | 2
}
