/**
 * What a responder is: something that knows the inverse of an attacker's calls. It decides, and
 * nothing more: it is pure. Everything that could go wrong between deciding and done (twice, half
 * way, too often, too late, by the wrong person) is `run.ts`, the same for all responders.
 *
 * A thing in AWS is seen as facets: named values, each of which one call can put back.
 *
 *     role/deploy   trust            {"Statement":[…]}
 *                   inline:logs      {"Statement":[…]}
 *                   attached:arn:…   yes
 *
 * A new responder is a folder in `responders/` and an entry in `functions/`.
 */
import type { JsonObject } from '../../ir/json.ts'
import type { Responder as ResponderName } from '../../ir/names.ts'
import type { ResponderEvent } from './event.ts'

/** By name of the facet: its value as text, or null where it is known not to be there. */
export type Facets = Readonly<Record<string, string | null>>

/** The thing that an event changed. */
export interface Target {
  /** Unique in the account: `role/deploy`. One response at a time works on it. */
  readonly key: string
  /** For people: `role deploy`. */
  readonly name: string
}

/** One call to AWS that brings some facets to a value; made twice, it has no second effect. */
export interface Step {
  /** As CloudTrail and IAM policies write it: `iam:DetachRolePolicy`. */
  readonly call: string
  /** The input as the SDK takes it. */
  readonly input: JsonObject
  /** Comparable facets, as they read once the call has been made. */
  readonly sets: Facets
}

export interface Plan {
  /** What the event, and those covered with it, left behind: as long as this stands we may act. */
  readonly found: Facets
  /** What stood before them, facet by facet. */
  readonly before: Facets
  readonly steps: readonly Step[]
  /** Identities of the other events that are put right by the same steps. */
  readonly covers: readonly string[]
  /** ISO 8601: when the first of those changes was made. */
  readonly since: string
  /** What a person still has to do, one sentence each. */
  readonly remains: readonly string[]
  /** What a person should know about the decision. */
  readonly notes: readonly string[]
}

/**
 * Why there is no plan.
 * - `refused`: not something to undo, or not enough is known.
 * - `changed-since`: what the event left is not what stands now.
 * - `unsettled`: what we see does not fit together, as it does not for some seconds after a change;
 *   `run.ts` looks again, and takes it for `otherwise` when it stays so.
 */
export type NoPlan = Final | Unsettled

export interface Final {
  readonly kind: 'refused' | 'changed-since'
  readonly why: string
}

export interface Unsettled {
  readonly kind: 'unsettled'
  readonly otherwise: Final['kind']
  readonly why: string
}

export interface Question<Past> {
  readonly event: ResponderEvent
  readonly target: Target
  /** What is known of the time before the event. */
  readonly past: Past
  /** What stands now. */
  readonly live: Facets
}

export interface Responder<Past> {
  readonly name: ResponderName
  /** What the event changed, or why this responder has no inverse for it. */
  target(event: ResponderEvent): Target | Final
  plan(question: Question<Past>): Plan | NoPlan
  /**
   * The calls that lead from what stands to `to`, in an order that never opens more than stands
   * before it or after it. The way back (`tripline undo`) is asked with the same function.
   */
  steps(target: Target, live: Facets, to: Facets): readonly Step[] | Final
  /**
   * Facets of these names made comparable, so that equal text is equal meaning; further ones where
   * the target can only be compared as a whole.
   */
  comparable(target: Target, facets: Facets, names: readonly string[]): Facets
}

export const isNoPlan = <Other extends object>(answer: Other | NoPlan): answer is NoPlan =>
  'why' in answer

export const refuse = (why: string): Final => ({ kind: 'refused', why })

/** What is read lags behind what was done, and may come right; `otherwise` where it stays so. */
export const unsettled = (why: string, otherwise: Final['kind'] = 'changed-since'): Unsettled => ({
  kind: 'unsettled',
  otherwise,
  why,
})

export const changedSince = (why: string): Final => ({ kind: 'changed-since', why })

/** The facets that a plan is about. */
export const namesOf = ({ found, before }: Plan): readonly string[] =>
  Object.keys({ ...found, ...before })
