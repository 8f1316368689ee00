/**
 * JSON as event-ruler reads an event: duplicate names are all kept, and numbers keep their text.
 *
 * `JSON.parse` loses both, and AWS looks at both: an event `{"a":1,"a":2}` has two values for `a`,
 * and an 18-digit number is compared as written.
 */

import { refuseAt } from './json-cursor.ts'
import { JsonSyntaxError } from './json-error.ts'
import { type JsonReader, nextToken, openReader, tokenText } from './json-reader.ts'

/** A number of a JSON text, as written: `3.0e2`. */
export class JsonNumber {
  readonly text: string

  constructor(text: string) {
    this.text = text
  }
}

/** An object of a JSON text: its members in order, every duplicate name included. */
export class JsonObject {
  readonly members: (readonly [name: string, value: ParsedJson])[] = []
}

/**
 * A JSON value: read from text (`JsonNumber`, `JsonObject`) or a plain JavaScript value as
 * `JSON.parse` makes it (see `fromValue`). Matching takes both, mixed or not.
 */
export type ParsedJson =
  | null
  | boolean
  | string
  | number
  | JsonNumber
  | readonly ParsedJson[]
  | Members

/** An object's members: read from text, or those of a plain JavaScript object. */
export type Members = JsonObject | { readonly [name: string]: ParsedJson }

/** The value of a text, or its error: `error` in Jackson's words, `line` and `column` from 1. */
export type JsonResult =
  | { readonly ok: true; readonly value: ParsedJson }
  | {
      readonly ok: false
      readonly error: string
      readonly line: number | undefined
      readonly column: number | undefined
    }

/**
 * Reads one JSON value. Like event-ruler it stops at the end of the value, and ignores the rest of
 * the text. It never throws. Text that nests deeper than `JSON_DEPTH` is refused.
 */
export function parseJson(text: string): JsonResult {
  try {
    return { ok: true, value: readValue(openReader(text)) }
  } catch (error) {
    if (!(error instanceof JsonSyntaxError)) throw error
    const { line, column } = error.location ?? {}
    return { ok: false, error: error.message, line, column }
  }
}

/**
 * A value another part of the project already holds, for matching: exactly what `JSON.parse`
 * returns. It is not copied. Its numbers are compared as JavaScript prints them.
 */
export function fromValue(value: unknown): ParsedJson {
  return value as ParsedJson
}

/** Whether a value is an object: not an array, a number, or any other leaf. */
export function isObject(value: ParsedJson): value is Members {
  return (
    typeof value === 'object' && value !== null && !isArray(value) && !(value instanceof JsonNumber)
  )
}

export function isArray(value: ParsedJson): value is readonly ParsedJson[] {
  return Array.isArray(value)
}

/** A container being filled, and the field name under which its parent takes it. */
interface Open {
  readonly container: JsonObject | ParsedJson[]
  readonly name: string
  readonly parent: Open | undefined
}

/** Iterative: a deep text makes a long chain of `Open`, not a deep call stack. */
function readValue(reader: JsonReader): ParsedJson {
  let open: Open | undefined
  let name = ''
  for (;;) {
    let token = nextToken(reader)
    if (token === 'name') {
      name = tokenText(reader)
      token = nextToken(reader)
    }
    if (token === '{' || token === '[') {
      open = { container: token === '{' ? new JsonObject() : [], name, parent: open }
      continue
    }
    let value: ParsedJson
    if (open && (token === '}' || token === ']')) {
      value = open.container
      name = open.name
      open = open.parent
    } else value = scalar(reader)
    if (!open) return value
    if (open.container instanceof JsonObject) open.container.members.push([name, value])
    else open.container.push(value)
  }
}

function scalar(reader: JsonReader): ParsedJson {
  const { token } = reader
  if (token === 'string') return tokenText(reader)
  if (token === 'number') return new JsonNumber(tokenText(reader))
  if (token === 'true' || token === 'false') return token === 'true'
  if (token === 'null') return null
  return refuseAt(reader, 'No content to map due to end-of-input')
}
