/**
 * What is known of an entity over time: snapshots, and the changes between them.
 *
 * A snapshot is worth what it saw between `since` and `until`, and no event says more exactly when
 * it happened than its second. So a snapshot stands for the time before an event only if it was
 * finished before that second began, and every change whose second reaches into a snapshot is laid
 * on top of it again: made twice, a change has no second effect.
 */
import { facetOf } from '../../contract/facets.ts'
import type { Facets } from '../../contract/responder.ts'
import { type Change, changesIn, type Fact, lastBefore, type Observed } from '../fact.ts'
import { isOutsideSnapshots, sameValue } from './entity.ts'

/** What stood at a moment, as far as it is known. */
export interface EntityState {
  readonly facets: Facets
  /** All facets are known: what is not named was not there. Keys and passwords excepted. */
  readonly isWhole: boolean
  readonly unknown: ReadonlySet<string>
  /** The snapshot it rests on; null where changes alone tell it. */
  readonly base: Observed | null
}

/** What stood when the changes `before`, all from before `at` and in their order, had been made. */
export function stateAt(
  facts: readonly Fact[],
  at: string,
  before: readonly Change[],
): EntityState {
  const base = lastBefore(facts, at)
  const start: EntityState = {
    facets: base?.facets ?? {},
    isWhole: base !== null,
    unknown: new Set(),
    base,
  }
  return afterAll(
    start,
    before.filter((change) => base === null || reaches(change, base)),
  )
}

const secondMs = 1000

const reaches = ({ at }: Change, { since }: Observed): boolean =>
  Date.parse(at) + secondMs > Date.parse(since)

/** Where two changes of one second bring a facet to different values, which came last is not known. */
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

/** Ids are never used twice: a version or key that was deleted had been made before. */
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
  }
}

/**
 * Facets that a snapshot saw otherwise than the facts before it make one expect: an event was
 * missed. It can be judged when all events have come that fell before it.
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
    // A description is in no event, and not in every way of reading an entity.
    if (isOutsideSnapshots(facet) || facet === 'settings') return false
    const expected = valueThen(state, facet)
    return expected !== undefined && !sameValue(facet, expected, facetOf(facets, facet))
  })
}

/** Undefined where it is not known; null where it is known not to have been there. */
export function valueThen(state: EntityState, facet: string): string | null | undefined {
  const { facets, isWhole, unknown } = state
  if (unknown.has(facet) || unknown.has('*')) return undefined
  const value = facets[facet]
  if (value !== undefined) return value
  return isWhole && !isOutsideSnapshots(facet) ? null : undefined
}
