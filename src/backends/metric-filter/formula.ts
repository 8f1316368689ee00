/**
 * A predicate as plain logic over single tests, `not` moved down to the tests.
 *
 * That is what a predicate means where each path has one value at most: a block then has nothing to
 * choose, and `not` in a test and `not` around a block say the same.
 */
import { type Path, pathText } from '../../ir/path.ts'
import type { Check, OperatorCheck, Predicate } from '../../ir/predicate.ts'

/** One operator asked of one path, or its plain opposite, which also holds where the path is absent. */
export interface Literal {
  readonly kind: 'literal'
  readonly path: Path
  readonly check: OperatorCheck
  readonly negated: boolean
}

export type Formula = Literal | { readonly kind: 'all' | 'any'; readonly of: readonly Formula[] }

export function formulaOf(predicate: Predicate, negated = false): Formula {
  switch (predicate.kind) {
    case 'block':
      return {
        kind: negated ? 'any' : 'all',
        of: predicate.fields.map(({ path, check }) => ofCheck(path, check, negated)),
      }
    case 'all':
    case 'any':
      return {
        kind: (predicate.kind === 'all') === negated ? 'any' : 'all',
        of: predicate.of.map((part) => formulaOf(part, negated)),
      }
    case 'not':
      return formulaOf(predicate.of, !negated)
  }
}

function ofCheck(path: Path, check: Check, negated: boolean): Formula {
  if (check.op === 'not') return ofCheck(path, check.of, !negated)
  if (check.op !== 'all' && check.op !== 'any') return { kind: 'literal', path, check, negated }
  return {
    kind: (check.op === 'all') === negated ? 'any' : 'all',
    of: check.of.map((part) => ofCheck(path, part, negated)),
  }
}

/** The texts of which a path has one wherever the formula holds; undefined where it may have any other value, or none. */
export function pinnedTexts(formula: Formula, path: string): readonly string[] | undefined {
  switch (formula.kind) {
    case 'literal': {
      const { check, negated } = formula
      if (negated || pathText(formula.path) !== path || check.op !== 'equals') return undefined
      return typeof check.value === 'string' ? [check.value] : undefined
    }
    case 'all':
      return formula.of.map((part) => pinnedTexts(part, path)).find((texts) => texts !== undefined)
    case 'any': {
      const all = formula.of.map((part) => pinnedTexts(part, path))
      return all.every((texts) => texts !== undefined) ? [...new Set(all.flat())] : undefined
    }
  }
}
