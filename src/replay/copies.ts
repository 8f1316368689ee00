/**
 * Which events of a history are copies of one event. It is `identityOf` of the engine, as in Lambda,
 * with one exception that only a history needs: ids that were made up.
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
 * The identity of an event of a history. AWS gives every event a UUID. An id that is none was made up
 * by whoever wrote the record, and collections of examples use one for many (`1`, `...`): there the
 * whole record has to be the same. An event without any id is a copy of none, so `place`, its number
 * in the history, makes it one of its own. Lambda meets neither.
 */
export function historyIdentity(event: Event, place: number): string {
  const madeUp = madeUpId(event)
  if (madeUp === undefined) return identityOf(event)
  return madeUp === '' ? `${place}` : JSON.stringify(event.record)
}

/** The event's own id where it is no UUID, empty where it has none; undefined where its identity is made by AWS. */
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
  /** Of some rules by their numbers, those that did not meet the event in an earlier copy. */
  readonly fresh: readonly number[]
}

/** Takes the events of a history one after the other. A copy may match other rules than the first, so each rule has its own. */
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
