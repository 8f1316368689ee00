/** Conjunctions of fields: the values that they require, and how similar ones are merged. */
import { foldCheck } from '../../ir/logic.ts'
import { namedTexts } from '../../ir/named-values.ts'
import { pathText } from '../../ir/path.ts'
import type { Check, Field } from '../../ir/predicate.ts'

/** Fields whose checks all hold. Fields of one block may repeat a path. */
export type Conjunction = readonly Field[]

/** The texts that a field must have one of; undefined if it may have any other value. */
export function textsAt(conjunction: Conjunction, path: string): readonly string[] | undefined {
  const field = conjunction.find((each) => pathText(each.path) === path)
  return field && namedTexts(withOpenNegations(field.check))
}

/**
 * The check, with each `not` replaced by a test that requires nothing. A text under two of them is
 * required too, but conjunctions with different services share fewer fields and make longer patterns.
 */
const withOpenNegations = (check: Check): Check =>
  foldCheck<Check>(check, {
    leaf: (operator) => operator,
    all: (of) => ({ op: 'all', of }),
    any: (of) => ({ op: 'any', of }),
    not: () => ({ op: 'exists', present: true }),
  })

/** Merges conjunctions that differ in the check of one field. One without fields replaces all others. */
export function merge(conjunctions: readonly Conjunction[]): readonly Conjunction[] {
  if (conjunctions.some(({ length }) => length === 0)) return [[]]
  const kept: Conjunction[] = []
  for (const conjunction of conjunctions) {
    const index = kept.findIndex((known) => differingField(known, conjunction) !== undefined)
    const known = kept[index]
    if (known === undefined) kept.push(conjunction)
    else kept[index] = union(known, conjunction)
  }
  return kept.length < conjunctions.length ? merge(kept) : kept
}

/** The one field in which two conjunctions differ (any field if they are equal); undefined if more differ. */
function differingField(one: Conjunction, other: Conjunction): Field | undefined {
  if (one.length !== other.length) return undefined
  const texts = new Map(other.map(({ path, check }) => [pathText(path), JSON.stringify(check)]))
  if (!one.every(({ path }) => texts.has(pathText(path)))) return undefined
  const different = one.filter(
    ({ path, check }) => texts.get(pathText(path)) !== JSON.stringify(check),
  )
  return different.length > 1 ? undefined : (different[0] ?? one[0])
}

function union(one: Conjunction, other: Conjunction): Conjunction {
  const field = differingField(one, other)
  const counterpart = other.find(({ path }) => field && pathText(path) === pathText(field.path))
  if (field === undefined || counterpart === undefined) return one
  if (JSON.stringify(field.check) === JSON.stringify(counterpart.check)) return one
  const check: Check = { op: 'any', of: [field.check, counterpart.check] }
  return one.map((each) => (each === field ? { path: field.path, check } : each))
}
