import type { Scalar } from '../ir/json.ts'
import { pathText } from '../ir/path.ts'
import type { Check } from '../ir/predicate.ts'
import { holdsFor } from '../operators/operators.ts'

/** The values chosen so far, by path; a path that is absent has undefined. */
export type Chosen = ReadonlyMap<string, Scalar | undefined>

/**
 * Whether a check holds for a value; undefined stands for an absent path.
 *
 * `not` is the plain opposite, absence included: what an absent path does not pass, `not` passes.
 */
export function holds(check: Check, value: Scalar | undefined, chosen: Chosen): boolean {
  switch (check.op) {
    case 'any':
      return check.of.some((part) => holds(part, value, chosen))
    case 'all':
      return check.of.every((part) => holds(part, value, chosen))
    case 'not':
      return !holds(check.of, value, chosen)
    case 'exists':
      return (value !== undefined) === check.present
    case 'same-as':
      return value !== undefined && chosen.get(pathText(check.path)) === value
    default:
      return value !== undefined && holdsFor(check, value)
  }
}
