/**
 * Reads policy documents as IAM does. CloudTrail records them as text, as percent-encoded text, or as
 * objects. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 */

import { isObject, type Json, type JsonObject, type Scalar } from '../ir/json.ts'
import { foldCase } from '../ir/letter-case.ts'
import { parseJson } from '../ir/parse-json.ts'
import { repeatsKey } from './repeated-key.ts'
import { elementsOf, readStatement, type Statement } from './statement.ts'

export interface PolicyDocument {
  readonly statements: readonly Statement[]
  /** Whether `${…}` in a resource is a variable. It is one since version 2012-10-17. */
  readonly hasVariables: boolean
}

/** Why a document cannot be read. A document that CloudTrail cut is `no JSON`. */
export type Unreadable = 'no JSON' | 'repeated key' | 'too deep' | 'no policy'

export type Reading =
  | { readonly kind: 'document'; readonly document: PolicyDocument }
  | { readonly kind: 'unreadable'; readonly why: Unreadable }
  /** Empty text, a number, true, false or null: no policy is there. */
  | { readonly kind: 'nothing' }

/** IAM accepts no document that is nearly as deep. Reading a deeper one could exhaust the stack. */
const maxDepth = 32

const nothing: Reading = { kind: 'nothing' }
const unreadable = (why: Unreadable): Reading => ({ kind: 'unreadable', why })

let last: { value: Scalar | JsonObject; reading: Reading } = { value: null, reading: nothing }

/** Reads a document. It never throws. Several tests of one value read it once. */
export function readPolicy(value: Scalar | JsonObject): Reading {
  if (value !== last.value) last = { value, reading: readValue(value) }
  return last.reading
}

function readValue(value: Scalar | JsonObject): Reading {
  if (typeof value === 'string') return readText(value)
  return isObject(value) ? readObject(value) : nothing
}

function readText(text: string): Reading {
  if (text.trim() === '') return nothing
  const plain = /^\s*%7B/i.test(text) ? decoded(text) : text
  const parsed = plain === undefined ? undefined : parseJson(plain)
  if (plain === undefined || !parsed?.ok) return unreadable('no JSON')
  if (isTooDeep(parsed.json)) return unreadable('too deep')
  if (repeatsKey(plain)) return unreadable('repeated key')
  return isObject(parsed.json) ? readObject(parsed.json) : unreadable('no policy')
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text)
  } catch {
    return undefined
  }
}

function readObject(object: JsonObject): Reading {
  if (isTooDeep(object)) return unreadable('too deep')
  if (hasSameNames(object)) return unreadable('repeated key')
  const elements = elementsOf(object)
  const written = elements.get('statement')
  if (written === undefined) return unreadable('no policy')
  const all = Array.isArray(written) ? (written as readonly Json[]) : [written]
  const statements = all.map(readStatement)
  if (!statements.every((statement) => statement !== undefined)) return unreadable('no policy')
  const hasVariables = elements.get('version') === '2012-10-17'
  return { kind: 'document', document: { statements, hasVariables } }
}

/** Level by level and not by recursion: the sender of the event decides how deep it is. */
function isTooDeep(json: Json): boolean {
  let level: readonly Json[] = [json]
  for (let depth = 0; depth <= maxDepth; depth++) {
    level = level.flatMap(partsOf)
    if (level.length === 0) return false
  }
  return true
}

const partsOf = (json: Json): readonly Json[] =>
  typeof json === 'object' && json !== null ? Object.values(json) : []

/** Whether two names in one object differ in letter case only: IAM would read one of them. */
function hasSameNames(json: Json): boolean {
  if (isObject(json)) {
    const names = Object.keys(json)
    if (new Set(names.map(foldCase)).size < names.length) return true
  }
  return partsOf(json).some(hasSameNames)
}
