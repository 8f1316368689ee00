/** Stores the settings of each trail, so that they can be restored. */

import type { Facets } from '../../contract/responder.ts'
import type { FactStore } from '../../history/fact-store.ts'

export interface TrailSnapshotWorld {
  /** Keys of the account's trails that are visible from the function's region. */
  trails(): Promise<readonly string[]>
  /** Empty where the trail does not exist. */
  live(key: string): Promise<Facets>
  readonly put: FactStore['put']
  nowMs(): number
}

/**
 * Returns how many snapshots were stored. A snapshot takes about a kilobyte: one an hour of five
 * trails is 40 MB a year.
 */
export async function snapshotTrails(world: TrailSnapshotWorld): Promise<number> {
  const keys = await world.trails()
  let taken = 0
  for (const entity of keys) {
    const since = new Date(world.nowMs()).toISOString()
    const facets = await world.live(entity)
    if (Object.keys(facets).length === 0) continue
    const until = new Date(world.nowMs()).toISOString()
    await world.put({ kind: 'observed', entity, since, until, facets })
    taken++
  }
  return taken
}
