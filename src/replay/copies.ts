/**
 * Finds the events of a history that are copies of one event. Copies have the same `identityOf`, as
 * in Lambda. Only a history needs an exception: ids that were made up.
 */
import { firingId } from '../detect/firing.ts'
import { copiedIdentityOf, identityOf } from '../engine/identity.ts'
import type { Event } from '../ir/event.ts'
import { digest } from './digest.ts'
import { type IdSet, idSet } from './id-set.ts'

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/**
 * The identity of an event of a history: `identityOf`, unless its id was made up. AWS gives every
 * event a UUID. Any other id was made up by the author of the record, and collections of examples use
 * one id for many records (`1`, `...`). Copies under a made-up id have the same whole record.
 */
export const historyIdentity = (event: Event): string =>
  madeUpId(event) === undefined ? identityOf(event) : JSON.stringify(event.record)

/** The event's id if it was made up; undefined if the event has no id or its identity is from AWS. */
function madeUpId(event: Event): string | undefined {
  if (copiedIdentityOf(event) !== undefined) return undefined
  const { record, envelope } = event
  const id = [record.eventID, envelope.id].find((each) => typeof each === 'string' && each !== '')
  return typeof id === 'string' && !uuid.test(id) ? id : undefined
}

export interface Known {
  /** `firingId` of the event. */
  readonly id: string
  /** The numbers of the rules that did not match an earlier copy of the event. */
  readonly fresh: readonly number[]
}

/**
 * Returns a function that takes the events of a history in order. A copy may match other rules than
 * the first, so copies are tracked for each rule.
 */
export function copyFinder(): (event: Event, rules: readonly number[]) => Known {
  const seen: IdSet = idSet()
  return (event, rules) => {
    const id = firingId(historyIdentity(event), digest)
    const fresh = rules.filter((rule) => seen.add(id, rule))
    // A late copy names the first in its addendum by the made-up id.
    const madeUp = madeUpId(event)
    if (madeUp !== undefined) for (const rule of fresh) seen.add(firingId(madeUp, digest), rule)
    return { id, fresh }
  }
}
