import type { Json } from '../../ir/json.ts'
import type { OperatorCheck } from '../../ir/predicate.ts'
import { wildcardRuns } from '../../ir/wildcard.ts'
import {
  foldsAlike,
  looksLikeAddress,
  type Matchers,
  type Wildcards,
  wildcardText,
} from './matcher.ts'
import { isComparable } from './numeric-range.ts'
import { partlyExcluded } from './refusals.ts'

/** What goes inside of `anything-but` for one operator, by the form it takes there. */
interface Excluded {
  readonly form: 'strings' | 'numbers' | 'prefix' | 'suffix' | 'equals-ignore-case' | 'wildcard'
  readonly value: string | number
}

/**
 * Values that pass none of some operators, as one `anything-but`. It takes texts, or numbers, or one
 * kind of operator at a time, and one field has one `anything-but`: the kind with the most
 * members is excluded, and the rest is residual.
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

function excludedBy(check: OperatorCheck, wildcards: Wildcards): Excluded | undefined {
  switch (check.op) {
    case 'equals':
      if (typeof check.value === 'string') return text(check.value)
      return typeof check.value === 'number' && isComparable(check.value)
        ? { form: 'numbers', value: check.value }
        : undefined
    case 'prefix':
    case 'suffix':
      // An empty one is refused there; and every text has it, so what remains is no text.
      return check.text === '' ? undefined : { form: check.op, value: check.text }
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
      return undefined
  }
}

/** An address would be excluded in its other spellings as well. */
const text = (value: string): Excluded | undefined =>
  looksLikeAddress(value) ? undefined : { form: 'strings', value }

function wildcard(runs: readonly string[], wildcards: Wildcards): Excluded | undefined {
  const [first = '', last = ''] = [runs[0], runs.at(-1)]
  if (runs.length === 1) return text(first)
  const plain = runs.slice(1, -1).every((run) => run === '')
  if (plain && last === '' && first !== '') return { form: 'prefix', value: first }
  if (plain && first === '' && last !== '') return { form: 'suffix', value: last }
  if (runs.every((run) => run === '')) return undefined
  return wildcards === 'allowed' ? { form: 'wildcard', value: wildcardText(runs) } : undefined
}
