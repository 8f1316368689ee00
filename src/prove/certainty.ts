/**
 * The certain result of a JSON filter pattern for a record: the documentation of CloudWatch Logs
 * decides it, and no choice of our engine where the documentation says nothing. Our engine is not
 * checked against AWS. So a filter that depends on such a choice may match here and not in an account.
 *
 * Left open by https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html:
 *
 * - `!=` on a missing field;
 * - how a number, a boolean or null compares with text, and text with a number;
 * - whether `IS TRUE` takes the text `"true"`;
 * - a `*` inside of a text.
 *
 * The page says of objects and arrays that neither `=` nor `!=` matches them, and of IS NULL that it is
 * true of null only.
 */
import type { Expression } from '../cloudwatch-logs/expression.ts'
import type { JsonCondition, JsonPattern } from '../cloudwatch-logs/json-pattern.ts'
import { matchesText, type Operand, type TextOperand } from '../cloudwatch-logs/operand.ts'
import { foundIn } from '../cloudwatch-logs/regex.ts'
import { select } from '../cloudwatch-logs/selector.ts'

/** Undefined if the documentation leaves it open. */
export const certainly = ({ where }: JsonPattern, record: unknown): boolean | undefined =>
  decide(where, (condition) => ofCondition(condition, record))

function decide(
  expression: Expression<JsonCondition>,
  of: (condition: JsonCondition) => boolean | undefined,
): boolean | undefined {
  if (expression.kind === 'condition') return of(expression.condition)
  const settling = expression.kind === 'any'
  const parts = expression.of.map((part) => decide(part, of))
  if (parts.includes(settling)) return settling
  return parts.includes(undefined) ? undefined : !settling
}

function ofCondition(condition: JsonCondition, record: unknown): boolean | undefined {
  const [value, ...more] = select(condition.selector, record)
  // Selectors with a wildcard land on several values; nothing here writes them.
  if (more.length > 0) return undefined
  switch (condition.kind) {
    case 'not-exists':
      return value === undefined
    case 'is':
      if (condition.value === null || value !== String(condition.value))
        return value === condition.value
      return undefined
    case 'compare': {
      if (value === undefined) return condition.operator === '!=' ? undefined : false
      if (typeof value === 'object' && value !== null) return false
      return compare(value, condition.operator, condition.operand)
    }
  }
}

type Operator = Extract<JsonCondition, { kind: 'compare' }>['operator']

function compare(value: unknown, operator: Operator, operand: Operand): boolean | undefined {
  if (operator !== '=' && operator !== '!=') return compareOrder(value, operator, operand)
  // `$.latency = *` is the page's way to ask for any number.
  if (typeof value === 'number' && isAnything(operand)) return operator === '='
  const isOfItsKind = typeof value === (operand.kind === 'number' ? 'number' : 'string')
  const equal = equals(value, operand)
  if (!isOfItsKind) return operator === '=' && !equal ? false : undefined
  if (operand.kind === 'text' && operand.text.includes('*')) return undefined
  return equal === (operator === '=')
}

const isAnything = (operand: Operand): boolean =>
  operand.kind === 'text' && operand.openEnd && operand.text === ''

function compareOrder(
  value: unknown,
  operator: '<' | '<=' | '>' | '>=',
  operand: Operand,
): boolean | undefined {
  if (operand.kind !== 'number' || Number.isNaN(Number(value))) return false
  if (typeof value !== 'number') return undefined
  const order = Math.sign(value - operand.value)
  return (
    (operator.includes('=') && order === 0) || (operator.startsWith('<') ? order < 0 : order > 0)
  )
}

/** Whether they are equal, or might be: values of different kinds are compared by their text. */
function equals(value: unknown, operand: Operand): boolean {
  switch (operand.kind) {
    case 'text':
      return matchesText(operand satisfies TextOperand, String(value))
    case 'number':
      return Number(value) === operand.value
    case 'regex':
      return foundIn(operand.regex, String(value))
  }
}
