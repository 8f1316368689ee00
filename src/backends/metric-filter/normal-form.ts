/**
 * A predicate as plain logic over single tests, `not` moved down to the tests.
 *
 * That is what a predicate means where each path has one value at most: a block then has nothing to
 * choose, and `not` in a check and `not` around a block mean the same.
 */
import { checkNormalForm, mapLiterals, type NormalForm, normalForm } from '../../ir/logic.ts'
import { namedIn } from '../../ir/named-values.ts'
import { type Path, pathText } from '../../ir/path.ts'
import type { OperatorCheck, Predicate } from '../../ir/predicate.ts'

/** One operator asked of one path. Its negation also holds where the path is absent. */
export interface FieldTest {
  readonly path: Path
  readonly check: OperatorCheck
}

export type Formula = NormalForm<FieldTest>

export const formulaOf = (predicate: Predicate): Formula =>
  mapLiterals(normalForm(predicate), ({ leaf: { fields }, negated }) => ({
    kind: negated ? 'any' : 'all',
    of: fields.map(({ path, check }) =>
      mapLiterals(checkNormalForm(check, negated), (literal) => ({
        kind: 'literal',
        leaf: { path, check: literal.leaf },
        negated: literal.negated,
      })),
    ),
  }))

/** The texts of which a path has one wherever the formula holds; undefined where it may have any other value, or none. */
export const pinnedTexts = (formula: Formula, path: string): readonly string[] | undefined =>
  namedIn(formula, ({ leaf: { check, path: at }, negated }) =>
    !negated && check.op === 'equals' && typeof check.value === 'string' && pathText(at) === path
      ? [check.value]
      : undefined,
  )
