/** Reads the list of a pattern's field: `["x", 5, { "prefix": "y" }]`. */

import { addressDigits, parseCidr } from './addresses.ts'
import { comparableNumber } from './comparable-number.ts'
import { caselessText } from './ignore-case.ts'
import { refuseAt } from './json-cursor.ts'
import { JsonSyntaxError } from './json-error.ts'
import { type JsonReader, nextToken, tokenText } from './json-reader.ts'
import * as messages from './messages.ts'
import { parseAffix } from './parse-affix.ts'
import { parseAnythingBut } from './parse-anything-but.ts'
import { parseNumeric } from './parse-numeric.ts'
import { endOperator, onlyString, stringValue } from './parse-operand.ts'
import type { Comparison } from './pattern.ts'
import { asUtf8 } from './utf8.ts'
import { parseWildcard } from './wildcard.ts'

/** The reader stands behind `[` and is left behind `]`. Throws `Refusal` with AWS's reason. */
export function parseComparisons(reader: JsonReader): Comparison[] {
  const comparisons: Comparison[] = []
  for (let token = nextToken(reader); token !== ']'; token = nextToken(reader)) {
    if (token === '{') comparisons.push(...parseOperator(reader))
    else if (token === 'string') comparisons.push(exactly(tokenText(reader)))
    else if (token === 'number') comparisons.push(number(tokenText(reader)))
    else if (token === 'true' || token === 'false' || token === 'null')
      comparisons.push({ kind: 'literal', text: token })
    else refuseAt(reader, messages.nestedArray)
  }
  if (comparisons.length === 0) refuseAt(reader, messages.emptyArray)
  return comparisons
}

/** A text that is an IP address is compared as one: `"::1"` also matches `"0:0:0:0:0:0:0:1"`. */
function exactly(text: string): Comparison {
  const digits = addressDigits(text)
  return digits === undefined
    ? { kind: 'exactly', value: asUtf8(text) }
    : { kind: 'cidr', first: digits, last: digits }
}

function number(text: string): Comparison {
  const value = comparableNumber(text)
  return value === undefined ? { kind: 'literal', text } : { kind: 'number', value }
}

/** One operator object, the reader behind its `{`. Some operators make two comparisons. */
function parseOperator(reader: JsonReader): Comparison[] {
  if (nextToken(reader) !== 'name') refuseAt(reader, messages.noOperator)
  const operator = tokenText(reader)
  switch (operator) {
    case 'exactly':
      return [{ kind: 'exactly', value: asUtf8(onlyString(reader, 'exact')) }]
    case 'prefix':
    case 'suffix':
      return parseAffix(reader, operator)
    case 'equals-ignore-case':
      return [{ kind: operator, value: caselessText(onlyString(reader, operator)) }]
    case 'wildcard':
      return [parseWildcardOperator(reader)]
    case 'numeric':
      return [parseNumeric(reader)]
    case 'cidr':
      return [parseCidrOperator(reader)]
    case 'exists':
      return [parseExists(reader)]
    case 'anything-but':
      return [parseAnythingBut(reader)]
    default:
      return refuseAt(reader, messages.unknownOperator(operator))
  }
}

function parseWildcardOperator(reader: JsonReader): Comparison {
  const wildcard = parseWildcard(stringValue(reader, 'wildcard'))
  if ('reason' in wildcard) return refuseAt(reader, wildcard.reason)
  endOperator(reader)
  return { kind: 'wildcard', parts: wildcard.parts }
}

/** A bad block is the one fault in an operator of which AWS names no place. */
function parseCidrOperator(reader: JsonReader): Comparison {
  const block = parseCidr(stringValue(reader, 'prefix'))
  if ('reason' in block) throw new JsonSyntaxError(block.reason)
  endOperator(reader)
  return { kind: 'cidr', first: block.first, last: block.last }
}

function parseExists(reader: JsonReader): Comparison {
  const token = nextToken(reader)
  if (token !== 'true' && token !== 'false') refuseAt(reader, messages.existsNotBoolean)
  endOperator(reader)
  return { kind: 'exists', wanted: token === 'true' }
}
