/**
 * Reads `{ "numeric": [">", 0, "<=", 5] }`: one comparison, or a lower bound and then an upper one.
 */

import { comparableNumber } from './comparable-number.ts'
import { refuseAt } from './json-cursor.ts'
import { type JsonReader, nextToken, tokenText } from './json-reader.ts'
import * as messages from './messages.ts'
import type { Comparison } from './pattern.ts'

/** The reader stands at the operator's name and is left behind the `}` of the operator. */
export function parseNumeric(reader: JsonReader): Comparison {
  if (nextToken(reader) !== '[') refuseAt(reader, messages.numericNotAnArray)
  const comparison = parseTerms(reader)
  if (nextToken(reader) !== '}') refuseAt(reader, messages.tooManyElements)
  return comparison
}

/** The terms, the reader behind `[`; it is left behind `]`. */
function parseTerms(reader: JsonReader): Comparison {
  if (nextToken(reader) !== 'string') refuseAt(reader, messages.numericMember(tokenText(reader)))
  const operator = tokenText(reader)
  const token = nextToken(reader)
  if (!isOperator(operator)) return refuseAt(reader, messages.numericOperator(operator))
  if (token !== 'number') refuseAt(reader, messages.numericValue(operator))
  const text = tokenText(reader)
  const end = nextToken(reader)
  if (end === ']') return compare(operator, bound(reader, text))
  if (operator === '=' || operator === '<' || operator === '<=')
    refuseAt(reader, messages.tooManyElements)
  return parseUpperBound(reader, text, operator === '>=')
}

/** The third and fourth term, the reader at the third; it is left behind `]`. */
function parseUpperBound(reader: JsonReader, lower: string, withFrom: boolean): Comparison {
  if (reader.token !== 'string') refuseAt(reader, messages.numericSecond(tokenText(reader)))
  const operator = tokenText(reader)
  if (operator !== '<' && operator !== '<=')
    refuseAt(reader, messages.numericSecondOperator(operator))
  if (nextToken(reader) !== 'number') refuseAt(reader, messages.numericValue(operator))
  const upper = tokenText(reader)
  if (nextToken(reader) !== ']') refuseAt(reader, messages.numericTooLong)
  const from = bound(reader, lower)
  const to = bound(reader, upper)
  if (from >= to) refuseAt(reader, messages.numericOrder)
  return { kind: 'numeric', from, to, withFrom, withTo: operator === '<=' }
}

function bound(reader: JsonReader, text: string): number {
  return comparableNumber(text) ?? refuseAt(reader, messages.numericPrecision(text))
}

type Operator = '=' | '<' | '<=' | '>' | '>='

function isOperator(text: string): text is Operator {
  return ['=', '<', '<=', '>', '>='].includes(text)
}

function compare(operator: Operator, value: number): Comparison {
  const all = { from: -Infinity, to: Infinity, withFrom: false, withTo: false }
  switch (operator) {
    case '=':
      return { kind: 'number', value }
    case '<':
      return { kind: 'numeric', ...all, to: value }
    case '<=':
      return { kind: 'numeric', ...all, to: value, withTo: true }
    case '>':
      return { kind: 'numeric', ...all, from: value }
    case '>=':
      return { kind: 'numeric', ...all, from: value, withFrom: true }
  }
}
