/** Reads the inside of a JSON string: up to and with its closing quote, escapes decoded. */

import { type JsonCursor, refuseAt, refuseCharacter, refuseEnd } from './json-cursor.ts'
import { describeCharacter, refuseBeyond } from './json-error.ts'
import { JSON_NAME_CHARACTERS, JSON_STRING_CHARACTERS } from './limits.ts'

/** A string value, the cursor behind its opening quote. */
export function readString(cursor: JsonCursor): string {
  const value = readQuoted(
    cursor,
    ': was expecting closing quote for a string value',
    'string value',
  )
  if (value.length > JSON_STRING_CHARACTERS)
    refuseBeyond('String value length', value.length, JSON_STRING_CHARACTERS, 'getMaxStringLength')
  return value
}

/** A field name, the cursor behind its opening quote. */
export function readName(cursor: JsonCursor): string {
  const name = readQuoted(cursor, ' in field name', 'name')
  if (name.length > JSON_NAME_CHARACTERS)
    refuseBeyond('Name length', name.length, JSON_NAME_CHARACTERS, 'getMaxNameLength')
  return name
}

function readQuoted(cursor: JsonCursor, ends: string, what: string): string {
  const { text } = cursor
  let decoded = ''
  let from = cursor.at
  for (let at = from; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === 0x22) {
      cursor.at = at + 1
      return decoded + text.slice(from, at)
    }
    if (code < 0x20) {
      cursor.at = at
      refuseAt(
        cursor,
        `Illegal unquoted character (${describeCharacter(code)}): has to be escaped using backslash to be included in ${what}`,
      )
    }
    if (code !== 0x5c) continue
    decoded += text.slice(from, at)
    cursor.at = at + 1
    decoded += readEscape(cursor)
    from = cursor.at
    at = from - 1
  }
  return refuseEnd(cursor, ends)
}

const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['"', '"'],
  ['\\', '\\'],
  ['/', '/'],
  ['b', '\b'],
  ['f', '\f'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
])

function readEscape(cursor: JsonCursor): string {
  const letter = cursor.text[cursor.at]
  if (letter === undefined) return refuseEnd(cursor, ' in character escape sequence')
  cursor.at++
  if (letter === 'u') return readHexEscape(cursor)
  const decoded = ESCAPES.get(letter)
  if (decoded !== undefined) return decoded
  const named = describeCharacter(letter.charCodeAt(0))
  return refuseAt(cursor, `Unrecognized character escape ${named}`, 1)
}

function readHexEscape(cursor: JsonCursor): string {
  let code = 0
  for (let digits = 0; digits < 4; digits++) {
    const character = cursor.text[cursor.at]
    if (character === undefined) return refuseEnd(cursor, ' in character escape sequence')
    cursor.at++
    if (!/[0-9a-f]/i.test(character))
      refuseCharacter(
        cursor,
        character.charCodeAt(0),
        'expected a hex-digit for character escape sequence',
      )
    code = code * 16 + Number.parseInt(character, 16)
  }
  return String.fromCharCode(code)
}
