/** The entries of the trail's log group as the events that EventBridge would have delivered. */
import { inEnvelope } from '../../aws/envelope.ts'
import type { Event } from '../../ir/event.ts'
import { isObject, type Json } from '../../ir/json.ts'

export interface LogEntry {
  /** One CloudTrail record as JSON. */
  readonly message: string
  /** The time the log has for it. */
  readonly loggedMs: number
}

export type Reading =
  | {
      readonly kind: 'read'
      readonly entries: readonly LogEntry[]
      readonly rest: Rest | null
    }
  | { readonly kind: 'unreadable'; readonly why: string }

/** What of the span was not read, from `fromMs` on. */
export type Rest =
  /** More than anybody wants to be told one by one. */
  | { readonly kind: 'too many'; readonly fromMs: number }
  /** To be read later. */
  | { readonly kind: 'unread'; readonly fromMs: number; readonly why: string }

/** Undefined for an entry that is no record: somebody else writes to the log group as well. */
export function eventOf({ message }: LogEntry): Event | undefined {
  try {
    const json: Json = JSON.parse(message)
    return isObject(json) ? inEnvelope(json) : undefined
  } catch {
    return undefined
  }
}
