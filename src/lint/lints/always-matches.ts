import {
  alwaysMatches,
  anyTextMatches,
  notAlwaysMatches,
} from '../../diagnostics/catalogue/lint/clauses.ts'
import type { Diagnostic } from '../../diagnostics/diagnostic.ts'
import { operatorsIn } from '../../ir/logic.ts'
import type { OperatorCheck } from '../../ir/predicate.ts'
import { describeOperator } from '../../operators/operators.ts'
import { decidedParts } from '../decided.ts'
import { anyText, isWithin, shapeOf } from '../logic/text-shapes.ts'
import { type Lint, placedFields } from '../subject.ts'

/** Tautologies, and tests that every text passes. */
export const alwaysMatching: Lint = (subject) => [
  ...decidedParts(subject).flatMap(({ answer, negated, emptyList, what, span }) =>
    (answer === 'always') !== negated && emptyList === undefined
      ? [(negated ? notAlwaysMatches : alwaysMatches)(what, span)]
      : [],
  ),
  ...[...placedFields(subject)].flatMap(({ field, span }): Diagnostic[] =>
    operatorsIn(field.check)
      .filter(({ leaf }) => acceptsAnyText(leaf))
      .map(({ leaf }) => anyTextMatches(describeOperator(leaf), subject.place(leaf) ?? span)),
  ),
]

function acceptsAnyText(check: OperatorCheck): boolean {
  if (check.op === 'matches') return ['', '^', '$', '.*', '^.*', '.*$'].includes(check.regex)
  const shape = shapeOf(check)
  return shape !== undefined && isWithin(anyText, shape)
}
