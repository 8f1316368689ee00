/** Whether plain questions about one value can all be answered as wanted. */
import type { Scalar } from '../../ir/json.ts'
import { type Conjunction, leavesOf } from '../../ir/logic.ts'
import type { OperatorCheck } from '../../ir/predicate.ts'
import { holdsFor } from '../../operators/operators.ts'
import { networksApart, networkWithin } from './networks.ts'
import { anyText, areApart, isWithin, shapeOf } from './text-shapes.ts'

type Comparison = Extract<OperatorCheck, { readonly op: 'gt' | 'gte' | 'lt' | 'lte' }>

/** True where surely no value, and no absence of one, gives all the answers. */
export function surelyContradict(literals: Conjunction<OperatorCheck>): boolean {
  const wanted = leavesOf(literals, false)
  const refused = leavesOf(literals, true)
  const questions = wanted.filter((check) => check.op !== 'exists')
  const absent = wanted.some(isAbsence) || refused.some(isPresence)
  const present = questions.length > 0 || wanted.some(isPresence) || refused.some(isAbsence)
  if (absent || !present) return absent && present
  if (saysYesAndNo(questions, refused)) return true

  const [exact] = questions.filter((check) => check.op === 'equals')
  if (exact !== undefined) return !fits(exact.value, questions, refused)
  const numbers = questions.filter(isComparison)
  const texts = questions.filter((check) => !isComparison(check) && check.op !== 'same-as')
  if (numbers.length > 0 && texts.length > 0) return true
  if (numbers.length > 0) return noNumber(numbers, questions, refused)
  return texts.length > 0 && noText(texts, refused)
}

const isPresence = (check: OperatorCheck): boolean => check.op === 'exists' && check.present
const isAbsence = (check: OperatorCheck): boolean => check.op === 'exists' && !check.present

const isComparison = (check: OperatorCheck): check is Comparison =>
  check.op === 'gt' || check.op === 'gte' || check.op === 'lt' || check.op === 'lte'

/** The very same question with both answers: all that can be said about `same-as` and regular expressions. */
function saysYesAndNo(
  wanted: readonly OperatorCheck[],
  refused: readonly OperatorCheck[],
): boolean {
  const asked = new Set(wanted.filter(isOpaque).map((check) => JSON.stringify(check)))
  return (
    asked.size > 0 && refused.some((check) => isOpaque(check) && asked.has(JSON.stringify(check)))
  )
}

const isOpaque = ({ op }: OperatorCheck): boolean => op === 'same-as' || op === 'matches'

/** Whether one value gives all the answers, as far as they do not depend on another path. */
const fits = (
  value: Scalar,
  wanted: readonly OperatorCheck[],
  refused: readonly OperatorCheck[],
): boolean =>
  wanted.every((check) => mayHold(check, value)) &&
  refused.every((check) => check.op === 'same-as' || !mayHold(check, value))

const mayHold = (check: OperatorCheck, value: Scalar): boolean =>
  check.op === 'same-as' || (check.op === 'exists' ? check.present : holdsFor(check, value))

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
  // Within a range there is always another number; a single one can be asked.
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

/** More than this an author does not write about one value, and a machine need not be told. */
const maxCompared = 50

function pairs<Item>(items: readonly Item[]): [Item, Item][] {
  const some = items.slice(0, maxCompared)
  return some.flatMap((one, index) =>
    some.slice(index + 1).map((other): [Item, Item] => [one, other]),
  )
}
