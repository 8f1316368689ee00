import { partlyExcluded } from '../../diagnostics/catalogue/backends/event-pattern.ts'
import type { Json } from '../../ir/json.ts'
import type { OperatorCheck } from '../../ir/predicate.ts'
import { wildcardRuns } from '../../ir/wildcard.ts'
import {
  comparison,
  foldsAlike,
  looksLikeAddress,
  type Matchers,
  meetsQuote,
  textsOf,
  type Wildcards,
  wildcardText,
} from './matcher.ts'
import { isComparable } from './numeric-range.ts'

/** One operator in the form that it has inside of `anything-but`. */
interface Excluded {
  readonly form: 'strings' | 'numbers' | 'prefix' | 'suffix' | 'equals-ignore-case' | 'wildcard'
  readonly value: string | number
}

/**
 * One `anything-but` for the values that pass none of some operators. An `anything-but` has texts, or
 * numbers, or one kind of operator, and a field has one `anything-but`. So the kind with the most
 * members is excluded, and the others are residual.
 */
export function allBut(checks: readonly OperatorCheck[], wildcards: Wildcards): Matchers {
  const excluded = checks.map((check) => excludedBy(check, wildcards))
  const groups = Map.groupBy(
    excluded.filter((each) => each !== undefined),
    ({ form }) => form,
  )
  const [first] = [...groups].toSorted(([, a], [, b]) => b.length - a.length)
  const missing = excluded.some((each) => each === undefined)
  const residual = missing || groups.size > 1 ? partlyExcluded : undefined
  if (first === undefined) return { any: [{ exists: true }], residual }
  const [form, members] = first
  const values = [...new Set(members.map(({ value }) => value))]
  const list: Json = values.length === 1 && values[0] !== undefined ? values[0] : values
  const operand: Json = form === 'strings' || form === 'numbers' ? list : { [form]: list }
  return { any: [{ 'anything-but': operand }], residual }
}

/** Undefined if EventBridge would exclude a value that Tripline does not. */
function excludedBy(check: OperatorCheck, wildcards: Wildcards): Excluded | undefined {
  return textsOf(check).every((text) => comparison(text) === 'alike')
    ? ofOperator(check, wildcards)
    : undefined
}

function ofOperator(check: OperatorCheck, wildcards: Wildcards): Excluded | undefined {
  switch (check.op) {
    case 'equals':
      if (typeof check.value === 'string') return text(check.value)
      return typeof check.value === 'number' && isComparable(check.value)
        ? { form: 'numbers', value: check.value }
        : undefined
    case 'prefix':
    case 'suffix':
      return affix(check.op, check.text)
    case 'equals-ignore-case':
      return foldsAlike(check.text) ? { form: 'equals-ignore-case', value: check.text } : undefined
    case 'contains':
      return wildcard(['', check.text, ''], wildcards)
    case 'wildcard':
      return wildcard(wildcardRuns(check.pattern) ?? ['', ''], wildcards)
    case 'prefix-ignore-case':
    case 'suffix-ignore-case':
    case 'contains-ignore-case':
    case 'wildcard-ignore-case':
    case 'matches':
    case 'gt':
    case 'gte':
    case 'lt':
    case 'lte':
    case 'cidr':
    case 'exists':
    case 'same-as':
    case 'policy':
      return undefined
  }
}

/** EventBridge refuses an empty one. Every text has it, so only values that are no text remain. */
const affix = (form: 'prefix' | 'suffix', value: string): Excluded | undefined =>
  value === '' || meetsQuote(form, value) ? undefined : { form, value }

/** EventBridge would exclude an address in its other spellings too. */
const text = (value: string): Excluded | undefined =>
  looksLikeAddress(value) ? undefined : { form: 'strings', value }

function wildcard(runs: readonly string[], wildcards: Wildcards): Excluded | undefined {
  const [first = '', last = ''] = [runs[0], runs.at(-1)]
  if (runs.length === 1) return text(first)
  const plain = runs.slice(1, -1).every((run) => run === '')
  if (plain && last === '' && first !== '') return affix('prefix', first)
  if (plain && first === '' && last !== '') return affix('suffix', last)
  if (runs.every((run) => run === '')) return undefined
  return wildcards === 'allowed' ? { form: 'wildcard', value: wildcardText(runs) } : undefined
}
