/**
 * The history's next step: one IAM event, and a look at the entity it changed.
 *
 * The event is kept as what it did, to be laid over any snapshot from before it. The look finds
 * what no event told (EventBridge delivers CloudTrail's events on a best-effort basis).
 */
import { isObject, type JsonObject } from '../../ir/json.ts'
import { responderEvent } from '../event.ts'
import type { Facets } from '../responder.ts'
import { type Change, changesOf } from './change.ts'
import { comparableValue, facetOf, isOutsideSnapshots, present, sameValue } from './entity.ts'
import { changesIn, type Observed, standingAt, valueThen } from './history.ts'
import type { FactStore, SnapshotWorld } from './snapshot-ports.ts'

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
    await observe(change.entity, await look(change, world), world)
  }
  return changes.map(({ entity }) => entity)
}

interface Look {
  readonly since: string
  readonly until: string
  readonly facets: Facets
}

/** Reads the entity, and again while it does not show a change that was just made. */
async function look(change: Change, world: SnapshotWorld): Promise<Look> {
  for (let count = 1; ; count++) {
    const since = timeOf(world)
    const facets = inSnapshot(await world.live(change.entity))
    const seen = { since, until: timeOf(world), facets }
    const isYoung = world.nowMs() - Date.parse(change.at) < staleMs
    if (!isYoung || count === looks || !(await isStale(facets, change, world))) return seen
    await world.sleep(betweenLooksMs)
  }
}

/** Still as it was before the change, and not as a later change may have left it. */
async function isStale(facets: Facets, change: Change, world: SnapshotWorld): Promise<boolean> {
  const hidden = Object.entries(change.sets).filter(
    ([facet, value]) =>
      !isOutsideSnapshots(facet) && !sameValue(facet, value, facetOf(facets, facet)),
  )
  if (hidden.length === 0) return false
  const { facts } = await world.page(change.entity, null)
  const former = changesIn(facts).filter(({ at, id }) => at < change.at && id !== change.id)
  const then = standingAt(facts, change.at, former)
  return hidden.some(([facet]) => {
    const before = valueThen(then, facet)
    return before !== undefined && sameValue(facet, before, facetOf(facets, facet))
  })
}

export const inSnapshot = (facets: Facets): Facets =>
  Object.fromEntries(
    Object.entries(present(facets)).filter(([facet]) => !isOutsideSnapshots(facet)),
  )

/** Keeps what was seen, and returns it, where it is not as last time. */
export async function observe(
  entity: string,
  { since, until, facets }: Look,
  world: Pick<SnapshotWorld, 'digest'> & FactStore,
): Promise<Observed | null> {
  const fingerprint = fingerprintOf(facets, world)
  if ((await world.fingerprint(entity)) === fingerprint) return null
  const observed: Observed = { kind: 'observed', entity, since, until, facets }
  await world.put(observed)
  await world.putFingerprint(entity, fingerprint)
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
