import type { Check } from '../ir/predicate.ts'
import { scalarText } from './equals.ts'
import { operators, sayOperator } from './operators.ts'

/**
 * A check in words, completing "eventName …": `is one of \`StopLogging\`, \`DeleteTrail\``. By hand: the
 * values of a list, and what stands under `not`, have wordings of their own.
 */
export function sayCheck(check: Check): string {
  switch (check.op) {
    case 'any':
      return sayAny(check.of)
    case 'all':
      return check.of.length === 0 ? 'is anything' : check.of.map(grouped).join(' and ')
    case 'not':
      return sayNot(check.of)
    default:
      return sayOperator(check)
  }
}

function sayAny(of: readonly Check[]): string {
  const values = of.flatMap((check) => (check.op === 'equals' ? [scalarText(check.value)] : []))
  const rest = of.filter((check) => check.op !== 'equals').map(grouped)
  if (values.length === 0 && rest.length === 0) return 'is one of nothing'
  if (values.length <= 1) return [...values.map((value) => `is ${value}`), ...rest].join(' or ')
  return [`is one of ${values.join(', ')}`, ...rest].join(' or ')
}

function sayNot(check: Check): string {
  if (check.op === 'equals') return `is not ${scalarText(check.value)}`
  if (check.op === 'exists') return sayCheck({ op: 'exists', present: !check.present })
  return `not (${sayCheck(check)})`
}

const grouped = (check: Check): string =>
  check.op === 'any' || check.op === 'all' ? `(${sayCheck(check)})` : sayCheck(check)

/** A reminder of every word, for docs and `--help`: name, summary and an example of each. */
export const vocabulary = (): readonly { name: string; summary: string; example: string }[] =>
  Object.values(operators).map(({ name, summary, example }) => ({ name, summary, example }))
