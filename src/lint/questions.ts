import type { Check, OperatorCheck } from '../ir/predicate.ts'

/** An operator in a test, and whether it stands under `not`. */
export interface Question {
  readonly check: OperatorCheck
  readonly negated: boolean
}

/** Every operator of a test, in order. */
export function* questionsIn(check: Check, negated = false): Generator<Question> {
  switch (check.op) {
    case 'any':
    case 'all':
      for (const part of check.of) yield* questionsIn(part, negated)
      return
    case 'not':
      yield* questionsIn(check.of, !negated)
      return
    default:
      yield { check, negated }
  }
}
