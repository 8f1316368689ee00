/** Whether an event matches a compiled pattern: `TestEventPattern` without AWS. */

import { type FieldMatch, matchesInArrays } from './array-consistency.ts'
import { collectLeaves, type Leaf } from './event-leaves.ts'
import { holds } from './holds.ts'
import type { ParsedJson } from './json.ts'
import type { Alternative, EventPattern, Field } from './pattern.ts'

/**
 * Whether `event` matches `pattern`. An event that is not an object matches nothing. It never
 * throws. The time is linear in the size of the event, however its array elements can be combined.
 * The result is false for an event made to be hard to search (see `array-consistency.ts`).
 */
export function matches(pattern: EventPattern, event: ParsedJson): boolean {
  const leaves = collectLeaves(pattern, event)
  if (!leaves) return false
  return pattern.alternatives.some((alternative) => matchesAlternative(alternative, leaves))
}

function matchesAlternative(
  alternative: Alternative,
  leaves: readonly (readonly Leaf[])[],
): boolean {
  const fields: FieldMatch[] = []
  for (const field of alternative) {
    const match = matchField(field, leaves[field.slot] ?? [])
    if (match.holding.length === 0 && !match.unwanted) return false
    fields.push(match)
  }
  return matchesInArrays(fields)
}

function matchField({ comparisons }: Field, leaves: readonly Leaf[]): FieldMatch {
  const holding = leaves.filter((leaf) => comparisons.some((comparison) => holds(comparison, leaf)))
  const absent = comparisons.some(
    (comparison) => comparison.kind === 'exists' && !comparison.wanted,
  )
  // A leaf outside every array goes together with any element that the other fields choose.
  const certain = leaves.some((leaf) => leaf.element === undefined)
  return { holding, unwanted: absent && !certain ? leaves : undefined }
}
