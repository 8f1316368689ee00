/**
 * Computes the state of an entity at a time from snapshots and the changes between them.
 *
 * A snapshot reads at some time between `since` and `until`, and an event's time is exact only to
 * the second. A snapshot therefore shows the state before an event only if it ended before the
 * event's second began. Every change whose second overlaps a snapshot is applied again on top of
 * it, because changes are idempotent.
 */
import { facetOf } from '../../contract/facets.ts'
import type { Facets } from '../../contract/responder.ts'
import { type Change, changesIn, type Fact, lastBefore, type Observed } from '../fact.ts'
import { isOutsideSnapshots, sameValue } from './entity.ts'

/** The state of an entity at a time, as far as it is known. */
export interface EntityState {
  readonly facets: Facets
  /** All facets are known, except keys and passwords: a facet that is not named was absent. */
  readonly isWhole: boolean
  readonly unknown: ReadonlySet<string>
  /** The part of `unknown` that a truncated change may have set. */
  readonly disputed: ReadonlySet<string>
  /** The snapshot that it is based on; null where only changes lead to it. */
  readonly base: Observed | null
}

/** The state after the changes `before`, which are all older than `at` and in order. */
export function stateAt(
  facts: readonly Fact[],
  at: string,
  before: readonly Change[],
): EntityState {
  const base = lastBefore(facts, at)
  const disputed = disputedAt(facts, at, before)
  const start: EntityState = {
    facets: base?.facets ?? {},
    isWhole: base !== null,
    unknown: disputed,
    disputed,
    base,
  }
  return afterAll(
    start,
    before.filter((change) => base === null || reaches(change, base)),
  )
}

/**
 * The disputed facets at a time: those of the last snapshot that lists them, without those that an
 * event set since. `changes` are in order.
 */
export function disputedAt(
  facts: readonly Fact[],
  at: string,
  changes: readonly Change[],
): ReadonlySet<string> {
  const listed = facts.filter((fact) => fact.kind === 'change' || fact.disputed !== undefined)
  const last = lastBefore(listed, at)
  const since = last === null ? [] : changes.filter((change) => reaches(change, last))
  return new Set(
    (last?.disputed ?? []).filter((facet) => !since.some((change) => settles(change, facet))),
  )
}

const settles = ({ resets, sets }: Change, facet: string): boolean =>
  resets === true || facet in sets

const secondMs = 1000

const reaches = ({ at }: Change, { since }: Observed): boolean =>
  Date.parse(at) + secondMs > Date.parse(since)

/**
 * Applies changes in order. Where two changes of one second set a facet to different values, the
 * result is unknown.
 */
export function afterAll(start: EntityState, changes: readonly Change[]): EntityState {
  return changes.reduce((state, change, index) => {
    const next = after(state, change)
    const rivals = changes.slice(0, index).filter(({ at }) => at === change.at)
    const unsure = Object.entries(change.sets).filter(([facet, value]) =>
      rivals.some(({ sets }) => isRival(facet, value, sets[facet])),
    )
    return { ...next, unknown: new Set([...next.unknown, ...unsure.map(([facet]) => facet)]) }
  }, start)
}

/** Ids are never reused: a version or key that was deleted had been created before. */
const isRival = (facet: string, value: string | null, other: string | null | undefined): boolean =>
  other !== undefined &&
  !sameValue(facet, value, other) &&
  !(facet === 'entity' && value !== null) &&
  !/^(?:version|key):/.test(facet)

function after(state: EntityState, { sets, unknown = [], resets = false }: Change): EntityState {
  const stillUnknown = [...state.unknown].filter((facet) => !(facet in sets))
  return {
    ...state,
    facets: resets ? sets : { ...state.facets, ...sets },
    isWhole: state.isWhole || resets,
    unknown: new Set([...(resets ? [] : stillUnknown), ...unknown]),
    disputed: new Set(resets ? [] : [...state.disputed].filter((facet) => !(facet in sets))),
  }
}

/**
 * Facets of a snapshot that the earlier facts do not lead to: an event was missed. The result is
 * reliable once all earlier events have arrived.
 */
export function unexplainedFacets(observed: Observed, facts: readonly Fact[]): readonly string[] {
  const { since, until, facets } = observed
  const state = stateAt(
    facts.filter((fact) => fact !== observed),
    since,
    changesIn(facts).filter(({ at }) => at <= until),
  )
  if (!state.isWhole) return []
  return Object.keys({ ...state.facets, ...facets }).filter((facet) => {
    // No event contains a description, and only some calls return it.
    if (isOutsideSnapshots(facet) || facet === 'settings') return false
    const expected = valueThen(state, facet)
    return expected !== undefined && !sameValue(facet, expected, facetOf(facets, facet))
  })
}

/** The value of a facet: undefined where it is unknown, null where it is known to be absent. */
export function valueThen(state: EntityState, facet: string): string | null | undefined {
  const { facets, isWhole, unknown } = state
  if (unknown.has(facet) || unknown.has('*')) return undefined
  const value = facets[facet]
  if (value !== undefined) return value
  return isWhole && !isOutsideSnapshots(facet) ? null : undefined
}
