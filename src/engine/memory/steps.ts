/** The memory of a rule has up to three steps. An event passes them in this order: first-seen, threshold, dedup. */
import type { Event } from '../../ir/event.ts'
import type { Scalar } from '../../ir/json.ts'
import type { Path } from '../../ir/path.ts'
import type { Recurrence, Rule, Threshold } from '../../ir/rule.ts'
import { valuesOf } from '../evaluate.ts'

/**
 * - `first-seen` lets an event pass if its key was not seen for the window. Every event of the key
 *   counts as a sighting.
 * - `threshold` lets the event pass that reaches the count, and then none until the count was below.
 * - `dedup` lets the first event of a window pass, then the 10th, 100th, 1000th, … repeat.
 */
export type Step =
  | ({ readonly kind: 'first-seen' } & Recurrence)
  | ({ readonly kind: 'threshold' } & Threshold)
  | ({ readonly kind: 'dedup' } & Recurrence)

export type Remembering = Pick<Rule, 'firstSeen' | 'threshold' | 'dedup'>

/** The steps of a rule, in order; none for a rule that remembers nothing. */
export function stepsOf({ firstSeen, threshold, dedup }: Remembering): readonly Step[] {
  const steps: Step[] = []
  if (firstSeen !== undefined) steps.push({ kind: 'first-seen', ...firstSeen })
  if (threshold !== undefined) steps.push({ kind: 'threshold', ...threshold })
  if (dedup !== undefined) steps.push({ kind: 'dedup', ...dedup })
  return steps
}

/** The values of an event at each path, sorted, each once; none for an absent path. */
export const keyValues = (event: Event, by: readonly Path[]): readonly (readonly Scalar[])[] =>
  by.map((path) => [...new Set(valuesOf(event, path))].sort())

/** Events with the same values at these paths share a key; an absent path is a value of its own. */
export const keyOf = (event: Event, by: readonly Path[]): string =>
  JSON.stringify(keyValues(event, by))
