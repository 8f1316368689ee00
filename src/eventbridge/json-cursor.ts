/** A place in a JSON text that moves forward, and the refusals that name it. */

import { describeCharacter, JsonSyntaxError, type Location } from './json-error.ts'

/** A text being read. */
export interface JsonCursor {
  readonly text: string
  /** Offset of the first character not read yet. */
  at: number
  /** Counts from 1. A carriage return alone, a line feed alone and the pair each end a line. */
  line: number
  /** Offset at which `line` begins. */
  lineStart: number
}

/** The place of the first character not read yet. */
export function currentLocation(cursor: JsonCursor): Location {
  return { line: cursor.line, column: cursor.at - cursor.lineStart + 1 }
}

/** Refuses the text at the cursor, or `back` characters before it. */
export function refuseAt(cursor: JsonCursor, reason: string, back = 0): never {
  const { line, column } = currentLocation(cursor)
  throw new JsonSyntaxError(reason, cursor.text, { line, column: column - back })
}

/** Refuses the character just read: `Unexpected character ('x' (code 120)): WANTED`. */
export function refuseCharacter(cursor: JsonCursor, code: number, wanted: string): never {
  return refuseAt(cursor, `Unexpected character (${describeCharacter(code)}): ${wanted}`, 1)
}

/** Refuses a text that ends too early. `where` continues "Unexpected end-of-input". */
export function refuseEnd(cursor: JsonCursor, where: string): never {
  cursor.at = cursor.text.length
  return refuseAt(cursor, `Unexpected end-of-input${where}`)
}

/**
 * Passes white space, reads one character and returns its code; `undefined` at the end of the text.
 */
export function readPastSpace(cursor: JsonCursor): number | undefined {
  const { text } = cursor
  while (cursor.at < text.length) {
    const code = text.charCodeAt(cursor.at++)
    if (code > 0x20) {
      if (code === 0x2f) refuseCharacter(cursor, code, COMMENT)
      return code
    }
    if (code === 0x0a) startLine(cursor)
    else if (code === 0x0d) {
      if (text.charCodeAt(cursor.at) === 0x0a) cursor.at++
      startLine(cursor)
    } else if (code !== 0x20 && code !== 0x09) refuseControl(cursor, code)
  }
  return undefined
}

const COMMENT =
  "maybe a (non-standard) comment? (not recognized as one since Feature 'ALLOW_COMMENTS' not enabled for parser)"

function startLine(cursor: JsonCursor): void {
  cursor.line++
  cursor.lineStart = cursor.at
}

function refuseControl(cursor: JsonCursor, code: number): never {
  return refuseAt(
    cursor,
    `Illegal character (${describeCharacter(code)}): only regular white space (\\r, \\n, \\t) is allowed between tokens`,
  )
}
