/** The check of one field as matchers of EventBridge. */

import {
  checkTooLarge,
  noPolicies,
  severalTests,
} from '../../diagnostics/catalogue/backends/event-pattern.ts'
import { disjuncts } from '../../ir/disjuncts.ts'
import type { Json } from '../../ir/json.ts'
import { type Conjunction, checkNormalForm, type Literal, readsObjects } from '../../ir/logic.ts'
import type { Check, OperatorCheck } from '../../ir/predicate.ts'
import { allBut } from './all-but.ts'
import type { Matchers, Wildcards } from './matcher.ts'
import { numericRange } from './numeric-range.ts'
import { matchersOf } from './operator.ts'

/** A check with more alternatives is residual. Hand-written checks have fewer. */
const limit = { maxConjunctions: 256, maxLiterals: Number.POSITIVE_INFINITY }

type Operators = Conjunction<OperatorCheck>

/** One matcher for each disjunct of the check. A disjunct may have several operators on one value. */
export function matchersFor(check: Check, wildcards: Wildcards): Matchers {
  // The document may be an object, and for EventBridge no value is at the path of an object.
  if (readsObjects(check)) return { any: undefined, residual: noPolicies }
  const found = disjuncts(checkNormalForm(check), limit)
  if (found === undefined) return { any: undefined, residual: checkTooLarge }
  const matchers = found.map((conjunction) => ofConjunction(conjunction, wildcards))
  const residual = matchers.map((each) => each.residual).find((each) => each !== undefined)
  if (matchers.some(({ any }) => any === undefined)) return { any: undefined, residual }
  return { any: simplest(matchers.flatMap(({ any }) => any ?? [])), residual }
}

/** Whether a literal holds for an absent path: `exists: false`, and the negation of every other operator. */
const takesAbsence = ({ leaf, negated }: Literal<OperatorCheck>): boolean =>
  leaf.op === 'exists' ? leaf.present === negated : negated

function ofConjunction(conjunction: Operators, wildcards: Wildcards): Matchers {
  const absent: Json[] = conjunction.every(takesAbsence) ? [{ exists: false }] : []
  const excludesValues = conjunction.some(
    ({ leaf, negated }) => leaf.op === 'exists' && leaf.present === negated,
  )
  if (excludesValues) return { any: absent, residual: undefined }
  const ofValue = conjunction.filter(({ leaf }) => leaf.op !== 'exists')
  const present = presentValue(ofValue, wildcards)
  return { any: present.any && [...present.any, ...absent], residual: present.residual }
}

function presentValue(conjunction: Operators, wildcards: Wildcards): Matchers {
  const positive = conjunction.filter(({ negated }) => !negated).map(({ leaf }) => leaf)
  const negative = conjunction.filter(({ negated }) => negated).map(({ leaf }) => leaf)
  if (positive.length === 0 && negative.length === 0)
    return { any: [{ exists: true }], residual: undefined }
  if (positive.length === 0) return allBut(negative, wildcards)
  const range = numericRange(positive)
  if (range !== undefined && negative.length === 0) return range
  const [first, ...rest] = positive.toSorted((a, b) => tightness(a) - tightness(b))
  const matchers =
    first === undefined ? { any: undefined, residual: undefined } : matchersOf(first, wildcards)
  if (rest.length === 0 && negative.length === 0) return matchers
  return { any: matchers.any, residual: severalTests }
}

/** Of several operators on one value, the one that matches the fewest values. */
const order: readonly OperatorCheck['op'][] = [
  'equals',
  'equals-ignore-case',
  'cidr',
  'prefix',
  'suffix',
  'prefix-ignore-case',
  'suffix-ignore-case',
  'wildcard',
  'contains',
]
const tightness = ({ op }: OperatorCheck): number =>
  order.includes(op) ? order.indexOf(op) : order.length

/** Removes repeats. `exists: true` includes all other matchers; with `exists: false` it includes everything. */
function simplest(matchers: readonly Json[]): readonly Json[] | undefined {
  const distinct = [
    ...new Map(matchers.map((matcher) => [JSON.stringify(matcher), matcher])).values(),
  ]
  const has = (present: boolean) =>
    distinct.some((matcher) => JSON.stringify(matcher) === `{"exists":${present}}`)
  if (!has(true)) return distinct
  return has(false) ? undefined : [{ exists: true }]
}
