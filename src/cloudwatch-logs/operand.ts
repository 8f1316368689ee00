/** The right side of a condition: text with wildcards, a number or a regular expression. */

import { foundIn, type Regex, takeRegex } from './regex.ts'
import { fail, nextCharacter, type Scanner, startsWith, take, takeQuoted } from './scanner.ts'

export type Operator = '=' | '!=' | '<' | '<=' | '>' | '>='

export type Operand =
  | TextOperand
  /** An unquoted number. `text` is how it was written, sign and exponent included. */
  | { readonly kind: 'number'; readonly value: number; readonly text: string }
  | { readonly kind: 'regex'; readonly regex: Regex }

export interface TextOperand {
  readonly kind: 'text'
  /** Without the wildcards at its ends. */
  readonly text: string
  /** Whether anything may come before the text, written `*text`. */
  readonly openStart: boolean
  /** Whether anything may come after the text, written `text*`. */
  readonly openEnd: boolean
}

/** Integer or decimal with an optional sign, optionally in scientific notation. */
const NUMBER = /^[+-]?(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][+-]?\d+)?$/

// The documentation wants quotes around everything but letters, digits and `_`, yet its own
// examples leave `123.123.*` and `*.html*` bare and published filters `us-east-1` too.
const WORD = /[A-Za-z0-9_.*+-]+/y

/** Operators of other languages, and the operator to write instead. */
const MISTAKEN: ReadonlyMap<string, string> = new Map([
  ['==', '`=`'],
  ['===', '`=`'],
  ['!==', '`!=`'],
  ['<>', '`!=`'],
  ['=<', '`<=`'],
  ['=>', '`>=`'],
  ['=~', '`= %expression%`'],
  ['~', '`= %expression%`'],
])

const OPERATORS = 'The operators are = != < <= > >=.'

export function takeOperator(scanner: Scanner): Operator {
  const start = scanner.at
  const symbol = take(scanner, /[=!<>~]+/y)
  switch (symbol) {
    case '=':
    case '!=':
    case '<':
    case '<=':
    case '>':
    case '>=':
      return symbol
    case '':
      return fail(start, `Expected an operator, found ${nextCharacter(scanner)}.`, OPERATORS)
    default: {
      const meant = MISTAKEN.get(symbol)
      return fail(start, `\`${symbol}\` is not an operator.`, meant ? `Write ${meant}.` : OPERATORS)
    }
  }
}

/**
 * Reads the value after the operator, and refuses an order comparison with anything but a number.
 * `closing` are the characters that end a condition in this family of patterns.
 */
export function takeOperand(scanner: Scanner, operator: Operator, closing: string): Operand {
  const start = scanner.at
  const operand = read(scanner, closing)
  if (operator !== '=' && operator !== '!=' && operand.kind !== 'number') {
    fail(start, `\`${operator}\` compares numbers only.`, 'Write a number, without quotes.')
  }
  return operand
}

function read(scanner: Scanner, closing: string): Operand {
  if (startsWith(scanner, '"')) return asText(takeQuoted(scanner))
  if (startsWith(scanner, '%')) return { kind: 'regex', regex: takeRegex(scanner) }
  if (startsWith(scanner, "'")) {
    return fail(scanner.at, 'Values cannot stand in single quotes.', 'Use double quotes.')
  }
  const word = take(scanner, WORD)
  if (word === '') {
    return fail(scanner.at, `Expected a value, found ${nextCharacter(scanner)}.`, SPECIAL)
  }
  if (!`${closing} \t\r\n()&|=!<>`.includes(scanner.text.charAt(scanner.at))) {
    return fail(scanner.at, `A value with ${nextCharacter(scanner)} needs double quotes.`)
  }
  return NUMBER.test(word) ? { kind: 'number', value: Number(word), text: word } : asText(word)
}

const SPECIAL = 'Put double quotes around a value that has special characters.'

/**
 * A `*` counts at either end only: "Ev*ent will only match the actual string Ev*ent" (the 2021
 * edition of FilterAndPatternSyntax; later editions say nothing else).
 */
function asText(written: string): TextOperand {
  const openStart = written.startsWith('*')
  const openEnd = written.endsWith('*')
  const text = written.slice(openStart ? 1 : 0, openEnd ? -1 : undefined)
  return { kind: 'text', text, openStart, openEnd }
}

export function hasWildcard(operand: TextOperand): boolean {
  return operand.openStart || operand.openEnd
}

export function matchesText(operand: TextOperand, text: string): boolean {
  if (operand.openStart && operand.openEnd) return text.includes(operand.text)
  if (operand.openStart) return text.endsWith(operand.text)
  if (operand.openEnd) return text.startsWith(operand.text)
  return text === operand.text
}

/**
 * Whether a field of a space-delimited message meets the condition. Such a field is always text.
 */
export function fieldMeets(field: string, operator: Operator, operand: Operand): boolean {
  if (operator === '=') return fieldEquals(field, operand)
  if (operator === '!=') return !fieldEquals(field, operand)
  return operand.kind === 'number' && NUMBER.test(field)
    ? inOrder(Number(field), operator, operand.value)
    : false
}

function fieldEquals(field: string, operand: Operand): boolean {
  switch (operand.kind) {
    case 'text':
      return matchesText(operand, field)
    case 'number':
      return field === operand.text || (NUMBER.test(field) && Number(field) === operand.value)
    case 'regex':
      return foundIn(operand.regex, field)
  }
}

export function inOrder(left: number, operator: '<' | '<=' | '>' | '>=', right: number): boolean {
  switch (operator) {
    case '<':
      return left < right
    case '<=':
      return left <= right
    case '>':
      return left > right
    case '>=':
      return left >= right
  }
}
