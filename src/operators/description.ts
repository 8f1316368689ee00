import type { Check } from '../ir/predicate.ts'
import { scalarText } from './equals.ts'
import { describeOperator, operators } from './operators.ts'

/**
 * Describes a check in words, completing "eventName …": `is one of \`StopLogging\`, \`DeleteTrail\``.
 * It walks the check by hand, because the values of a list and a check under `not` have their own
 * wording.
 */
export function describeCheck(check: Check): string {
  switch (check.op) {
    case 'any':
      return describeAny(check.of)
    case 'all':
      return check.of.length === 0 ? 'is anything' : check.of.map(inParentheses).join(' and ')
    case 'not':
      return describeNot(check.of)
    default:
      return describeOperator(check)
  }
}

function describeAny(of: readonly Check[]): string {
  const values = of.flatMap((check) => (check.op === 'equals' ? [scalarText(check.value)] : []))
  const rest = of.filter((check) => check.op !== 'equals').map(inParentheses)
  if (values.length === 0 && rest.length === 0) return 'is one of nothing'
  if (values.length <= 1) return [...values.map((value) => `is ${value}`), ...rest].join(' or ')
  return [`is one of ${values.join(', ')}`, ...rest].join(' or ')
}

function describeNot(check: Check): string {
  if (check.op === 'equals') return `is not ${scalarText(check.value)}`
  if (check.op === 'exists') return describeCheck({ op: 'exists', present: !check.present })
  return `not (${describeCheck(check)})`
}

const inParentheses = (check: Check): string =>
  check.op === 'any' || check.op === 'all' ? `(${describeCheck(check)})` : describeCheck(check)

/** All operators for the docs and `--help`: name, summary and an example of each. */
export const vocabulary = (): readonly { name: string; summary: string; example: string }[] =>
  Object.values(operators).map(({ name, summary, example }) => ({ name, summary, example }))
