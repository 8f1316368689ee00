/**
 * What is known of an entity over time: snapshots, and the changes between them.
 *
 * A snapshot is worth what it saw between `since` and `until`, and no event says more exactly when
 * it happened than its second. So a snapshot stands for the time before an event only if it was
 * finished before that second began, and every change whose second reaches into a snapshot is laid
 * on top of it again: made twice, a change has no second effect.
 */
import type { Facets } from '../../contract/responder.ts'
import type { Change } from './changes.ts'
import { facetOf, isOutsideSnapshots, sameValue } from './entity.ts'

export interface Observed {
  readonly kind: 'observed'
  readonly entity: string
  /** ISO 8601: the reading began, and was over. */
  readonly since: string
  readonly until: string
  /** Empty where the entity was not there. */
  readonly facets: Facets
}

export type Fact = Change | Observed

/**
 * What came of another event's response. `done`: its effect is no more. `undone`: a person brought
 * it back, and meant it. `wanted`: it should have been undone and was not, for whatever reason.
 */
export type Answered = 'done' | 'undone' | 'wanted'

export interface History {
  readonly facts: readonly Fact[]
  /** By identity of the event. */
  readonly answered: Readonly<Record<string, Answered>>
  /** Role ARNs of our own functions: their changes put things right. */
  readonly ownRoles: readonly string[]
  /** ISO 8601: when the first complete snapshot of the account was begun; null if there is none yet. */
  readonly baseline: string | null
  /** Facts were left out because there are too many. */
  readonly isCut: boolean
}

/** When a fact ends, for the order of facts of both kinds. */
export const timeOf = (fact: Fact): string => (fact.kind === 'change' ? fact.at : fact.until)

/**
 * In the order they were made, as far as it is known. Within one second a thing is made before
 * anything else happens to it, and deleted last.
 */
export const changesIn = (facts: readonly Fact[]): readonly Change[] =>
  facts.filter((fact) => fact.kind === 'change').sort((a, b) => compare(orderOf(a), orderOf(b)))

const orderOf = ({ at, resets, sets, id }: Change): string =>
  `${at} ${resets !== true ? 1 : sets.entity === null ? 2 : 0} ${id}`

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** What stood at a moment, as far as it is known. */
export interface Standing {
  readonly facets: Facets
  /** All facets are known: what is not named was not there. Keys and passwords excepted. */
  readonly isWhole: boolean
  readonly unknown: ReadonlySet<string>
  /** The snapshot it rests on; null where changes alone tell it. */
  readonly base: Observed | null
}

/** What stood when the changes `before`, all from before `at` and in their order, had been made. */
export function standingAt(
  facts: readonly Fact[],
  at: string,
  before: readonly Change[],
): Standing {
  const base = facts
    .filter((fact) => fact.kind === 'observed')
    .filter(({ until }) => until < at)
    .reduce<Observed | null>((last, fact) => (last && last.until > fact.until ? last : fact), null)
  const start: Standing = {
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
export function afterAll(start: Standing, changes: readonly Change[]): Standing {
  return changes.reduce((standing, change, index) => {
    const next = after(standing, change)
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

function after(standing: Standing, { sets, unknown = [], resets = false }: Change): Standing {
  const stillUnknown = [...standing.unknown].filter((facet) => !(facet in sets))
  return {
    ...standing,
    facets: resets ? sets : { ...standing.facets, ...sets },
    isWhole: standing.isWhole || resets,
    unknown: new Set([...(resets ? [] : stillUnknown), ...unknown]),
  }
}

/**
 * Facets that a snapshot saw otherwise than the facts before it make one expect: an event was
 * missed. It can be judged when all events have come that fell before it.
 */
export function unexplained(observed: Observed, facts: readonly Fact[]): readonly string[] {
  const { since, until, facets } = observed
  const told = standingAt(
    facts.filter((fact) => fact !== observed),
    since,
    changesIn(facts).filter(({ at }) => at <= until),
  )
  if (!told.isWhole) return []
  return Object.keys({ ...told.facets, ...facets }).filter((facet) => {
    // A description is in no event, and not in every way of reading an entity.
    if (isOutsideSnapshots(facet) || facet === 'settings') return false
    const expected = valueThen(told, facet)
    return expected !== undefined && !sameValue(facet, expected, facetOf(facets, facet))
  })
}

/** Undefined where it is not known; null where it is known not to have been there. */
export function valueThen(standing: Standing, facet: string): string | null | undefined {
  const { facets, isWhole, unknown } = standing
  if (unknown.has(facet) || unknown.has('*')) return undefined
  const value = facets[facet]
  if (value !== undefined) return value
  return isWhole && !isOutsideSnapshots(facet) ? null : undefined
}
