/**
 * An alert as Tripline sends it, from `detect`, `alarm` or a responder. It is the `detail` of the
 * `tripline.alert` events on the home bus (schema/alert.schema.json), and every format in
 * `formats/` is written from it. Texts that an attacker chose are unchanged in it: each format
 * neutralises what it cannot show safely.
 */
import type { JsonObject, Scalar } from '../ir/json.ts'
import type { Severity } from '../ir/names.ts'

export interface AlertDocument {
  readonly version: 1
  /** The same for every delivery of the same alert, and of no other: 32 hexadecimal digits. */
  readonly id: string
  readonly kind: 'detection' | 'response'
  /**
   * `repeat`: the 10th, 100th, … event of a group. `resolved`: the incident of an earlier alert is
   * over.
   */
  readonly status: 'new' | 'repeat' | 'resolved'
  readonly rule: string
  readonly severity: Severity
  readonly title: string
  readonly why: string
  readonly runbook: string | null
  readonly attack: readonly string[]
  readonly controls: readonly string[]
  /**
   * Whether nobody can read a part of the event without which the rule cannot be decided: CloudTrail
   * left it out, or a policy document is broken. A note names it. No response starts from such an alert
   * by itself.
   */
  readonly possible: boolean
  /** Alerts about the same thread or incident have the same key. At most 255 characters. */
  readonly dedupKey: string
  /** ISO 8601. The time of the event; null where no event has one. */
  readonly time: string | null
  /** ISO 8601. When Tripline decided. */
  readonly detectedAt: string
  readonly account: string | null
  readonly region: string | null
  readonly event: {
    readonly id: string | null
    readonly source: string | null
    readonly name: string | null
  }
  readonly outcome: {
    readonly succeeded: boolean | null
    readonly errorCode: string | null
    readonly errorMessage: string | null
  }
  readonly actor: ActorDocument | null
  readonly sourceIP: string | null
  readonly userAgent: string | null
  readonly resources: readonly { readonly name: string; readonly type: string | null }[]
  /** By label: the value, several values, or null where the event has none. */
  readonly fields: Readonly<Record<string, Scalar | readonly Scalar[]>>
  /** How many events it is about. */
  readonly count: number
  /** Up to five of those events, shortened. */
  readonly samples: readonly JsonObject[]
  /** Notes about the alert itself, e.g. that the log could not be read. */
  readonly notes: readonly string[]
  readonly links: readonly { readonly label: string; readonly url: string }[]
  /** What a responder did, would do, or refused; null in a detection. */
  readonly response: ResponseDocument | null
}

/**
 * The part of a document that describes what happened. It is made first, and `replay` makes only
 * this.
 */
export interface AlertBrief
  extends Pick<
    AlertDocument,
    | 'status'
    | 'rule'
    | 'severity'
    | 'title'
    | 'time'
    | 'account'
    | 'region'
    | 'event'
    | 'sourceIP'
    | 'fields'
    | 'count'
    | 'possible'
  > {
  /** The name of the document's actor. */
  readonly actor: string | null
}

export interface ActorDocument {
  /** `actorOf` of the record: a name that the caller cannot choose. */
  readonly name: string
  readonly kind:
    | 'root'
    | 'user'
    | 'role'
    | 'federated'
    | 'service'
    | 'account'
    | 'anonymous'
    | 'unknown'
  readonly account: string | null
  /** A person, by the same signs as `is: by-human` of a rule; null where no caller is named. */
  readonly isHuman: boolean | null
  /** Whether the actor is from another account than the one it acted in. */
  readonly isCrossAccount: boolean
  /** The role or user that the session belongs to, and the session's name. */
  readonly assumedFrom: string | null
  readonly sessionName: string | null
  readonly accessKeyId: string | null
  readonly mfa: boolean | null
}

export interface ResponseDocument {
  readonly id: string
  readonly responder: string
  readonly mode: 'observe' | 'approve' | 'enforce'
  readonly state:
    | 'would-do'
    | 'waiting'
    | 'done'
    | 'changed-since'
    | 'refused'
    | 'expired'
    | 'failed'
    | 'undone'
  readonly summary: string
  /** The exact calls, made or to be made, in order. */
  readonly steps: readonly { readonly call: string; readonly done: boolean }[]
  /** What a person still has to do. */
  readonly remains: readonly string[]
  /** The command to enter next: approve or undo. */
  readonly command: string | null
}
