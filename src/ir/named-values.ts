/** Finds the values that a check lists by name. The value of its field must be one of them. */
import type { Scalar } from './json.ts'
import { checkNormalForm, type Literal, type NormalForm } from './logic.ts'
import type { Check, OperatorCheck } from './predicate.ts'

/**
 * Every value for which the check can hold, each once. Undefined if it can hold for other values or
 * for an absent path. The check can still fail for a value in the list.
 */
export const namedValues = (check: Check): readonly Scalar[] | undefined =>
  namedIn(checkNormalForm(check), equalValue)

/** The value that a literal requires; undefined if it requires no value. */
export const equalValue = ({
  leaf,
  negated,
}: Literal<OperatorCheck>): readonly Scalar[] | undefined =>
  leaf.op === 'equals' && !negated ? [leaf.value] : undefined

/** The texts of which the value must be one. Undefined if it can be another text or not a text. */
export const namedTexts = (check: Check): readonly string[] | undefined =>
  namedIn(checkNormalForm(check), ({ leaf, negated }) =>
    leaf.op === 'equals' && !negated && typeof leaf.value === 'string' ? [leaf.value] : undefined,
  )

/**
 * The same for any normal form: `namedBy` returns the values that one literal requires, or
 * undefined where it requires none. Of an `all` the shortest list is taken, the first of equally
 * short ones.
 */
export function namedIn<Leaf, Value>(
  form: NormalForm<Leaf>,
  namedBy: (literal: Literal<Leaf>) => readonly Value[] | undefined,
): readonly Value[] | undefined {
  if (form.kind === 'literal') return namedBy(form)
  const lists = form.of.map((part) => namedIn(part, namedBy))
  const known = lists.filter((list) => list !== undefined)
  if (form.kind === 'all') return known.toSorted((a, b) => a.length - b.length)[0]
  return known.length === lists.length ? [...new Set(known.flat())] : undefined
}
