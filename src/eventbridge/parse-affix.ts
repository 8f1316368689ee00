/** Reads `{ "prefix": "x" }` and `{ "suffix": { "equals-ignore-case": "x" } }`. */

import { caselessText } from './ignore-case.ts'
import { refuseAt } from './json-cursor.ts'
import { type JsonReader, nextToken, tokenText } from './json-reader.ts'
import * as messages from './messages.ts'
import { endOperator, onlyString } from './parse-operand.ts'
import type { Comparison } from './pattern.ts'
import { asUtf8 } from './utf8.ts'

/** The reader stands at the operator's name and is left behind the `}` of the operator. */
export function parseAffix(reader: JsonReader, operator: 'prefix' | 'suffix'): Comparison[] {
  const token = nextToken(reader)
  if (token === '{') {
    const text = parseIgnoreCase(reader, operator)
    endOperator(reader)
    return caselessAffix(operator, text)
  }
  if (token !== 'string') refuseAt(reader, messages.notAString(operator))
  const text = tokenText(reader)
  endOperator(reader)
  return affix(operator, text)
}

/** `{ "equals-ignore-case": "x" }` inside a prefix or suffix, the reader behind its `{`. */
function parseIgnoreCase(reader: JsonReader, operator: 'prefix' | 'suffix'): string {
  const named = operator === 'prefix' ? 'Prefix' : 'Suffix'
  if (nextToken(reader) !== 'name') refuseAt(reader, messages.noNestedOperator(named))
  const nested = tokenText(reader)
  if (nested !== 'equals-ignore-case')
    refuseAt(reader, messages.unsupportedNested(operator, nested))
  return onlyString(reader, nested)
}

/**
 * event-ruler compares a string with its quotes around it. So a prefix that itself ends with a
 * quote (`x"`) also matches the value `x` and nothing longer; likewise a suffix that begins with
 * one.
 */
export function affix(kind: 'prefix' | 'suffix', text: string): Comparison[] {
  const whole = withoutQuote(kind, text)
  const comparisons: Comparison[] = [{ kind, value: asUtf8(text) }]
  if (whole !== undefined) comparisons.push({ kind: 'exactly', value: asUtf8(whole) })
  return comparisons
}

function caselessAffix(kind: 'prefix' | 'suffix', text: string): Comparison[] {
  const whole = withoutQuote(kind, text)
  const comparisons: Comparison[] = [{ kind: `${kind}-ignore-case`, value: caselessText(text) }]
  if (whole !== undefined)
    comparisons.push({ kind: 'equals-ignore-case', value: caselessText(whole) })
  return comparisons
}

function withoutQuote(kind: 'prefix' | 'suffix', text: string): string | undefined {
  if (kind === 'prefix') return text.endsWith('"') ? text.slice(0, -1) : undefined
  return text.startsWith('"') ? text.slice(1) : undefined
}
