/** What `run.ts` needs of the world; `functions/world/` gives it with the AWS SDK. */
import type { AlertDocument } from '../../alert/document.ts'
import type { JsonObject } from '../../ir/json.ts'
import type { ResponderEvent } from './event.ts'
import type { Facets, Step, Target } from './responder.ts'

/** A JSON item that only who read its last version can replace. */
export interface Versioned {
  /** 1 for the first. */
  readonly version: number
  readonly body: JsonObject
}

export interface ResponseStore {
  /** As it stands at this moment, not a while ago. */
  get(id: string): Promise<Versioned | null>
  /** Stored only where version - 1 is what stands (nothing, for version 1); false where it is not. */
  put(id: string, item: Versioned): Promise<boolean>
}

/** A responder's own view of AWS. */
export interface Surroundings<Past> {
  live(target: Target): Promise<Facets>
  past(target: Target, event: ResponderEvent): Promise<Past>
  /** Throws `CallRefused` where AWS says no for good; anything else it throws is worth another try. */
  execute(step: Step): Promise<void>
}

/** AWS has understood the call and will not make it, now or in a minute. */
export class CallRefused extends Error {
  readonly code: string

  constructor(code: string, message: string) {
    super(`${code}: ${message}`)
    this.name = 'CallRefused'
    this.code = code
  }
}

/** Nothing is wrong yet: the same message should be tried again later. */
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
  /** SHA-256 of a text, 64 hexadecimal digits. */
  digest(text: string): string
  /** Sends the alert; throws while any of its channels has not taken it. */
  announce(alert: AlertDocument, notify: readonly string[] | null): Promise<void>
  /** Unlike that of any other invocation. */
  readonly token: string
  /** Milliseconds since 1970: when the message that is worked on was put into the queue. */
  readonly sentMs: number
  /** Unique id of the role of `detect`, `AROA…`: only from it is a message a request to respond. */
  readonly detectRole: string
  /** Puts the message that is worked on where people are told of it and nothing works on it again. */
  refuse(why: string): Promise<void>
  readonly limits: Limits
  /** ARNs of the roles of our own functions. */
  readonly ownRoles: readonly string[]
}

export interface Limits {
  readonly maxActionsPerHour: number
  /** Principal ARNs, `*` in them, that are never rolled back. */
  readonly breakGlass: readonly string[]
  readonly approvalExpiresMs: number
  readonly deployRole?: string | undefined
}
