/** Finds contradictions between the tests of one value: those it must pass and those it must fail. */
import type { Scalar } from '../../ir/json.ts'
import { type Conjunction, leavesOf } from '../../ir/logic.ts'
import type { OperatorCheck } from '../../ir/predicate.ts'
import { holdsFor } from '../../operators/operators.ts'
import { networksApart, networkWithin } from './networks.ts'
import { anyText, areApart, isWithin, shapeOf } from './text-shapes.ts'

type Comparison = Extract<OperatorCheck, { readonly op: 'gt' | 'gte' | 'lt' | 'lte' }>

/** True if surely neither a value nor an absent one passes and fails the tests as required. */
export function surelyContradict(literals: Conjunction<OperatorCheck>): boolean {
  const wanted = leavesOf(literals, false)
  const refused = leavesOf(literals, true)
  const valueTests = wanted.filter((check) => check.op !== 'exists')
  const absent = wanted.some(isAbsence) || refused.some(isPresence)
  const present = valueTests.length > 0 || wanted.some(isPresence) || refused.some(isAbsence)
  if (absent || !present) return absent && present
  if (isRequiredAndExcluded(valueTests, refused)) return true

  const [exact] = valueTests.filter((check) => check.op === 'equals')
  if (exact !== undefined) return !fits(exact.value, valueTests, refused)
  const numbers = valueTests.filter(isComparison)
  const texts = valueTests.filter(
    (check) => !isComparison(check) && check.op !== 'same-as' && check.op !== 'policy',
  )
  if (numbers.length > 0 && texts.length > 0) return true
  if (numbers.length > 0) return noNumber(numbers, valueTests, refused)
  return texts.length > 0 && noText(texts, refused)
}

const isPresence = (check: OperatorCheck): boolean => check.op === 'exists' && check.present
const isAbsence = (check: OperatorCheck): boolean => check.op === 'exists' && !check.present

const isComparison = (check: OperatorCheck): check is Comparison =>
  check.op === 'gt' || check.op === 'gte' || check.op === 'lt' || check.op === 'lte'

/** The same test must pass and must fail: the one contradiction found for `same-as` and regular expressions. */
function isRequiredAndExcluded(
  wanted: readonly OperatorCheck[],
  refused: readonly OperatorCheck[],
): boolean {
  const required = new Set(wanted.filter(isOpaque).map((check) => JSON.stringify(check)))
  return (
    required.size > 0 &&
    refused.some((check) => isOpaque(check) && required.has(JSON.stringify(check)))
  )
}

const isOpaque = ({ op }: OperatorCheck): boolean => op === 'same-as' || op === 'matches'

/** A policy document that cannot be read may pass a test and its `not`. */
const isUndecided = (
  check: OperatorCheck,
): check is Extract<OperatorCheck, { readonly op: 'same-as' | 'policy' }> =>
  check.op === 'same-as' || check.op === 'policy'

/** Whether one value passes and fails the tests as required; `same-as` and `policy` count as possible. */
const fits = (
  value: Scalar,
  wanted: readonly OperatorCheck[],
  refused: readonly OperatorCheck[],
): boolean =>
  wanted.every((check) => mayHold(check, value)) &&
  refused.every((check) => isUndecided(check) || !mayHold(check, value))

const mayHold = (check: OperatorCheck, value: Scalar): boolean =>
  isUndecided(check) || (check.op === 'exists' ? check.present : holdsFor(check, value))

function noNumber(
  numbers: readonly Comparison[],
  wanted: readonly OperatorCheck[],
  refused: readonly OperatorCheck[],
): boolean {
  const bounds = [...numbers, ...refused.filter(isComparison).map(opposite)]
  let [low, high] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY]
  for (const { op, bound } of bounds) {
    if (op === 'gt' || op === 'gte') low = Math.max(low, bound)
    else high = Math.min(high, bound)
  }
  if (low > high) return true
  // Within a range there is always another number; a range of one number is tested.
  return low === high && !fits(low, [...wanted, ...bounds], refused)
}

/** For a number, not above is at most. */
function opposite({ op, bound }: Comparison): Comparison {
  const opposites = { gt: 'lte', gte: 'lt', lt: 'gte', lte: 'gt' } as const
  return { op: opposites[op], bound }
}

function noText(texts: readonly OperatorCheck[], refused: readonly OperatorCheck[]): boolean {
  const shapes = texts.slice(0, maxCompared).map((check) => shapeOf(check) ?? anyText)
  if (pairs(shapes).some(([a, b]) => areApart(a, b))) return true
  const networks = texts.flatMap((check) => (check.op === 'cidr' ? [check.network] : []))
  if (pairs(networks).some(([a, b]) => networksApart(a, b))) return true
  return refused.some((check) => {
    const { op } = check
    if (op === 'cidr') return networks.some((network) => networkWithin(network, check.network))
    const outer = shapeOf(check)
    return outer !== undefined && shapes.some((shape) => isWithin(shape, outer))
  })
}

/** Each test is compared with each. Hand-written rules have fewer about one value. */
const maxCompared = 50

function pairs<Item>(items: readonly Item[]): [Item, Item][] {
  const some = items.slice(0, maxCompared)
  return some.flatMap((one, index) =>
    some.slice(index + 1).map((other): [Item, Item] => [one, other]),
  )
}
