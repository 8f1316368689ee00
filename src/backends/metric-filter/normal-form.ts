/**
 * Converts a predicate into a formula: single tests joined by `all` and `any`, with each `not` moved
 * down to a test.
 *
 * This is correct because each path has one value at most. A block then has nothing to choose, and a
 * `not` in a check means the same as a `not` around a block.
 */
import { oneElement } from '../../diagnostics/catalogue/backends/metric-filter.ts'
import { inBlocks, widerInBlocks } from '../../ir/in-blocks.ts'
import { checkNormalForm, mapLiterals, type NormalForm, normalForm } from '../../ir/logic.ts'
import { namedIn } from '../../ir/named-values.ts'
import { type Path, pathText } from '../../ir/path.ts'
import type { OperatorCheck, Predicate } from '../../ir/predicate.ts'

/** One operator on one path. Its negation also holds if the path is absent. */
export interface FieldTest {
  readonly path: Path
  readonly check: OperatorCheck
}

export type Formula = NormalForm<FieldTest>

/** Throws `Uncompilable` for an `each` that blocks cannot express. */
export function exactFormulaOf(predicate: Predicate): Formula {
  const [inexact] = inBlocks(predicate).inexact
  if (inexact !== undefined) throw oneElement(pathText(inexact.path))
  return formulaOf(predicate)
}

/** The same for more events than those of the predicate, if it has such an `each`. */
export const formulaOf = (predicate: Predicate): Formula =>
  mapLiterals(normalForm(widerInBlocks(predicate)), ({ leaf: { fields }, negated }) => ({
    kind: negated ? 'any' : 'all',
    of: fields.map(({ path, check }) =>
      mapLiterals(checkNormalForm(check, negated), (literal) => ({
        kind: 'literal',
        leaf: { path, check: literal.leaf },
        negated: literal.negated,
      })),
    ),
  }))

/** The texts of which a path must have one for the formula to hold; undefined if it may have another value, or none. */
export const pinnedTexts = (formula: Formula, path: string): readonly string[] | undefined =>
  namedIn(formula, ({ leaf: { check, path: at }, negated }) =>
    !negated && check.op === 'equals' && typeof check.value === 'string' && pathText(at) === path
      ? [check.value]
      : undefined,
  )
