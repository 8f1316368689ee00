import { alwaysMatches, anyTextMatches } from '../../diagnostics/catalogue/lint.ts'
import type { Diagnostic } from '../../diagnostics/diagnostic.ts'
import type { OperatorCheck } from '../../ir/predicate.ts'
import { sayOperator } from '../../operators/operators.ts'
import { decidedParts } from '../decided.ts'
import { anyText, isWithin, shapeOf } from '../logic/text-shapes.ts'
import { questionsIn } from '../questions.ts'
import { clausesOf, type Lint } from '../subject.ts'

/** Tautologies, and tests that let every text through. */
export const always: Lint = (subject) => [
  ...decidedParts(subject).flatMap(({ answer, negated, emptyList, what, span }) =>
    (answer === 'always') !== negated && emptyList === undefined
      ? [alwaysMatches(negated ? `\`not\` with ${what}` : what, span)]
      : [],
  ),
  ...[...clausesOf(subject)].flatMap(({ field, span }): Diagnostic[] =>
    [...questionsIn(field.check)]
      .filter(({ check }) => takesAnyText(check))
      .map(({ check }) => anyTextMatches(sayOperator(check), subject.place(check) ?? span)),
  ),
]

function takesAnyText(check: OperatorCheck): boolean {
  if (check.op === 'matches') return ['', '^', '$', '.*', '^.*', '.*$'].includes(check.regex)
  const shape = shapeOf(check)
  return shape !== undefined && isWithin(anyText, shape)
}
