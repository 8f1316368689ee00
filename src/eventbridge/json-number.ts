/** Reads a JSON number and keeps its text: event-ruler compares `37.807807921694092` as written. */

import { type JsonCursor, refuseAt, refuseEnd } from './json-cursor.ts'
import { describeCharacter, refuseBeyond } from './json-error.ts'
import { refuseValue } from './json-word.ts'
import { JSON_NUMBER_CHARACTERS } from './limits.ts'

/** The number's text, the cursor behind its first character. */
export function readNumber(cursor: JsonCursor): string {
  const { text } = cursor
  const start = cursor.at - 1
  cursor.at = text[start] === '-' ? afterSign(cursor) : start
  const whole = cursor.at
  const at = afterDigits(text, whole)
  if (text[whole] === '0' && at > whole + 1) {
    cursor.at = whole + 1
    refuseAt(cursor, 'Invalid numeric value: Leading zeroes not allowed')
  }
  // Jackson reads a leading zero with a second routine, which names the place one further on.
  cursor.at = text[whole] === '0' && at + 1 < text.length ? at + 1 : at
  const end = afterExponent(cursor, afterFraction(cursor, at))
  if (end - start > JSON_NUMBER_CHARACTERS)
    refuseBeyond('Number value length', end - start, JSON_NUMBER_CHARACTERS, 'getMaxNumberLength')
  cursor.at = end
  return text.slice(start, end)
}

function afterDigits(text: string, from: number): number {
  let at = from
  while (at < text.length && isDigit(text.charCodeAt(at))) at++
  return at
}

const isDigit = (code: number): boolean => code >= 0x30 && code <= 0x39

function afterSign(cursor: JsonCursor): number {
  const { text, at } = cursor
  const code = text.charCodeAt(at)
  if (isDigit(code)) return at
  if (Number.isNaN(code)) refuseEnd(cursor, 'No digit following sign')
  const word = ['-Infinity', '-INF'].find((infinity) => text.startsWith(infinity, at - 1))
  if (word) {
    const setting = '`JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS`'
    cursor.at = at - 1 + word.length
    refuseAt(cursor, `Non-standard token '${word}': enable ${setting} to allow`)
  }
  if (text[at] === '.') {
    cursor.at = at + 1
    refuseValue(cursor, code)
  }
  const wanted = 'expected digit (0-9) to follow minus sign, for valid numeric value'
  return refuseDigit(cursor, code, wanted)
}

function afterFraction(cursor: JsonCursor, at: number): number {
  if (cursor.text[at] !== '.') return at
  const end = afterDigits(cursor.text, at + 1)
  if (end > at + 1) return end
  const code = cursor.text.charCodeAt(end < cursor.text.length ? end : at)
  return refuseDigit(cursor, code, 'Decimal point not followed by a digit')
}

function afterExponent(cursor: JsonCursor, at: number): number {
  const { text } = cursor
  if (text[at] !== 'e' && text[at] !== 'E') return at
  const digits = at + (text[at + 1] === '+' || text[at + 1] === '-' ? 2 : 1)
  if (digits >= text.length) refuseEnd(cursor, 'expected a digit for number exponent')
  const end = afterDigits(text, digits)
  if (end === digits)
    refuseDigit(cursor, text.charCodeAt(end), 'Exponent indicator not followed by a digit')
  return end
}

function refuseDigit(cursor: JsonCursor, code: number, wanted: string): never {
  const character = describeCharacter(code)
  return refuseAt(cursor, `Unexpected character (${character}) in numeric value: ${wanted}`)
}
