/**
 * Adds one IAM event to the history, and a snapshot of the entity that it changed.
 *
 * The event is stored as its effect, which can be applied to any earlier snapshot. The snapshot
 * finds changes without an event: EventBridge delivers CloudTrail's events on a best-effort basis.
 */
import { isObject, type JsonObject } from '../../../ir/json.ts'
import { responderEvent } from '../../contract/event.ts'
import { facetOf } from '../../contract/facets.ts'
import type { Facets } from '../../contract/responder.ts'
import { type Change, changesIn, type Observed } from '../fact.ts'
import type { FactStore, SnapshotWorld } from '../fact-store.ts'
import { changesOf } from './changes-of.ts'
import { disputedIn, isTruncatedChange } from './disputed.ts'
import { comparableValue, isOutsideSnapshots, present, sameValue } from './entity.ts'
import { respell } from './spelling.ts'
import { afterAll, stateAt, valueThen } from './state-at.ts'

/** How long IAM may return the state from before a change. */
const staleMs = 60_000

const looks = 4
const betweenLooksMs = 2_000

/**
 * Returns the entities that the event changed. Throws for a message that is no event. After a change
 * whose parameters CloudTrail left out, the caller has to look at the whole account.
 */
export async function increment(envelope: JsonObject, world: SnapshotWorld): Promise<Increment> {
  const event = isObject(envelope.detail) ? responderEvent(envelope) : 'the message is no event'
  if (typeof event === 'string') throw new Error(event)
  const needsBaseline = isTruncatedChange(event) && (await noteTruncated(event.at, world))
  const changes = changesOf(event)
  for (const change of changes) {
    await world.put(change)
    const seen = await look(change, world)
    if (seen === null) continue
    if (await isClear(change.entity, world)) await observe(change.entity, seen, world)
    else await keep(change.entity, seen, world)
  }
  return { entities: changes.map(({ entity }) => entity), needsBaseline }
}

export interface Increment {
  readonly entities: readonly string[]
  /**
   * The event does not show what it changed, or where, and no complete snapshot of the account was
   * started after it. So a thousand such calls in a burst do not cause a thousand snapshots.
   */
  readonly needsBaseline: boolean
}

/** Returns whether the account has to be looked at. */
async function noteTruncated(at: string, world: FactStore): Promise<boolean> {
  const known = await world.truncatedAt()
  if (known === null || known < at) await world.putTruncatedAt(at)
  const { latest } = await world.baseline()
  return latest === null || Date.parse(latest) <= Date.parse(at)
}

/**
 * Whether the events determine every facet. Where they do not, the snapshot does, and is kept even
 * if it equals the last one.
 */
async function isClear(entity: string, world: SnapshotWorld): Promise<boolean> {
  const { facts } = await world.page(entity, null)
  return stateAt(facts, timeOf(world), changesIn(facts)).unknown.size === 0
}

interface Look {
  readonly since: string
  readonly until: string
  readonly facets: Facets
}

/**
 * Reads the entity, and reads again while the result lacks a change that was just made. Null where
 * it always does: such a read must not be taken for the state after the change.
 */
async function look(change: Change, world: SnapshotWorld): Promise<Look | null> {
  for (let count = 1; ; count++) {
    const since = timeOf(world)
    const facets = inSnapshot(await world.live(change.entity))
    const seen = { since, until: timeOf(world), facets }
    if (!(await isStale(change.entity, facets, world))) return seen
    if (count === looks) return null
    await world.sleep(betweenLooksMs)
  }
}

/**
 * Whether a facet that was just changed still reads as before, although the events lead to another
 * value.
 */
async function isStale(entity: string, facets: Facets, world: SnapshotWorld): Promise<boolean> {
  const facts = respell((await world.page(entity, null)).facts, facets)
  const changes = changesIn(facts)
  const young = changes.filter(({ at }) => world.nowMs() - Date.parse(at) < staleMs)
  const [first] = young
  if (first === undefined) return false
  const before = stateAt(facts, first.at, changes.slice(0, changes.indexOf(first)))
  const after = afterAll(before, young)
  const touched = new Set(young.flatMap(({ sets }) => Object.keys(sets)))
  return [...touched].some((facet) => {
    const [former, now] = [valueThen(before, facet), valueThen(after, facet)]
    if (isOutsideSnapshots(facet) || former === undefined || now === undefined) return false
    const shown = facetOf(facets, facet)
    return !sameValue(facet, now, shown) && sameValue(facet, former, shown)
  })
}

export const inSnapshot = (facets: Facets): Facets =>
  Object.fromEntries(
    Object.entries(present(facets)).filter(([facet]) => !isOutsideSnapshots(facet)),
  )

type Store = Pick<SnapshotWorld, 'digest'> & FactStore

/** Stores a snapshot that differs from the last one. */
async function observe(entity: string, seen: Look, world: Store): Promise<void> {
  const last = await world.fingerprint(entity)
  if (last !== fingerprintOf(seen.facets, world)) await keep(entity, seen, world)
}

/** How long an event may take to arrive, and how far a read of the whole account may lag. */
const lagMs = 5 * 60_000

/**
 * Stores and returns a snapshot that no event caused, if it differs from the last one; null
 * otherwise. An entity that was just changed is left to its event, whose snapshot knows what it has
 * to contain.
 */
export async function observeQuiet(
  entity: string,
  seen: Look,
  world: SnapshotWorld,
): Promise<Observed | null> {
  const last = await world.fingerprint(entity)
  if (last === fingerprintOf(seen.facets, world)) return null
  if (last === null) return await keep(entity, seen, world)
  const { facts } = await world.page(entity, null)
  const isBusy = changesIn(facts).some(({ at }) => world.nowMs() - Date.parse(at) < lagMs)
  return isBusy ? null : await keep(entity, seen, world)
}

async function keep(entity: string, seen: Look, world: Store): Promise<Observed> {
  const { since, until, facets } = seen
  const plain: Observed = { kind: 'observed', entity, since, until, facets }
  const disputed = await disputedIn(plain, world)
  const observed = disputed === undefined ? plain : { ...plain, disputed }
  await world.put(observed)
  await world.putFingerprint(entity, fingerprintOf(facets, world))
  return observed
}

/** A digest of the comparable facets: spelling does not count. */
const fingerprintOf = (facets: Facets, { digest }: Pick<SnapshotWorld, 'digest'>): string =>
  digest(
    JSON.stringify(
      Object.entries(facets)
        .map(([facet, value]) => [facet, comparableValue(facet, value)])
        .sort(([a = ''], [b = '']) => ((a ?? '') < (b ?? '') ? -1 : 1)),
    ),
  )

const timeOf = (world: Pick<SnapshotWorld, 'nowMs'>): string =>
  new Date(world.nowMs()).toISOString()
