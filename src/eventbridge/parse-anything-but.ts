/** Reads `{ "anything-but": … }`: a value, a list of values, or an operator over either. */

import { comparableNumber } from './comparable-number.ts'
import { caselessText } from './ignore-case.ts'
import { refuseAt } from './json-cursor.ts'
import { JsonSyntaxError } from './json-error.ts'
import { type JsonReader, nextToken, type Token, tokenText } from './json-reader.ts'
import * as messages from './messages.ts'
import { affix } from './parse-affix.ts'
import type { Comparison } from './pattern.ts'
import { asUtf8 } from './utf8.ts'
import { parseWildcard } from './wildcard.ts'

/** The reader stands at the operator's name and is left behind the `}` of the operator. */
export function parseAnythingBut(reader: JsonReader): Comparison {
  let token = nextToken(reader)
  const nested = token === '{' ? parseNestedName(reader) : undefined
  if (nested) token = nextToken(reader)
  if (token !== '[' && token !== 'string' && token !== 'number')
    refuseAt(reader, messages.anythingButValue)
  const comparisons = nested
    ? parseNestedValues(reader, token, nested)
    : parsePlainValues(reader, token)
  for (let ends = nested ? 2 : 1; ends > 0; ends--)
    if (nextToken(reader) !== '}') refuseAt(reader, messages.tooManyElements)
  return { kind: 'anything-but', comparisons }
}

type Nested = 'equals-ignore-case' | 'prefix' | 'suffix' | 'wildcard'

function isNested(name: string): name is Nested {
  return ['equals-ignore-case', 'prefix', 'suffix', 'wildcard'].includes(name)
}

function parseNestedName(reader: JsonReader): Nested {
  if (nextToken(reader) !== 'name') refuseAt(reader, messages.noNestedOperator('Anything-But'))
  const name = tokenText(reader)
  return isNested(name) ? name : refuseAt(reader, messages.unsupportedNested('anything-but', name))
}

/** `"x"`, `5` or a list of either kind. */
function parsePlainValues(reader: JsonReader, token: Token | undefined): Comparison[] {
  if (token !== '[') return [plainValue(reader)]
  const comparisons = parseList(reader, plainValue)
  const numbers = comparisons.filter(({ kind }) => kind === 'number').length
  if (comparisons.length === 0 || (numbers > 0 && numbers < comparisons.length))
    refuseAt(reader, messages.anythingButMixed)
  return comparisons
}

function plainValue(reader: JsonReader): Comparison {
  if (reader.token === 'string') return { kind: 'exactly', value: asUtf8(tokenText(reader)) }
  if (reader.token !== 'number') return refuseAt(reader, messages.anythingButListValue)
  const text = tokenText(reader)
  const value = comparableNumber(text)
  if (value === undefined) throw new JsonSyntaxError(messages.numericPrecision(text))
  return { kind: 'number', value }
}

/** The value or list of `prefix`, `suffix`, `equals-ignore-case` or `wildcard`. */
function parseNestedValues(
  reader: JsonReader,
  token: Token | undefined,
  nested: Nested,
): Comparison[] {
  const texts =
    token === '['
      ? parseList(reader, () => nestedText(reader, nested))
      : [nestedText(reader, nested)]
  return texts.flatMap((text) => nestedComparisons(reader, nested, text))
}

function nestedText(reader: JsonReader, nested: Nested): string {
  if (reader.token !== 'string') refuseAt(reader, notAText(nested))
  const text = tokenText(reader)
  if (text === '' && (nested === 'prefix' || nested === 'suffix'))
    refuseAt(reader, messages.emptyAffix)
  return text
}

function notAText(nested: Nested): string {
  switch (nested) {
    case 'equals-ignore-case':
      return messages.anythingButIgnoreCaseValue
    case 'wildcard':
      return messages.notAString('wildcard')
    case 'prefix':
    case 'suffix':
      return messages.notAString('prefix/suffix')
  }
}

function nestedComparisons(reader: JsonReader, nested: Nested, text: string): Comparison[] {
  switch (nested) {
    case 'equals-ignore-case':
      return [{ kind: nested, value: caselessText(text) }]
    case 'prefix':
    case 'suffix':
      return affix(nested, text)
    case 'wildcard': {
      const wildcard = parseWildcard(text)
      if ('reason' in wildcard) return refuseAt(reader, wildcard.reason)
      return [{ kind: nested, parts: wildcard.parts }]
    }
  }
}

/**
 * Reads values up to `]`. event-ruler catches a fault inside the list and raises it again with its
 * whole text as the reason, so AWS names the place twice; it does so even for the text not being
 * JSON.
 */
function parseList<Value>(reader: JsonReader, readValue: (reader: JsonReader) => Value): Value[] {
  try {
    const values: Value[] = []
    while (nextToken(reader) !== ']') values.push(readValue(reader))
    return values
  } catch (error) {
    if (error instanceof JsonSyntaxError) refuseAt(reader, error.message)
    throw error
  }
}
