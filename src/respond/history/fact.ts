/** What is known of an entity over time: what events changed, and what snapshots saw. */
import type { Facets } from '../contract/responder.ts'

/** What one event does to one entity. */
export interface Effect {
  /** `role/deploy` */
  readonly entity: string
  readonly sets: Facets
  /** Facets that it changed to something the event does not say; `*` is all of them. */
  readonly unknown?: readonly string[]
  /** The entity was made or deleted: nothing of before is left. */
  readonly resets?: boolean
  /** What must have been there before, or the call would have failed. */
  readonly was?: Facets
}

export interface Change extends Effect {
  readonly kind: 'change'
  /** Identity of the event. */
  readonly id: string
  /** ISO 8601 with milliseconds, true to the second. */
  readonly at: string
  /** Who did it: `Principal.key`. */
  readonly by: string
  readonly eventName: string
}

export interface Observed {
  readonly kind: 'observed'
  readonly entity: string
  /** ISO 8601: when the reading began, and when it ended. */
  readonly since: string
  readonly until: string
  /** Empty where the entity was not there. */
  readonly facets: Facets
}

export type Fact = Change | Observed

/** A pause of this length ends a burst: what the same actor did long before was other work. */
export const pauseMs = 15 * 60_000

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

/** The last snapshot that was finished before `at`; null where there is none. */
export const lastBefore = (facts: readonly Fact[], at: string): Observed | null =>
  facts
    .filter((fact) => fact.kind === 'observed')
    .filter(({ until }) => until < at)
    .reduce<Observed | null>((last, fact) => (last && last.until > fact.until ? last : fact), null)

/** Whether the oldest fact, the last of `facts`, is from before any burst that `since` could belong to. */
export function reachesBack(facts: readonly Fact[], since: string): boolean {
  const oldest = facts.at(-1)
  return oldest !== undefined && Date.parse(timeOf(oldest)) < Date.parse(since) - pauseMs
}

/** `AttachRolePolicy by arn:aws:iam::1:user/eve at 2026-11-21T10:00:00Z` */
export const changeText = ({ eventName, by, at }: Change): string =>
  `${eventName} by ${by} at ${at.replace('.000Z', 'Z')}`
