/**
 * Whether a check is satisfiable: whether some value passes it. `{ prefix: A, suffix: B }` is,
 * `{ gt: 5, lt: 3 }` is not. From this follow contradictions, tautologies, and whether one check
 * implies another.
 *
 * The answer "no" is certain. "Yes" means that no contradiction was found; it is also the answer
 * for checks that are too large to examine.
 */
import { disjuncts } from '../../ir/disjuncts.ts'
import type { Scalar } from '../../ir/json.ts'
import { checkNormalForm, checksIn, comparedPaths } from '../../ir/logic.ts'
import { equalValue, namedIn } from '../../ir/named-values.ts'
import type { Check } from '../../ir/predicate.ts'
import { holdsFor } from '../../operators/operators.ts'
import { surelyContradict } from './contradictions.ts'

/** A check with more alternatives than this is too large to examine. */
const limit = { maxConjunctions: 200, maxLiterals: Number.POSITIVE_INFINITY }
/** Comparisons spent on trying the values of a list. */
const maxTrials = 400_000

export function canHold(check: Check): boolean {
  const form = checkNormalForm(check)
  const values = namedIn(form, equalValue)
  if (values !== undefined) {
    if (values.length * sizeOf(check) > maxTrials) return true
    if (values.every((value) => evaluateCheck(check, value) === false)) return false
    if (comparedPaths(check).length === 0) return true
  }
  const found = disjuncts(form, limit)
  return found === undefined || found.some((literals) => !surelyContradict(literals))
}

/** Comparisons that trying out one value takes. */
const sizeOf = (check: Check): number => checksIn(check).filter(({ op }) => op !== 'not').length

/** Whether a value that passes the one test surely passes the other; absence counts as a value. */
export const impliesCheck = (one: Check, other: Check): boolean =>
  !canHold({ op: 'all', of: [one, { op: 'not', of: other }] })

/** Whether every value surely passes, and absence too. */
export const alwaysHolds = (check: Check): boolean => !canHold({ op: 'not', of: check })

export const needsValue = (check: Check): boolean =>
  !canHold({ op: 'all', of: [check, { op: 'exists', present: false }] })

export const needsAbsence = (check: Check): boolean =>
  !canHold({ op: 'all', of: [check, { op: 'exists', present: true }] })

/**
 * Whether a value passes a check. The value is undefined for an absent path. The result is undefined
 * if it depends on the value of another path (`same-as`), and for `policy`.
 *
 * By hand and no fold: it returns as soon as the result is known, for each value of a long list.
 */
export function evaluateCheck(check: Check, value: Scalar | undefined): boolean | undefined {
  switch (check.op) {
    case 'any':
      return joined(check.of, value, true)
    case 'all':
      return joined(check.of, value, false)
    case 'not': {
      const inner = evaluateCheck(check.of, value)
      return inner === undefined ? undefined : !inner
    }
    case 'exists':
      return (value !== undefined) === check.present
    // A policy document that cannot be read may pass a test and its `not`.
    case 'policy':
    case 'same-as':
      return value === undefined ? false : undefined
    default:
      return value !== undefined && holdsFor(check, value)
  }
}

/** `decisive` is the result of one part that decides the join: true for `any`, false for `all`. */
function joined(of: readonly Check[], value: Scalar | undefined, decisive: boolean) {
  let open = false
  for (const part of of) {
    const answer = evaluateCheck(part, value)
    if (answer === decisive) return decisive
    open ||= answer === undefined
  }
  return open ? undefined : !decisive
}
