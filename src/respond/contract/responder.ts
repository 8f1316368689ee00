/**
 * The contract of a responder: pure code that knows the inverse of an attacker's calls. It decides
 * and does nothing else. `run.ts`, the same for all responders, handles everything that can go
 * wrong between the decision and the last call: a repetition, a crash half-way, too many at once,
 * too late, the wrong person.
 *
 * A resource in AWS is seen as facets: named values, each of which one call can restore.
 *
 *     role/deploy   trust            {"Statement":[…]}
 *                   inline:logs      {"Statement":[…]}
 *                   attached:arn:…   yes
 *
 * A new responder is a folder in `responders/`, an entry in `functions/`, and its AWS calls in
 * `functions/world/`. CONTRIBUTING.md lists all steps.
 */
import type { JsonObject } from '../../ir/json.ts'
import type { Responder as ResponderName } from '../../ir/names.ts'
import type { ResponderEvent } from './event.ts'

/** The value of each facet as text, by its name; null where it is known to be absent. */
export type Facets = Readonly<Record<string, string | null>>

/** The resource that an event changed. */
export interface Target {
  /** Unique in the account: `role/deploy`. One response at a time works on it. */
  readonly key: string
  /** As people read it: `role deploy`. */
  readonly name: string
}

/** One call to AWS that sets some facets. It is idempotent. */
export interface Step {
  /** As CloudTrail and IAM policies write it: `iam:DetachRolePolicy`. */
  readonly call: string
  /** The input in the SDK's form. */
  readonly input: JsonObject
  /** The comparable facets after the call. */
  readonly sets: Facets
}

export interface Plan {
  /**
   * The facets that the event, and those covered with it, left. Tripline acts only while they are
   * unchanged.
   */
  readonly found: Facets
  /** The facets before those events. */
  readonly before: Facets
  readonly steps: readonly Step[]
  /** Identities of the other events that the same steps put right. */
  readonly covers: readonly string[]
  /** ISO 8601: when the first of those changes was made. */
  readonly since: string
  /** What a person still has to do, one sentence each. */
  readonly remains: readonly string[]
  /** What a person should know about the decision, one sentence each. */
  readonly notes: readonly string[]
}

/**
 * The reason why there is no plan.
 * - `refused`: there is nothing to undo, or too little is known.
 * - `changed-since`: the live facets are not what the event left.
 * - `unsettled`: the reads contradict each other, as they do for some seconds after a change. `run.ts`
 *   reads again, and takes it for `otherwise` where it stays so.
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
  /** The known state before the event. */
  readonly past: Past
  /** The facets now. */
  readonly live: Facets
}

export interface Responder<Past> {
  readonly name: ResponderName
  /** The resource that the event changed, or the reason why this responder has no inverse. */
  target(event: ResponderEvent): Target | Final
  plan(question: Question<Past>): Plan | NoPlan
  /**
   * The calls that lead from `live` to `to`, in an order that never permits more than either end
   * does. Undo (`tripline undo`) calls the same function.
   */
  steps(target: Target, live: Facets, to: Facets): readonly Step[] | Final
  /**
   * Whether the call can give somebody a power, or take a protection away, where the target reads
   * as `found`. Only the function `restore` makes such a call. In doubt it gives.
   */
  gives(step: Step, found: Facets): boolean
  /**
   * The facets with these names in a form in which equal text is equal meaning. It returns further
   * facets where the target can only be compared as a whole.
   */
  comparable(target: Target, facets: Facets, names: readonly string[]): Facets
}

export const isNoPlan = <Other extends object>(answer: Other | NoPlan): answer is NoPlan =>
  'why' in answer

export const refuse = (why: string): Final => ({ kind: 'refused', why })

/** Reads lag behind writes, and may settle; `otherwise` is the reason where they do not. */
export const unsettled = (why: string, otherwise: Final['kind'] = 'changed-since'): Unsettled => ({
  kind: 'unsettled',
  otherwise,
  why,
})

export const changedSince = (why: string): Final => ({ kind: 'changed-since', why })

/** Names of the facets that a plan changes. */
export const namesOf = ({ found, before }: Plan): readonly string[] =>
  Object.keys({ ...found, ...before })
