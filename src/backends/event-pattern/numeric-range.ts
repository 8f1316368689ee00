/** Compiles comparisons of numbers to EventBridge's `numeric`. */
import type { OperatorCheck } from '../../ir/predicate.ts'
import type { Matchers } from './matcher.ts'

/** EventBridge documents `numeric` for numbers up to this, with six digits after the point. https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-patterns-content-based-filtering.html#eb-filtering-numeric-matching */
const maxNumber = 5_000_000_000

/** Whether EventBridge compares a number exactly. */
export const isComparable = (number: number): boolean =>
  Math.abs(number) <= maxNumber &&
  Number.isInteger(Math.round(number * 1e6)) &&
  Math.round(number * 1e6) / 1e6 === number

/** Comparisons of one value as one `numeric`; undefined if one of them is not a comparison, or has a number that EventBridge does not accept. */
export function numericRange(checks: readonly OperatorCheck[]): Matchers | undefined {
  let [above, below]: [Bound | undefined, Bound | undefined] = [undefined, undefined]
  let exactly: number | undefined
  for (const check of checks) {
    if (check.op === 'equals' && typeof check.value === 'number') {
      if (exactly !== undefined && exactly !== check.value) return undefined
      exactly = check.value
    } else if (check.op === 'gt' || check.op === 'gte')
      above = tighter(above, check, (a, b) => a > b)
    else if (check.op === 'lt' || check.op === 'lte') below = tighter(below, check, (a, b) => a < b)
    else return undefined
  }
  const bounds = [exactly, above?.bound, below?.bound].filter((bound) => bound !== undefined)
  if (!bounds.every(isComparable)) return undefined
  if (exactly !== undefined)
    return above || below ? undefined : { any: [{ numeric: ['=', exactly] }], residual: undefined }
  if (above && below && above.bound >= below.bound) return undefined
  const range = [
    ...(above ? [sign[above.op], above.bound] : []),
    ...(below ? [sign[below.op], below.bound] : []),
  ]
  return range.length === 0 ? undefined : { any: [{ numeric: range }], residual: undefined }
}

type Bound = Extract<OperatorCheck, { readonly bound: number }>

const sign = { gt: '>', gte: '>=', lt: '<', lte: '<=' } as const

/** The narrower of two bounds on one side; of equal ones, the one that excludes the bound itself. */
function tighter(
  known: Bound | undefined,
  next: Bound,
  beyond: (a: number, b: number) => boolean,
): Bound {
  if (known === undefined || beyond(next.bound, known.bound)) return next
  return known.bound === next.bound && (next.op === 'gt' || next.op === 'lt') ? next : known
}
