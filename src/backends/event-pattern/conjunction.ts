/** Conjunctions of fields: what they pin, and which of them are one. */
import { foldCheck } from '../../ir/logic.ts'
import { namedTexts } from '../../ir/named-values.ts'
import { pathText } from '../../ir/path.ts'
import type { Check, Field } from '../../ir/predicate.ts'

/** Fields whose checks all hold. Fields of one block may repeat a path. */
export type Conjunction = readonly Field[]

/** The texts that a field is pinned to; undefined where it may be anything else. */
export function textsAt(conjunction: Conjunction, path: string): readonly string[] | undefined {
  const field = conjunction.find((each) => pathText(each.path) === path)
  return field && namedTexts(withOpenNegations(field.check))
}

/**
 * The check with a test that pins nothing for each `not`. A pin under two of them would be one too, but
 * conjunctions that pin different services share fewer fields, and their pattern is longer.
 */
const withOpenNegations = (check: Check): Check =>
  foldCheck<Check>(check, {
    leaf: (operator) => operator,
    all: (of) => ({ op: 'all', of }),
    any: (of) => ({ op: 'any', of }),
    not: () => ({ op: 'exists', present: true }),
  })

/** Conjunctions that differ in the check of one field only become one; one without fields replaces all others. */
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

/** The one field in which two conjunctions differ (or any, where they are equal); undefined where it is more. */
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
