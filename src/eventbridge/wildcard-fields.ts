/**
 * Which wildcards of a pattern are tried on the same value.
 *
 * event-ruler holds a rule as a tree: at each step one field, whose comparisons lead on to the
 * next. Two `$or` combinations that begin alike share the steps they have in common, and with them
 * the wildcards there (`GenericMachine.addStep`). What is only reached over `exists: false` it does
 * not count.
 */

import type { Comparison, EventPattern, Field } from './pattern.ts'
import type { WildcardSet } from './wildcard-complexity.ts'

interface Step {
  readonly fields: Map<string, FieldStep>
}

interface FieldStep {
  /** By the comparison they belong to, so that equal ones count once. */
  readonly wildcards: Map<string, WildcardSet>
  /** Where each comparison leads. */
  readonly next: Map<string, Step>
  /** Where one leads that looks at a value. */
  readonly valueSteps: Set<Step>
}

/** The wildcards of every field of every step that has any. */
export function wildcardFields(pattern: EventPattern): WildcardSet[][] {
  const root = newStep()
  for (const alternative of pattern.alternatives) {
    const last = alternative.findLastIndex(({ comparisons }) => comparisons.some(hasWildcard))
    let steps: ReadonlySet<Step> = new Set([root])
    for (const field of alternative.slice(0, last + 1)) steps = addField(steps, field)
  }
  return collect(root)
}

const newStep = (): Step => ({ fields: new Map() })

function addField(steps: ReadonlySet<Step>, { path, comparisons }: Field): Set<Step> {
  const reached = new Set<Step>()
  for (const step of steps) {
    const field = step.fields.get(path) ?? {
      wildcards: new Map(),
      next: new Map(),
      valueSteps: new Set(),
    }
    step.fields.set(path, field)
    let previous: Step | undefined
    for (const comparison of comparisons) {
      const identity = JSON.stringify(comparison)
      const next = field.next.get(identity) ?? previous ?? newStep()
      previous = next
      field.next.set(identity, next)
      if (comparison.kind !== 'exists' || comparison.wanted) field.valueSteps.add(next)
      if (hasWildcard(comparison)) field.wildcards.set(identity, wildcardsOf(comparison))
      reached.add(next)
    }
  }
  return reached
}

function collect(root: Step): WildcardSet[][] {
  const found: WildcardSet[][] = []
  const seen = new Set([root])
  for (const step of seen)
    for (const { wildcards, valueSteps } of step.fields.values()) {
      if (wildcards.size > 0) found.push([...wildcards.values()])
      for (const next of valueSteps) seen.add(next)
    }
  return found
}

function hasWildcard(comparison: Comparison): boolean {
  return wildcardsOf(comparison).length > 0
}

function wildcardsOf(comparison: Comparison): WildcardSet {
  if (comparison.kind === 'wildcard') return [comparison.parts]
  return comparison.kind === 'anything-but' ? comparison.comparisons.flatMap(wildcardsOf) : []
}
