/**
 * Reads an event pattern the way EventBridge does when a rule is made: same grammar, same order,
 * same sentences when it refuses (event-ruler's `JsonRuleCompiler.java`).
 */

import { compilePattern } from './compile-pattern.ts'
import { refuseAt } from './json-cursor.ts'
import { JsonSyntaxError } from './json-error.ts'
import { type JsonReader, nextToken, openReader, tokenText } from './json-reader.ts'
import * as messages from './messages.ts'
import { parseComparisons } from './parse-comparison.ts'
import type { EventPattern } from './pattern.ts'
import { addArm, addField, type Draft, endArms, newDraft, startArms } from './pattern-draft.ts'

export type ParsedPattern =
  | { readonly ok: true; readonly pattern: EventPattern }
  | { readonly ok: false; readonly error: string }

/**
 * Compiles a pattern's JSON text. `error` is AWS's message, `Event pattern is not valid. Reason:
 * …`, with the place on a second line where AWS names one. Never throws, and never enumerates a
 * `$or` beyond the number of combinations EventBridge takes.
 *
 * This checks the grammar, the `$or` combinations and the number of fields. The length of the text
 * and the complexity of wildcards are separate checks in `limits.ts`.
 */
export function parsePattern(text: string): ParsedPattern {
  try {
    return { ok: true, pattern: compilePattern(parseDraft(text)) }
  } catch (error) {
    if (!(error instanceof JsonSyntaxError)) throw error
    return { ok: false, error: messages.invalidPattern(error.message) }
  }
}

/**
 * `$or` was a field name before it was an operator. A pattern that is wrong with the operator but
 * right with the field name is taken as the latter: `{ "$or": { "a": [1] } }`, `{ "$or": [{
 * "prefix": "x" }] }`.
 */
function parseDraft(text: string): Draft {
  try {
    return parseRoot(text, parseObject)
  } catch (error) {
    if (!(error instanceof JsonSyntaxError) || !error.location) throw error
    try {
      return parseRoot(text, parseObjectWithoutOr)
    } catch (second) {
      if (second instanceof JsonSyntaxError) throw error
      throw second
    }
  }
}

/** Reads the members of an object up to its `}`. `at` is the path so far, none at the root. */
type ObjectParser = (reader: JsonReader, draft: Draft, at: string | undefined) => void

function parseRoot(text: string, parse: ObjectParser): Draft {
  const reader = openReader(text)
  const draft = newDraft()
  if (nextToken(reader) !== '{') refuseAt(reader, messages.notAnObject)
  parse(reader, draft, undefined)
  if (draft.passed !== undefined) throw new JsonSyntaxError(draft.passed)
  return draft
}

const parseObjectWithoutOr: ObjectParser = (reader, draft, at) =>
  parseMembers(reader, (name) => parseField(reader, draft, at, name, parseObjectWithoutOr))

const parseObject: ObjectParser = (reader, draft, at) =>
  parseMembers(reader, (name) => {
    if (name === '$or') parseOr(reader, draft, at)
    else parseField(reader, draft, at, name, parseObject)
  })

const parseArm: ObjectParser = (reader, draft, at) =>
  parseMembers(reader, (name) => {
    if (name === '$or') parseOr(reader, draft, at)
    else if (RESERVED_IN_OR.has(name)) refuseAt(reader, messages.reservedInOr(name))
    else parseField(reader, draft, at, name, parseArm)
  })

function parseMembers(reader: JsonReader, parseMember: (name: string) => void): void {
  let members = 0
  while (nextToken(reader) !== '}') {
    members++
    parseMember(tokenText(reader))
  }
  if (members === 0) refuseAt(reader, messages.emptyObject)
}

function parseField(
  reader: JsonReader,
  draft: Draft,
  at: string | undefined,
  name: string,
  parse: ObjectParser,
): void {
  const token = nextToken(reader)
  if (token === '{') parse(reader, draft, at === undefined ? name : `${at}.${name}`)
  else if (token === '[') {
    // A path that begins with an empty name loses its first dot on this side only; AWS's slip.
    const path = at ? `${at}.${name}` : name
    addField(draft, path, parseComparisons(reader))
  } else refuseAt(reader, messages.scalarField(name))
}

/** The arms of a `$or`, the reader at its name. */
function parseOr(reader: JsonReader, draft: Draft, at: string | undefined): void {
  if (nextToken(reader) !== '[') refuseAt(reader, messages.orNotAnArray)
  const arms = startArms(draft)
  for (let token = nextToken(reader); token !== ']'; token = nextToken(reader)) {
    if (token !== '{') refuseAt(reader, messages.orOfNonObject)
    addArm(draft, arms, () => parseArm(reader, draft, at))
  }
  if (arms.count < 2) refuseAt(reader, messages.orTooShort)
  endArms(draft, arms)
}

/** Names that cannot be fields inside a `$or`: operators, and words AWS keeps for later ones. */
const RESERVED_IN_OR: ReadonlySet<string> = new Set([
  ...['exactly', 'equals-ignore-case', 'prefix', 'suffix', 'anything-but', 'exists', 'wildcard'],
  ...['numeric', 'cidr', '=', '<', '<=', '>', '>=', 'regex', 'not-wildcard'],
  ...['not-equals-ignore-case', 'date-after', 'date-on-or-after', 'date-before'],
  ...['date-on-or-before', 'in-date-range', 'ip-address-in-range', 'ip-address-not-in-range'],
])
