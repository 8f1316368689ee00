/**
 * Takes a snapshot of the whole account, page by page. Only one page is in memory at a time. The
 * position is stored after each page, so that the next invocation continues where this one ran out
 * of time.
 */

import type { Facets } from '../../contract/responder.ts'
import { type Observed, timeOf } from '../fact.ts'
import { type Baseline, type Cursor, MarkerExpired, type SnapshotWorld } from '../fact-store.ts'
import { inSnapshot, observeQuiet } from './increment.ts'
import { respell } from './spelling.ts'
import { unexplainedFacets } from './state-at.ts'

/** Time for one more page and for storing the position, in milliseconds. */
const neededMs = 20_000

/** How many entities of a page are processed concurrently. */
const width = 8

/**
 * A snapshot interrupted longer ago than this is restarted, because its first pages would be old.
 * It is longer than the day between two scheduled runs, so that an account too large for one day's
 * runs is finished.
 */
const restartMs = 3 * 24 * 3_600_000

export interface BaselineReport {
  readonly isComplete: boolean
  readonly startedAt: string
  /** Since the start of the snapshot, over all its invocations. */
  readonly entities: number
  /** How many entities this invocation found different from their last snapshot. */
  readonly changed: number
  /** Entities that this invocation found changed without an event. */
  readonly unexplained: readonly string[]
}

/** Continues the snapshot, or starts one. It must be called again until the report is complete. */
export async function takeBaseline(world: SnapshotWorld): Promise<BaselineReport> {
  const known = await world.baseline()
  let cursor = resumed(known.current, world.nowMs())
  let changed = 0
  const missed: string[] = []
  while (world.remainingMs() > neededMs) {
    const page = await pageAt(cursor, world)
    if (page === 'expired') {
      cursor = newCursor(world.nowMs())
      continue
    }
    const { since, until, entities, next } = page
    for (let from = 0; from < entities.length; from += width) {
      const seen = await Promise.all(
        entities
          .slice(from, from + width)
          .map(({ entity, facets }) =>
            observeQuiet(entity, { since, until, facets: inSnapshot(facets) }, world),
          ),
      )
      const fresh = seen.filter((one) => one !== null)
      changed += fresh.length
      // The very first snapshot has nothing to differ from.
      for (const one of known.first === null ? [] : fresh) {
        if (await isMissed(one, world)) missed.push(one.entity)
      }
    }
    cursor = { ...cursor, marker: next, entities: cursor.entities + entities.length }
    await world.putBaseline(next === null ? finished(known, cursor) : { ...known, current: cursor })
    if (next === null)
      return { ...reportOf(cursor), isComplete: true, changed, unexplained: missed }
  }
  return { ...reportOf(cursor), isComplete: false, changed, unexplained: missed }
}

/** Whether no event explains the change. */
async function isMissed(observed: Observed, world: SnapshotWorld): Promise<boolean> {
  const { facts } = await world.page(observed.entity, null)
  const others = facts.filter((fact) => timeOf(fact) < observed.since)
  return unexplainedFacets(observed, respell(others, observed.facets)).length > 0
}

const reportOf = ({ startedAt, entities }: Cursor) => ({ startedAt, entities })

const newCursor = (nowMs: number): Cursor => ({
  startedAt: new Date(nowMs).toISOString(),
  marker: null,
  entities: 0,
})

const resumed = (current: Cursor | null, nowMs: number): Cursor =>
  current !== null && nowMs - Date.parse(current.startedAt) < restartMs ? current : newCursor(nowMs)

const finished = ({ first }: Baseline, { startedAt }: Cursor): Baseline => ({
  first: first ?? startedAt,
  latest: startedAt,
  current: null,
})

interface Seen {
  readonly since: string
  readonly until: string
  readonly entities: readonly { readonly entity: string; readonly facets: Facets }[]
  readonly next: string | null
}

async function pageAt(cursor: Cursor, world: SnapshotWorld): Promise<Seen | 'expired'> {
  const since = new Date(world.nowMs()).toISOString()
  try {
    const page = await world.accountPage(cursor.marker)
    return { ...page, since, until: new Date(world.nowMs()).toISOString() }
  } catch (error) {
    if (error instanceof MarkerExpired && cursor.marker !== null) return 'expired'
    throw error
  }
}
