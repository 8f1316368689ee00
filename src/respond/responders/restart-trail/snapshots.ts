/** Keeps how each trail is set up, so that there is something to go back to. */

import type { Facets } from '../../contract/responder.ts'
import type { FactStore } from '../../history/fact-store.ts'

export interface TrailSnapshotWorld {
  /** Keys of the trails of this account that are seen from here. */
  trails(): Promise<readonly string[]>
  /** Empty where the trail is gone. */
  live(key: string): Promise<Facets>
  readonly put: FactStore['put']
  nowMs(): number
}

/** How many were taken. A snapshot is a kilobyte or so: one an hour of five trails is 40 MB a year. */
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
