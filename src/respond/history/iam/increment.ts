/**
 * The history's next step: one IAM event, and a look at the entity it changed.
 *
 * The event is kept as what it did, to be laid over any snapshot from before it. The look finds
 * what no event told (EventBridge delivers CloudTrail's events on a best-effort basis).
 */
import { isObject, type JsonObject } from '../../../ir/json.ts'
import { responderEvent } from '../../contract/event.ts'
import { facetOf } from '../../contract/facets.ts'
import type { Facets } from '../../contract/responder.ts'
import { type Change, changesIn, type Observed } from '../fact.ts'
import type { FactStore, SnapshotWorld } from '../fact-store.ts'
import { changesOf } from './changes-of.ts'
import { comparableValue, isOutsideSnapshots, present, sameValue } from './entity.ts'
import { inKnownSpelling } from './spelling.ts'
import { afterAll, stateAt, valueThen } from './state-at.ts'

/** How long IAM may answer with what stood before a change. */
const staleMs = 60_000

const looks = 4
const betweenLooksMs = 2_000

/** The entities that it changed. Throws for what is no event. */
export async function increment(
  envelope: JsonObject,
  world: SnapshotWorld,
): Promise<readonly string[]> {
  const event = isObject(envelope.detail) ? responderEvent(envelope) : 'the message is no event'
  if (typeof event === 'string') throw new Error(event)
  const changes = changesOf(event)
  for (const change of changes) {
    await world.put(change)
    const seen = await look(change, world)
    if (seen === null) continue
    if (await isClear(change.entity, world)) await observe(change.entity, seen, world)
    else await keep(change.entity, seen, world)
  }
  return changes.map(({ entity }) => entity)
}

/** Where the events leave something open, what was seen settles it, though it be as it was before. */
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
 * Reads the entity, and again while it does not show a change that was just made. Null where it
 * never does: that would be taken for what stood after the change.
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

/** Shows, of something that was just changed, what stood before, and the events tell another end. */
async function isStale(entity: string, facets: Facets, world: SnapshotWorld): Promise<boolean> {
  const facts = inKnownSpelling((await world.page(entity, null)).facts, facets)
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

/** Keeps what was seen where it is not as last time. */
async function observe(entity: string, seen: Look, world: Store): Promise<void> {
  const last = await world.fingerprint(entity)
  if (last !== fingerprintOf(seen.facets, world)) await keep(entity, seen, world)
}

/** How long an event may be on its way, or a reading of the whole account behind. */
const lagMs = 5 * 60_000

/**
 * Keeps what was seen without being asked by an event, and returns it, where it is not as last
 * time. What was just changed is left to its event, whose look knows what it has to show.
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
  const observed: Observed = { kind: 'observed', entity, since, until, facets }
  await world.put(observed)
  await world.putFingerprint(entity, fingerprintOf(facets, world))
  return observed
}

/** Of what it means, and how it is written does not count. */
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
