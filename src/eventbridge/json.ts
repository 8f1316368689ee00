/**
 * JSON as event-ruler reads an event: duplicate names are all kept, and numbers keep their text.
 *
 * `JSON.parse` loses both, and AWS looks at both: an event `{"a":1,"a":2}` has two values for `a`, and
 * an 18-digit number is compared as written.
 */

import { Refusal } from './json-error.ts'
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
 * A JSON value: read from text (`JsonNumber`, `JsonObject`) or a plain JavaScript value as `JSON.parse`
 * makes it (see `fromValue`). Matching takes both, mixed or not.
 */
export type ParsedJson =
  | null
  | boolean
  | string
  | number
  | readonly ParsedJson[]
  | JsonNumber
  | JsonObject
  | { readonly [name: string]: ParsedJson }

/** A read text, or why it is none: `error` as Jackson words it, `line` and `column` from 1. */
export type JsonResult =
  | { readonly ok: true; readonly value: ParsedJson }
  | {
      readonly ok: false
      readonly error: string
      readonly line: number | undefined
      readonly column: number | undefined
    }

/**
 * Reads one JSON value. Like event-ruler it stops where the value ends: what follows is not looked at.
 * Never throws; text that nests deeper than `JSON_DEPTH` is refused.
 */
export function parseJson(text: string): JsonResult {
  try {
    return { ok: true, value: readValue(openReader(text)) }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    const { line, column } = error.location ?? {}
    return { ok: false, error: error.message, line, column }
  }
}

/**
 * A value another part of the project already holds, for matching: exactly what `JSON.parse` returns.
 * It is not copied. Its numbers are compared as JavaScript prints them.
 */
export function fromValue(value: unknown): ParsedJson {
  return value as ParsedJson
}

type Container = JsonObject | ParsedJson[]

/** Iterative: the depth of the text is the depth of `open`, not of the call stack. */
function readValue(reader: JsonReader): ParsedJson {
  const open: { container: Container; name: string }[] = []
  let name = ''
  for (;;) {
    const token = nextToken(reader)
    if (token === 'name') {
      name = tokenText(reader)
      continue
    }
    let value: ParsedJson
    if (token === '{' || token === '[') {
      open.push({ container: token === '{' ? new JsonObject() : [], name })
      continue
    } else if (token === '}' || token === ']') {
      const closed = open.pop()
      if (!closed) throw new Refusal('No content to map due to end-of-input')
      value = closed.container
      name = closed.name
    } else value = scalar(reader)
    const parent = open.at(-1)
    if (!parent) return value
    if (parent.container instanceof JsonObject) parent.container.members.push([name, value])
    else parent.container.push(value)
  }
}

function scalar(reader: JsonReader): ParsedJson {
  switch (reader.token) {
    case 'string':
      return tokenText(reader)
    case 'number':
      return new JsonNumber(tokenText(reader))
    case 'true':
      return true
    case 'false':
      return false
    case 'null':
      return null
    default:
      throw new Refusal('No content to map due to end-of-input', reader.text, {
        line: reader.line,
        column: reader.at - reader.lineStart + 1,
      })
  }
}
