/** Facts about an entity over time: changes come from events, observations from snapshots. */
import { compareTexts } from '../../ir/compare-texts.ts'
import type { Facets } from '../contract/responder.ts'

/** The effect of one event on one entity. */
export interface Effect {
  /** E.g. `role/deploy`. */
  readonly entity: string
  readonly sets: Facets
  /** Facets that it changed to a value that the event does not contain; `*` means all of them. */
  readonly unknown?: readonly string[]
  /** The entity was created or deleted: no facet from before remains. */
  readonly resets?: boolean
  /**
   * Facets that must have had these values before, because the call would have failed otherwise.
   */
  readonly was?: Facets
}

export interface Change extends Effect {
  readonly kind: 'change'
  /** Identity of the event. */
  readonly id: string
  /** ISO 8601 with milliseconds, exact to the second. */
  readonly at: string
  /** The actor: `Principal.key`. */
  readonly by: string
  readonly eventName: string
}

export interface Observed {
  readonly kind: 'observed'
  readonly entity: string
  /** ISO 8601: when the read started, and when it ended. */
  readonly since: string
  readonly until: string
  /** Empty where the entity did not exist. */
  readonly facets: Facets
  /** Facets that a truncated change may have set. Absent if the entity never had any. */
  readonly disputed?: readonly string[]
}

export type Fact = Change | Observed

/**
 * A pause of this length ends a burst: changes that the same actor made long before belong to other
 * work.
 */
export const pauseMs = 15 * 60_000

/** The end of a fact, which orders facts of both kinds. */
export const timeOf = (fact: Fact): string => (fact.kind === 'change' ? fact.at : fact.until)

/**
 * The changes among `facts`, in the order in which they were made, as far as it is known. Within
 * one second, a creation comes first and a deletion last.
 */
export const changesIn = (facts: readonly Fact[]): readonly Change[] =>
  facts
    .filter((fact) => fact.kind === 'change')
    .sort((a, b) => compareTexts(orderOf(a), orderOf(b)))

const orderOf = ({ at, resets, sets, id }: Change): string =>
  `${at} ${resets !== true ? 1 : sets.entity === null ? 2 : 0} ${id}`

/** The last snapshot that ended before `at`; null where there is none. */
export const lastBefore = (facts: readonly Fact[], at: string): Observed | null =>
  facts
    .filter((fact) => fact.kind === 'observed')
    .filter(({ until }) => until < at)
    .reduce<Observed | null>((last, fact) => (last && last.until > fact.until ? last : fact), null)

/**
 * Whether the oldest fact, the last of `facts`, is older than any burst that `since` could belong
 * to.
 */
export function reachesBack(facts: readonly Fact[], since: string): boolean {
  const oldest = facts.at(-1)
  return oldest !== undefined && Date.parse(timeOf(oldest)) < Date.parse(since) - pauseMs
}

/** `AttachRolePolicy by arn:aws:iam::1:user/eve at 2026-11-21T10:00:00Z` */
export const changeText = ({ eventName, by, at }: Change): string =>
  `${eventName} by ${by} at ${at.replace('.000Z', 'Z')}`
