/** Decides whether one value passes a check. */
import type { TestedValue } from '../ir/json.ts'
import { pathText } from '../ir/path.ts'
import type { Check } from '../ir/predicate.ts'
import { holdsFor } from '../operators/operators.ts'
import { policyHolds } from '../policy-document/holds.ts'

/** The values chosen so far, by path; undefined for an absent path. With `mustKey`, the question is `must`. */
export type Chosen = ReadonlyMap<string, TestedValue | undefined>

/** The key of no path: an empty path has no text, and an empty segment is quoted. */
export const mustKey = ''

/** What a check contributes if its value cannot be decided: it may hold, and so may its `not`. */
export const undecided = (chosen: Chosen): boolean => !chosen.has(mustKey)

/**
 * Whether a check holds for a value; the value is undefined for an absent path.
 *
 * `not` is the exact opposite, absence included: if an absent path fails a check, it passes its `not`.
 */
export const holds = (check: Check, value: TestedValue | undefined, chosen: Chosen): boolean =>
  could(check, value, chosen, true)

/**
 * Whether a check can still have the wanted result, while values that `same-as` compares with are not
 * chosen yet. Once they are, this is the result itself.
 *
 * By hand and no fold: it runs for each value of each event, and returns as soon as it is decided.
 */
export function could(
  check: Check,
  value: TestedValue | undefined,
  chosen: Chosen,
  wanted: boolean,
): boolean {
  switch (check.op) {
    case 'any':
    case 'all': {
      const part = (each: Check) => could(each, value, chosen, wanted)
      return (check.op === 'any') === wanted ? check.of.some(part) : check.of.every(part)
    }
    case 'not':
      return could(check.of, value, chosen, !wanted)
    case 'exists':
      return ((value !== undefined) === check.present) === wanted
    case 'same-as': {
      if (value === undefined) return !wanted
      const target = pathText(check.path)
      return !chosen.has(target) || (chosen.get(target) === value) === wanted
    }
    case 'policy': {
      const result = value === undefined ? 'no' : policyHolds(value, check.test)
      return result === 'undecided' ? undecided(chosen) : (result === 'yes') === wanted
    }
    default:
      return (value !== undefined && holdsFor(check, value)) === wanted
  }
}
