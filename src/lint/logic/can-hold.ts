/**
 * Whether a test can hold for any value at all, or for none: `{ prefix: A, suffix: B }` can,
 * `{ gt: 5, lt: 3 }` cannot. Everything lints say about contradictions, tautologies and one test
 * implying another comes down to this question.
 *
 * The answer "cannot" is certain. "Can" means that nothing here shows the opposite; where looking
 * further would take too long, it is given at once.
 */

import type { Scalar } from '../../ir/json.ts'
import { comparedPaths } from '../../ir/logic.ts'
import type { Check, OperatorCheck } from '../../ir/predicate.ts'
import { holdsFor } from '../../operators/operators.ts'
import { type Literal, surelyContradict } from './contradictions.ts'

/** Alternatives a test may be taken apart into before it counts as too large to look into. */
const maxCases = 200
/** Comparisons spent on trying out the values of a list. */
const maxTrials = 400_000

export function canHold(check: Check): boolean {
  const values = valuesNamed(check)
  if (values !== undefined) {
    if (values.length * sizeOf(check) > maxTrials) return true
    if (values.every((value) => verdict(check, value) === false)) return false
    if (comparedPaths(check).length === 0) return true
  }
  const cases = literalCases(check, true)
  return cases === undefined || cases.some((literals) => !surelyContradict(literals))
}

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

/** The only values a test can hold for, where it names them. */
function valuesNamed(check: Check): readonly Scalar[] | undefined {
  switch (check.op) {
    case 'equals':
      return [check.value]
    case 'any': {
      const parts = check.of.map(valuesNamed)
      return parts.every((part) => part !== undefined) ? parts.flat() : undefined
    }
    case 'all':
      return check.of
        .map(valuesNamed)
        .filter((part) => part !== undefined)
        .sort((a, b) => a.length - b.length)[0]
    case 'not':
      return check.of.op === 'not' ? valuesNamed(check.of.of) : undefined
    default:
      return undefined
  }
}

const sizeOf = (check: Check): number =>
  check.op === 'any' || check.op === 'all'
    ? check.of.reduce((size, part) => size + sizeOf(part), 1)
    : check.op === 'not'
      ? sizeOf(check.of)
      : 1

/** The ways a test can come to hold, each a list of plain questions with their answers; undefined where there are too many. */
function literalCases(check: Check, holds: boolean): Literal[][] | undefined {
  switch (check.op) {
    case 'not':
      return literalCases(check.of, !holds)
    case 'any':
    case 'all':
      return (check.op === 'any') === holds
        ? alternatives(check.of, holds)
        : together(check.of, holds)
    default:
      return [[{ check: check satisfies OperatorCheck, holds }]]
  }
}

function alternatives(of: readonly Check[], holds: boolean): Literal[][] | undefined {
  if (of.length > maxCases) return undefined
  const cases: Literal[][] = []
  for (const part of of) {
    const more = literalCases(part, holds)
    if (more === undefined || cases.length + more.length > maxCases) return undefined
    cases.push(...more)
  }
  return cases
}

function together(of: readonly Check[], holds: boolean): Literal[][] | undefined {
  let cases: Literal[][] = [[]]
  for (const part of of) {
    const more = literalCases(part, holds)
    if (more === undefined || cases.length * more.length > maxCases) return undefined
    const [only] = more
    // A long list of exclusions is one such part after another: copying would take time in its square.
    if (only !== undefined && more.length === 1) {
      for (const one of cases) for (const literal of only) one.push(literal)
    } else cases = cases.flatMap((one) => more.map((other) => [...one, ...other]))
  }
  return cases
}
