/**
 * The entries of a trail's log group, each one CloudTrail record, and the events that EventBridge would
 * have delivered for them. Times are milliseconds since 1970.
 */
import { inEnvelope } from '../../aws/envelope.ts'
import type { Event } from '../../ir/event.ts'
import { isObject, type Json } from '../../ir/json.ts'

export interface LogEntry {
  /** One CloudTrail record as JSON. */
  readonly message: string
  /** The time that the log has for it. */
  readonly loggedMs: number
}

/** The result of reading a part of a log. `rest` is null if all of it was read. */
export type Reading =
  | {
      readonly kind: 'read'
      readonly entries: readonly LogEntry[]
      readonly rest: Rest | null
    }
  | { readonly kind: 'unreadable'; readonly why: string }

/** The part of the span that was not read, from `fromMs` on. */
export type Rest =
  /** There are more events than one alert reports. */
  | { readonly kind: 'too many'; readonly fromMs: number }
  /** To be read later. */
  | { readonly kind: 'unread'; readonly fromMs: number; readonly why: string }

/** Undefined for an entry that is not a record: others may write to the log group as well. */
export function eventOf({ message }: LogEntry): Event | undefined {
  try {
    const json: Json = JSON.parse(message)
    return isObject(json) ? inEnvelope(json) : undefined
  } catch {
    return undefined
  }
}
