/**
 * Finds the events of a history that are copies of one event. Copies have the same `identityOf`, as
 * in Lambda. Only a history needs an exception: ids that were made up.
 */
import { hash } from 'node:crypto'
import { firingId } from '../detect/firing.ts'
import { copiedIdentityOf, identityOf } from '../engine/identity.ts'
import type { Event } from '../ir/event.ts'
import { type IdSet, idSet } from './id-set.ts'

/** SHA-256 in hexadecimal digits, as Lambda has it. */
export const digest = (text: string): string => hash('sha256', text, 'hex')

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/**
 * The identity of an event of a history. AWS gives every event a UUID. Any other id was made up by
 * the author of the record, and collections of examples use one id for many records (`1`, `...`).
 * There, copies have the same whole record. An event without an id is no copy: its identity is
 * `place`, its number in the history. Lambda meets neither case.
 */
export function historyIdentity(event: Event, place: number): string {
  const madeUp = madeUpId(event)
  if (madeUp === undefined) return identityOf(event)
  return madeUp === '' ? `${place}` : JSON.stringify(event.record)
}

/** The event's id if it is no UUID; empty if it has none; undefined if AWS made its identity. */
function madeUpId(event: Event): string | undefined {
  if (copiedIdentityOf(event) !== undefined) return undefined
  const { record, envelope } = event
  const id = [record.eventID, envelope.id].find((each) => typeof each === 'string' && each !== '')
  if (typeof id !== 'string') return ''
  return uuid.test(id) ? undefined : id
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
  let place = 0
  return (event, rules) => {
    place++
    const id = firingId(historyIdentity(event, place), digest)
    const fresh = rules.filter((rule) => seen.add(id, rule))
    const madeUp = madeUpId(event)
    if (madeUp) for (const rule of fresh) seen.add(firingId(madeUp, digest), rule)
    return { id, fresh }
  }
}
