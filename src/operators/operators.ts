/**
 * The registry of operators. To add one: add a variant to `OperatorCheck`, a file to this folder
 * and a line below.
 */
import type { TestedValue } from '../ir/json.ts'
import type { OperatorCheck } from '../ir/predicate.ts'
import { cidr } from './cidr.ts'
import { gt, gte, lt, lte } from './comparison.ts'
import { contains, containsIgnoreCase } from './contains.ts'
import { equals, equalsIgnoreCase } from './equals.ts'
import { exists } from './exists.ts'
import { matches } from './matches.ts'
import type { CheckOf, NearMiss, Operator, ValueOp, ValueOperator } from './operator.ts'
import { policy } from './policy.ts'
import { prefix, prefixIgnoreCase } from './prefix.ts'
import { sameAs } from './same-as.ts'
import { suffix, suffixIgnoreCase } from './suffix.ts'
import { wildcard, wildcardIgnoreCase } from './wildcard.ts'

const valueOperators: { readonly [Op in ValueOp]: ValueOperator<CheckOf<Op>> } = {
  equals,
  prefix,
  suffix,
  contains,
  wildcard,
  'equals-ignore-case': equalsIgnoreCase,
  'prefix-ignore-case': prefixIgnoreCase,
  'suffix-ignore-case': suffixIgnoreCase,
  'contains-ignore-case': containsIgnoreCase,
  'wildcard-ignore-case': wildcardIgnoreCase,
  matches,
  gt,
  gte,
  lt,
  lte,
  cidr,
  policy,
}

export const operators: {
  readonly [Op in OperatorCheck['op']]: Operator<CheckOf<Op>>
} = {
  ...valueOperators,
  exists,
  'same-as': sameAs,
}

/**
 * The keys that a mapping of operators can have, except `not`. `equals` is not among them: an
 * author writes the value itself.
 */
export const operatorNames = Object.keys(operators).filter((name) => name !== 'equals')

export const isOperatorName = (name: string): name is OperatorCheck['op'] =>
  name !== 'equals' && Object.hasOwn(operators, name)

// TypeScript cannot see that the entry for `check.op` takes this very check. The mapped types above
// guarantee it.
export const holdsFor = (check: CheckOf<ValueOp>, value: TestedValue): boolean =>
  (valueOperators[check.op] as ValueOperator<CheckOf<ValueOp>>).holds(check, value)

export const nearMiss = (check: CheckOf<ValueOp>, value: TestedValue): NearMiss | undefined =>
  (valueOperators[check.op] as ValueOperator<CheckOf<ValueOp>>).nearMiss?.(check, value)

export const describeOperator = (check: OperatorCheck): string =>
  (operators[check.op] as Operator<OperatorCheck>).describe(check)
