/** Reads what is known of a trail before an event: its snapshots, and the calls seen since. */
import type { ResponderEvent } from '../../contract/event.ts'
import type { ResponseStore } from '../../contract/ports.ts'
import { responseId } from '../../contract/record.ts'
import { isNoPlan, type Target } from '../../contract/responder.ts'
import { load } from '../../contract/store.ts'
import {
  type Change,
  changesIn,
  type Fact,
  lastBefore,
  type Observed,
  pauseMs,
  reachesBack,
} from '../../history/fact.ts'
import type { FactStore } from '../../history/fact-store.ts'
import { effectOf } from './event.ts'

export interface TrailPast {
  /**
   * The last snapshot from before the change, and from before the same actor's changes just before
   * it; null where there is none.
   */
  readonly snapshot: Observed | null
  /**
   * ISO 8601: when the actor's run of changes without a pause, which ends with this event, started.
   */
  readonly since: string
}

interface Sources {
  readonly facts: Pick<FactStore, 'page' | 'put'>
  readonly responses: ResponseStore
  digest(text: string): string
}

/** Snapshots are taken every hour, so the one before an event is on the first pages. */
const maxPages = 10

/**
 * Stores the event too, so that its actor's next change is undone to the state before this event.
 */
export async function trailPast(
  { key }: Target,
  event: ResponderEvent,
  { facts, responses, digest }: Sources,
): Promise<TrailPast> {
  const effect = effectOf(event)
  if (isNoPlan(effect)) return { snapshot: null, since: event.at }
  const { identity: id, at, principal, name: eventName } = event
  const own: Change = {
    kind: 'change',
    id,
    at,
    by: principal.key,
    eventName,
    entity: key,
    sets: effect,
  }
  await facts.put(own)
  const known: Fact[] = []
  let after: string | null = null
  for (let page = 0; page < maxPages; page++) {
    const read = await facts.page(key, after)
    known.push(...read.facts)
    const since = await startOf(own, known, responses, digest)
    const snapshot = lastBefore(known, since)
    const isAll = read.next === null || (snapshot !== null && reachesBack(known, since))
    if (isAll) return { snapshot, since }
    after = read.next
  }
  return { snapshot: null, since: at }
}

/**
 * The start of the actor's changes to the same facets without a pause. A change that a person
 * brought back ends the search, because the person meant it.
 */
async function startOf(
  own: Change,
  facts: readonly Fact[],
  responses: ResponseStore,
  digest: (text: string) => string,
): Promise<string> {
  const earlier = changesIn(facts)
    .filter(({ id, by, at }) => id !== own.id && by === own.by && at <= own.at)
    .filter(({ sets }) => Object.keys(sets).some((facet) => facet in own.sets))
  let first = own.at
  for (const { id, at } of earlier.reverse()) {
    if (Date.parse(first) - Date.parse(at) > pauseMs) break
    const answered = await load(responses, responseId('restart-trail', id, digest))
    if (answered?.state === 'undone') break
    first = at
  }
  return first
}
