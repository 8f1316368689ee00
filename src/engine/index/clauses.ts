/** Rules taken apart into what can be decided from a few known values, each by itself. */
import { comparedPaths } from '../../ir/logic.ts'
import type { Path } from '../../ir/path.ts'
import type { Field, Predicate } from '../../ir/predicate.ts'

/** Fields that all must hold. */
export interface Clause {
  readonly fields: readonly Field[]
  /** Whether this is all that was asked; else something was left out. */
  readonly isWhole: boolean
}

/** More alternatives than this are taken as one of which nothing is known. */
const mostClauses = 64

/**
 * A predicate as alternatives, with only its questions about known paths, none of which may go through
 * an array: one of them holds for whatever the predicate holds for, and the other way round where the
 * clause is whole.
 */
export function clausesOf(
  predicate: Predicate,
  isKnown: (path: Path) => boolean,
): readonly Clause[] {
  switch (predicate.kind) {
    case 'block': {
      const fields = predicate.fields.filter(
        ({ path, check }) => isKnown(path) && comparedPaths(check).length === 0,
      )
      return [{ fields, isWhole: fields.length === predicate.fields.length }]
    }
    case 'any':
      return fewEnough(predicate.of.flatMap((part) => clausesOf(part, isKnown)))
    case 'all':
      return predicate.of
        .map((part) => clausesOf(part, isKnown))
        .reduce((so, part) => fewEnough(so.flatMap((one) => part.map(joined(one)))), [everything])
    case 'not':
      return [unknown]
  }
}

const everything: Clause = { fields: [], isWhole: true }
const unknown: Clause = { fields: [], isWhole: false }

const fewEnough = (clauses: readonly Clause[]): readonly Clause[] =>
  clauses.length > mostClauses ? [unknown] : clauses

const joined =
  (one: Clause) =>
  (other: Clause): Clause => ({
    fields: [...one.fields, ...other.fields],
    isWhole: one.isWhole && other.isWhole,
  })
