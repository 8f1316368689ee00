/**
 * Whether a test can hold for any value at all, or for none: `{ prefix: A, suffix: B }` can,
 * `{ gt: 5, lt: 3 }` cannot. Everything lints say about contradictions, tautologies and one test
 * implying another comes down to this question.
 *
 * The answer "cannot" is certain. "Can" means that nothing here shows the opposite; where looking
 * further would take too long, it is given at once.
 */
import { disjuncts } from '../../ir/disjuncts.ts'
import type { Scalar } from '../../ir/json.ts'
import { checkNormalForm, checksIn, comparedPaths } from '../../ir/logic.ts'
import { equalValue, namedIn } from '../../ir/named-values.ts'
import type { Check } from '../../ir/predicate.ts'
import { holdsFor } from '../../operators/operators.ts'
import { surelyContradict } from './contradictions.ts'

/** Alternatives a test may be taken apart into before it counts as too large to look into. */
const limit = { maxConjunctions: 200, maxLiterals: Number.POSITIVE_INFINITY }
/** Comparisons spent on trying out the values of a list. */
const maxTrials = 400_000

export function canHold(check: Check): boolean {
  const form = checkNormalForm(check)
  const values = namedIn(form, equalValue)
  if (values !== undefined) {
    if (values.length * sizeOf(check) > maxTrials) return true
    if (values.every((value) => verdict(check, value) === false)) return false
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

/** Whether the test surely passes whatever a path holds, also nothing. */
export const alwaysHolds = (check: Check): boolean => !canHold({ op: 'not', of: check })

export const needsValue = (check: Check): boolean =>
  !canHold({ op: 'all', of: [check, { op: 'exists', present: false }] })

export const needsAbsence = (check: Check): boolean =>
  !canHold({ op: 'all', of: [check, { op: 'exists', present: true }] })

/**
 * Whether a test holds for a value, undefined standing for an absent path. The answer is undefined
 * where it depends on the value of another path.
 *
 * By hand and no fold: it stops where the answer is known, for each of the values of a long list.
 */
export function verdict(check: Check, value: Scalar | undefined): boolean | undefined {
  switch (check.op) {
    case 'any':
      return joined(check.of, value, true)
    case 'all':
      return joined(check.of, value, false)
    case 'not': {
      const inner = verdict(check.of, value)
      return inner === undefined ? undefined : !inner
    }
    case 'exists':
      return (value !== undefined) === check.present
    case 'same-as':
      return value === undefined ? false : undefined
    default:
      return value !== undefined && holdsFor(check, value)
  }
}

/** `decisive` settles a join alone: true for `any`, false for `all`. */
function joined(of: readonly Check[], value: Scalar | undefined, decisive: boolean) {
  let open = false
  for (const part of of) {
    const answer = verdict(part, value)
    if (answer === decisive) return decisive
    open ||= answer === undefined
  }
  return open ? undefined : !decisive
}
