/** Reads `true`, `false` and `null`, and refuses any other text in the place of a value. */

import { type JsonCursor, refuseAt, refuseCharacter, refuseEnd } from './json-cursor.ts'

const VALUES = "(JSON String, Number, Array, Object or token 'null', 'true' or 'false')"
/** The first and a further character of a Java identifier. Jackson quotes that part of the text. */
const WORD_START = /[\p{L}\p{Nl}\p{Sc}\p{Pc}]/u
const WORD_PART = /[\p{L}\p{Nl}\p{Sc}\p{Pc}\p{Nd}\p{Mn}\p{Mc}\p{Cf}\0-\x08\x0e-\x1b\x7f-\x9f]/u
const WORD_CHARACTERS = 256

/** `word`, the cursor behind its first letter. */
export function readWord<W extends 'true' | 'false' | 'null'>(cursor: JsonCursor, word: W): W {
  const start = cursor.at - 1
  const next = cursor.text[start + word.length] ?? ' '
  if (!cursor.text.startsWith(word, start) || (next >= '0' && WORD_PART.test(next)))
    refuseWord(cursor)
  cursor.at = start + word.length
  return word
}

/** Refuses a value that begins with the character just read. */
export function refuseValue(cursor: JsonCursor, code: number): never {
  const number = ['NaN', 'Infinity'].find((word) => cursor.text.startsWith(word, cursor.at - 1))
  if (number) {
    cursor.at += number.length - 1
    const setting = '`JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS`'
    refuseAt(cursor, `Non-standard token '${number}': enable ${setting} to allow`)
  }
  if (code === 0x2b) {
    if (cursor.at === cursor.text.length) refuseEnd(cursor, ' in a Number value')
    const setting = '`JsonReadFeature.ALLOW_LEADING_PLUS_SIGN_FOR_NUMBERS`'
    const rule = `JSON spec does not allow numbers to have plus signs: enable ${setting} to allow`
    refuseAt(cursor, `Unexpected character ('+' (code 43)) in numeric value: ${rule}`)
  }
  if (WORD_START.test(String.fromCharCode(code))) refuseWord(cursor)
  return refuseCharacter(cursor, code, `expected a valid value ${VALUES}`)
}

function refuseWord(cursor: JsonCursor): never {
  const start = cursor.at - 1
  while (cursor.at - start < WORD_CHARACTERS && WORD_PART.test(cursor.text[cursor.at] ?? ' '))
    cursor.at++
  const dots = cursor.at - start === WORD_CHARACTERS ? '...' : ''
  const word = cursor.text.slice(start, cursor.at) + dots
  return refuseAt(cursor, `Unrecognized token '${word}': was expecting ${VALUES}`)
}
