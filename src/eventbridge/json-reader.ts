/**
 * Reads JSON one token at a time, the way AWS's event-ruler sees it (Jackson's `JsonParser`).
 *
 * A pattern is checked while it is read: EventBridge reports the first fault in the text, be it a
 * comma or an operator, and names the column of the reader. This reader therefore copies two habits
 * of Jackson that those columns show. At a field name, the first token of its value is already
 * read. A string is read to its end only when its text is needed or skipped.
 */

import {
  currentLocation,
  type JsonCursor,
  readPastSpace,
  refuseAt,
  refuseCharacter,
  refuseEnd,
} from './json-cursor.ts'
import { describeLocation, type Location, refuseBeyond } from './json-error.ts'
import { readNumber } from './json-number.ts'
import { readName, readString } from './json-string.ts'
import { readWord, refuseValue } from './json-word.ts'
import { JSON_DEPTH } from './limits.ts'

export type Token = '{' | '}' | '[' | ']' | 'name' | 'string' | 'number' | 'true' | 'false' | 'null'

interface Scope {
  readonly kind: 'Object' | 'Array'
  readonly start: Location
  entries: number
}

/** A text being read token by token. Made by `openReader`, moved by `nextToken`. */
export interface JsonReader extends JsonCursor {
  /** The token last returned; `undefined` before the first and after the last. */
  token: Token | undefined
  readonly scopes: Scope[]
  /** The first token of a value, read together with its field name. */
  ahead: Token | undefined
  /** A string of which only the opening quote is read. */
  stringIsOpen: boolean
  /** The field name, the string or the number last read. */
  read: string
  /** A number that stands `ahead`: `read` still holds its field name. */
  readAhead: string
}

export function openReader(text: string): JsonReader {
  return {
    text,
    at: 0,
    line: 1,
    lineStart: 0,
    token: undefined,
    scopes: [],
    ahead: undefined,
    stringIsOpen: false,
    read: '',
    readAhead: '',
  }
}

/**
 * Moves to the next token and returns it; `undefined` once the text is over between values.
 * Throws `Refusal` where the text is not JSON or nests deeper than `JSON_DEPTH`.
 */
export function nextToken(reader: JsonReader): Token | undefined {
  if (reader.ahead !== undefined) return enter(reader, reader.ahead)
  if (reader.stringIsOpen) passString(reader)
  const scope = reader.scopes.at(-1)
  let code = readPastSpace(reader)
  if (code === undefined) return end(reader, scope)
  if (code === 0x5d || code === 0x7d) return closeScope(reader, code === 0x7d ? '}' : ']', scope)
  if (scope && scope.entries++ > 0) code = passComma(reader, code, scope)
  if (scope?.kind !== 'Object') return enter(reader, readValueStart(reader, code))
  if (code !== 0x22) refuseCharacter(reader, code, 'was expecting double-quote to start field name')
  reader.read = readName(reader)
  reader.ahead = readValueStart(reader, passColon(reader))
  reader.token = 'name'
  return 'name'
}

/** The current token's text: a name, a string's characters, a number as written, else the token. */
export function tokenText(reader: JsonReader): string {
  const { token } = reader
  if (token === 'string' && reader.stringIsOpen) passString(reader)
  if (token === 'string' || token === 'name' || token === 'number') return reader.read
  return token ?? ''
}

function passString(reader: JsonReader): void {
  reader.stringIsOpen = false
  reader.read = readString(reader)
}

function enter(reader: JsonReader, token: Token): Token {
  if (token === '{' || token === '[') openScope(reader, token)
  if (token === 'number') reader.read = reader.readAhead
  reader.ahead = undefined
  reader.token = token
  return token
}

function openScope(reader: JsonReader, token: '{' | '['): void {
  const depth = reader.scopes.length + 1
  if (depth > JSON_DEPTH)
    refuseBeyond('Document nesting depth', depth, JSON_DEPTH, 'getMaxNestingDepth')
  const { line, column } = currentLocation(reader)
  const kind = token === '{' ? 'Object' : 'Array'
  reader.scopes.push({ kind, start: { line, column: column - 1 }, entries: 0 })
}

function closeScope(reader: JsonReader, token: '}' | ']', scope: Scope | undefined): Token {
  if (scope?.kind !== (token === '}' ? 'Object' : 'Array')) {
    const start = describeLocation(reader.text, scope?.start ?? { line: 1, column: 0 })
    const wanted = token === '}' ? ']' : '}'
    const opened = `(for ${scope?.kind ?? 'root'} starting at ${start})`
    refuseAt(reader, `Unexpected close marker '${token}': expected '${wanted}' ${opened}`, 1)
  }
  reader.scopes.pop()
  reader.token = token
  return token
}

function end(reader: JsonReader, scope: Scope | undefined): undefined {
  if (scope) {
    const start = describeLocation(reader.text, scope.start)
    refuseEnd(reader, `: expected close marker for ${scope.kind} (start marker at ${start})`)
  }
  reader.token = undefined
}

function passComma(reader: JsonReader, code: number, scope: Scope): number {
  if (code !== 0x2c)
    refuseCharacter(reader, code, `was expecting comma to separate ${scope.kind} entries`)
  return readPastSpace(reader) ?? refuseEnd(reader, ` within/between ${scope.kind} entries`)
}

function passColon(reader: JsonReader): number {
  const code = readPastSpace(reader) ?? refuseEnd(reader, ' within/between Object entries')
  if (code !== 0x3a)
    refuseCharacter(reader, code, 'was expecting a colon to separate field name and value')
  return readPastSpace(reader) ?? refuseEnd(reader, ' within/between Object entries')
}

function readValueStart(reader: JsonReader, code: number): Token {
  switch (code) {
    case 0x22:
      reader.stringIsOpen = true
      return 'string'
    case 0x7b:
      return '{'
    case 0x5b:
      return '['
    case 0x74:
      return readWord(reader, 'true')
    case 0x66:
      return readWord(reader, 'false')
    case 0x6e:
      return readWord(reader, 'null')
    case 0x7d:
      return refuseCharacter(reader, code, 'expected a value')
    default:
      if (code !== 0x2d && (code < 0x30 || code > 0x39)) return refuseValue(reader, code)
      reader.readAhead = readNumber(reader)
      if (reader.scopes.length === 0) endRootNumber(reader)
      return 'number'
  }
}

function endRootNumber(reader: JsonReader): void {
  const code = reader.text.charCodeAt(reader.at)
  if (Number.isNaN(code) || code <= 0x20) return
  reader.at++
  refuseCharacter(reader, code, 'Expected space separating root-level values')
}
