/** Reads the matching events back from the spool, in the order of time. */
import { inEnvelope } from '../aws/envelope.ts'
import type { Event } from '../ir/event.ts'
import type { Spool } from './spool.ts'

export interface Matched {
  readonly event: Event
  /** Milliseconds since 1970, by `timeOf`. */
  readonly atMs: number
  /** Indexes of the matching rules in the rule set. */
  readonly rules: readonly number[]
  readonly source: number
}

/** Yields each event as it was read. Copies of one event are still separate (copies.ts). */
export function* matchedEvents(spool: Spool): Generator<Matched> {
  for (const { json, ...rest } of spool.inOrder())
    yield { event: inEnvelope(JSON.parse(json)) as Event, ...rest }
}
