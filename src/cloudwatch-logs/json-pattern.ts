/**
 * JSON patterns, `{ $.eventName = "StopLogging" && $.errorCode NOT EXISTS }`.
 *
 * A condition applies to value nodes, which AWS defines as strings and numbers. On an object, an
 * array, a boolean, null or an absent property, neither `=` nor `!=` holds.
 */

import { type Expression, holds, takeExpression } from './expression.ts'
import {
  hasWildcard,
  inOrder,
  matchesText,
  type Operand,
  type Operator,
  takeOperand,
  takeOperator,
} from './operand.ts'
import { foundIn } from './regex.ts'
import {
  accept,
  atEnd,
  expectSymbol,
  fail,
  nextCharacter,
  type Scanner,
  skipSpace,
  take,
} from './scanner.ts'
import { type Selector, select, takeSelector } from './selector.ts'

export type JsonCondition =
  | {
      readonly kind: 'compare'
      readonly selector: Selector
      readonly operator: Operator
      readonly operand: Operand
    }
  | { readonly kind: 'is'; readonly selector: Selector; readonly value: null | boolean }
  | { readonly kind: 'not-exists'; readonly selector: Selector }

export interface JsonPattern {
  readonly kind: 'json'
  readonly where: Expression<JsonCondition>
}

/** Reads a pattern whose first character is `{`. */
export function takeJsonPattern(scanner: Scanner): JsonPattern {
  const start = scanner.at
  expectSymbol(scanner, '{')
  skipSpace(scanner)
  if (accept(scanner, '}')) {
    return fail(start, 'These braces hold no condition.', 'Write `{ $.property = "value" }`.')
  }
  const where = takeExpression(scanner, takeCondition)
  if (scanner.text.startsWith(')', scanner.at)) {
    fail(scanner.at, 'This parenthesis closes nothing.', 'Remove it, or add the missing `(`.')
  }
  expectSymbol(scanner, '}', 'Join conditions with `&&` or `||`, and end the pattern with `}`.')
  skipSpace(scanner)
  if (!atEnd(scanner)) {
    fail(scanner.at, `${nextCharacter(scanner)} follows the end of the pattern.`, 'Remove it.')
  }
  return { kind: 'json', where }
}

function takeCondition(scanner: Scanner): JsonCondition {
  if (scanner.text.startsWith('!', scanner.at)) {
    fail(scanner.at, 'A condition cannot be negated.', 'Use `!=` or `NOT EXISTS`.')
  }
  const selector = takeSelector(scanner)
  skipSpace(scanner)
  const start = scanner.at
  const word = take(scanner, /[A-Za-z]+/y)
  if (word !== '') return takeKeywords(scanner, selector, word, start)
  const operator = takeOperator(scanner)
  skipSpace(scanner)
  return { kind: 'compare', selector, operator, operand: takeOperand(scanner, operator, '}') }
}

const UNARY = 'Write `IS NULL`, `IS TRUE`, `IS FALSE` or `NOT EXISTS`.'

function takeKeywords(
  scanner: Scanner,
  selector: Selector,
  first: string,
  start: number,
): JsonCondition {
  if (/^exists$/i.test(first)) {
    fail(start, '`EXISTS` is not supported.', 'Write `= "*"` to ask for any value.')
  }
  if (!/^(?:is|not)$/i.test(first)) fail(start, `\`${first}\` is not an operator.`, UNARY)
  skipSpace(scanner)
  const second = take(scanner, /[A-Za-z0-9_]+/y)
  const keywords = `${first} ${second}`.trimEnd()
  switch (keywords) {
    case 'IS NULL':
      return { kind: 'is', selector, value: null }
    case 'IS TRUE':
      return { kind: 'is', selector, value: true }
    case 'IS FALSE':
      return { kind: 'is', selector, value: false }
    case 'NOT EXISTS':
      return { kind: 'not-exists', selector }
    default:
      return refuseKeywords(keywords, start)
  }
}

function refuseKeywords(keywords: string, start: number): never {
  if (/^is not$/i.test(keywords)) {
    return fail(start, '`IS NOT` is not supported.', 'Write `= "*"` to ask for any value.')
  }
  const inCapitals = keywords.toUpperCase()
  if (/^(?:IS (?:NULL|TRUE|FALSE)|NOT EXISTS)$/.test(inCapitals)) {
    // AWS documents the keywords in capitals only.
    return fail(start, `\`${keywords}\` is not an operator.`, `Write \`${inCapitals}\`.`)
  }
  return fail(start, `\`${keywords}\` is not an operator.`, UNARY)
}

/** Whether a JSON value matches the pattern. Only an object can match. */
export function matchesJson(pattern: JsonPattern, value: unknown): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  return holds(pattern.where, (condition) => meets(condition, value))
}

function meets(condition: JsonCondition, root: unknown): boolean {
  const values = select(condition.selector, root)
  switch (condition.kind) {
    case 'compare':
      return values.some((value) => compare(value, condition.operator, condition.operand))
    case 'is':
      return values.includes(condition.value)
    case 'not-exists':
      return values.length === 0
  }
}

function compare(value: unknown, operator: Operator, operand: Operand): boolean {
  if (operator === '=') return equals(value, operand) === true
  if (operator === '!=') return equals(value, operand) === false
  // A string that looks like a number is not one: AWS orders "numeric values" only.
  if (typeof value !== 'number' || operand.kind !== 'number') return false
  return inOrder(value, operator, operand.value)
}

/** Undefined if AWS does not document how the two compare. Then neither `=` nor `!=` holds. */
function equals(value: unknown, operand: Operand): boolean | undefined {
  if (typeof value === 'string') return stringEquals(value, operand)
  if (typeof value !== 'number') return undefined
  switch (operand.kind) {
    case 'number':
      return value === operand.value
    case 'text':
      // "Use the asterisk as a wild card to match numbers"; without one, text is not a number.
      return hasWildcard(operand) ? matchesText(operand, String(value)) : undefined
    case 'regex':
      return undefined
  }
}

function stringEquals(value: string, operand: Operand): boolean {
  switch (operand.kind) {
    case 'text':
      return matchesText(operand, value)
    case 'number':
      // Bare digits are a string, too. "Strings don't support scientific notation."
      return value === operand.text && !/e/i.test(operand.text)
    case 'regex':
      return foundIn(operand.regex, value)
  }
}
