/** The memory of a rule has up to three steps. An event passes them in this order: first-seen, threshold, dedup. */
import type { Event } from '../../ir/event.ts'
import type { Scalar } from '../../ir/json.ts'
import type { Severity } from '../../ir/names.ts'
import { nodesAt, type Path } from '../../ir/path.ts'
import type { Dedup, Recurrence, Rule, Threshold } from '../../ir/rule.ts'
import { rootOf, valuesOf } from '../evaluate.ts'

/**
 * - `first-seen` lets an event pass if its key was not seen for the window. Every event of the key
 *   counts as a sighting.
 * - `threshold` lets the event pass that reaches the count, and then none until the count was below.
 * - `dedup` lets the first event of a window pass, every event with a new value, and the 10th, 100th,
 *   1000th, … repeat.
 */
export type Step =
  | ({ readonly kind: 'first-seen' } & Recurrence)
  | ({ readonly kind: 'threshold' } & Threshold)
  | ({ readonly kind: 'dedup' } & Dedup & {
        /**
         * How many new values of an episode pass at once. Of those after them the 100th, 1000th, …
         * passes. Null: all pass.
         */
        readonly maxNew: number | null
      })

export type Remembering = Pick<Rule, 'firstSeen' | 'threshold' | 'dedup' | 'severity'>

/** A decoy cannot use up the reports of a severe rule, so these have no limit. */
const maxNewOf: Readonly<Record<Severity, number | null>> = {
  info: 20,
  low: 20,
  medium: 20,
  high: null,
  critical: null,
}

/** The steps of a rule, in order; none for a rule that remembers nothing. */
export function stepsOf({ firstSeen, threshold, dedup, severity }: Remembering): readonly Step[] {
  const steps: Step[] = []
  if (firstSeen !== undefined) steps.push({ kind: 'first-seen', ...firstSeen })
  if (threshold !== undefined) steps.push({ kind: 'threshold', ...threshold })
  if (dedup !== undefined) steps.push(dedupStep(dedup, severity))
  return steps
}

/** The values of an event at each path, sorted, each once; none for an absent path. */
export const keyValues = (event: Event, by: readonly Path[]): readonly (readonly Scalar[])[] =>
  by.map((path) => [...new Set(valuesOf(event, path))].sort())

export const dedupStep = (dedup: Dedup, severity: Severity): Step & { kind: 'dedup' } => ({
  kind: 'dedup',
  ...dedup,
  maxNew: maxNewOf[severity],
})

/**
 * What an event has at the paths of `new`, as a text: equal for equal contents. An object at a path
 * counts with everything below it, because an alert may show any of it. Undefined without paths.
 */
export function newValueOf(event: Event, paths: readonly Path[]): string | undefined {
  if (paths.length === 0) return undefined
  const texts = paths.map((path) =>
    nodesAt(rootOf(event, path), path).map((node) => JSON.stringify(node)),
  )
  return JSON.stringify(texts.map((each) => [...new Set(each)].sort()))
}

/** Events with the same values at these paths share a key; an absent path is a value of its own. */
export const keyOf = (event: Event, by: readonly Path[]): string =>
  JSON.stringify(keyValues(event, by))
