/** The events that matched, in the order of their time, each once. */
import { inEnvelope } from '../aws/envelope.ts'
import type { Event } from '../ir/event.ts'
import type { Spool } from './spool.ts'

export interface Matched {
  readonly event: Event
  /** Milliseconds since 1970; 0 for an event without a time. */
  readonly atMs: number
  /** By their places in the rule set. */
  readonly rules: readonly number[]
  readonly source: number
}

/** `onRepeat` is called for each event that was there before: delivered twice, it counts once. */
export function* matchedEvents(spool: Spool, onRepeat: () => void): Generator<Matched> {
  const isRepeat = repeats()
  for (const { json, ...rest } of spool.inOrder()) {
    const event = inEnvelope(JSON.parse(json)) as Event
    if (isRepeat(event, rest.atMs)) onRepeat()
    else yield { event, ...rest }
  }
}

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/**
 * Whether an event was seen before. AWS delivers at least once, several trails may log the same
 * event, and eventID tells; an id that is no UUID was made up, so there the whole record has to be
 * the same. What is delivered twice has one time, so no more is remembered than the events of that.
 */
function repeats(): (event: Event, atMs: number) => boolean {
  const seen = new Set<string>()
  let seenMs = 0
  return ({ record, envelope }, atMs) => {
    if (atMs !== seenMs) seen.clear()
    seenMs = atMs
    const id = typeof record.eventID === 'string' ? record.eventID : envelope.id
    if (typeof id !== 'string' || id === '') return false
    const key = uuid.test(id) ? id : JSON.stringify(record)
    if (seen.has(key)) return true
    seen.add(key)
    return false
  }
}
