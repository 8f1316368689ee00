import { alwaysMatches, anyTextMatches } from '../../diagnostics/catalogue/lint.ts'
import type { Diagnostic } from '../../diagnostics/diagnostic.ts'
import { operatorsIn } from '../../ir/logic.ts'
import type { OperatorCheck } from '../../ir/predicate.ts'
import { describeOperator } from '../../operators/operators.ts'
import { decidedParts } from '../decided.ts'
import { anyText, isWithin, shapeOf } from '../logic/text-shapes.ts'
import { clausesOf, type Lint } from '../subject.ts'

/** Tautologies, and tests that let every text through. */
export const always: Lint = (subject) => [
  ...decidedParts(subject).flatMap(({ answer, negated, emptyList, what, span }) =>
    (answer === 'always') !== negated && emptyList === undefined
      ? [alwaysMatches(negated ? `\`not\` with ${what}` : what, span)]
      : [],
  ),
  ...[...clausesOf(subject)].flatMap(({ field, span }): Diagnostic[] =>
    operatorsIn(field.check)
      .filter(({ leaf }) => takesAnyText(leaf))
      .map(({ leaf }) => anyTextMatches(describeOperator(leaf), subject.place(leaf) ?? span)),
  ),
]

function takesAnyText(check: OperatorCheck): boolean {
  if (check.op === 'matches') return ['', '^', '$', '.*', '^.*', '.*$'].includes(check.regex)
  const shape = shapeOf(check)
  return shape !== undefined && isWithin(anyText, shape)
}
