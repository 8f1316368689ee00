/** The events that matched, in the order of their time, read back from the spool. */
import { inEnvelope } from '../aws/envelope.ts'
import type { Event } from '../ir/event.ts'
import type { Spool } from './spool.ts'

export interface Matched {
  readonly event: Event
  /** Milliseconds since 1970, as `timeOf` has it. */
  readonly atMs: number
  /** By their places in the rule set. */
  readonly rules: readonly number[]
  readonly source: number
}

/** Each as it was read: copies of one event are still several (copies.ts). */
export function* matchedEvents(spool: Spool): Generator<Matched> {
  for (const { json, ...rest } of spool.inOrder())
    yield { event: inEnvelope(JSON.parse(json)) as Event, ...rest }
}
