/**
 * Reads policy documents in any encoding, and compares them by meaning.
 *
 * IAM returns documents URL-encoded, CloudTrail has them as the caller sent them, and emulators
 * differ.
 */
import { isObject, type Json, type JsonObject } from '../../../ir/json.ts'

/** The JSON text of a document that may be URL-encoded; any other text is returned unchanged. */
export function decodeDocument(text: string): string {
  if (/^\s*\{/.test(text)) return withoutPadding(text)
  try {
    return withoutPadding(decodeURIComponent(text))
  } catch {
    return text
  }
}

/**
 * IAM's limit for the characters of a document, without white space.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
const maxCounted = 10_240

/**
 * IAM accepts 131,072 characters, most of them spaces. Five such versions do not fit into a record.
 */
function withoutPadding(text: string): string {
  if (text.length <= maxCounted) return text
  try {
    return JSON.stringify(JSON.parse(text))
  } catch {
    return text
  }
}

/** Deeper than any document that IAM accepts. A deeper one is compared as text. */
const maxDepth = 50

/**
 * The same text for documents that literally allow and deny the same. These differences do not
 * count: the order of keys, of statements and of list items; one value or a list of it; repeated
 * statements; the case of actions; the account as number or as its root ARN; an absent version and
 * its default; and Id.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 */
export function canonicalDocument(text: string): string {
  try {
    const document = JSON.parse(decodeDocument(text)) as Json
    return isObject(document) && isWithinDepth(document, maxDepth)
      ? JSON.stringify(policy(document))
      : text.trim()
  } catch {
    return text.trim()
  }
}

/** Whether every statement of the document denies. False for a document that cannot be read. */
export function deniesOnly(text: string): boolean {
  try {
    const document = JSON.parse(decodeDocument(text)) as Json
    if (!isObject(document)) return false
    const statements = listOf(document.Statement ?? [])
    return (
      statements.length > 0 && statements.every((each) => isObject(each) && each.Effect === 'Deny')
    )
  } catch {
    return false
  }
}

function isWithinDepth(value: Json, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return true
  return levels > 0 && Object.values(value).every((inner) => isWithinDepth(inner, levels - 1))
}

/** An absent Version means the older version of the language. */
const policy = ({ Id: _, Version = '2008-10-17', Statement = [], ...rest }: JsonObject): Json =>
  sorted({ ...rest, Version, Statement: set(listOf(Statement).map(statement)) })

function statement(value: Json): Json {
  if (!isObject(value)) return value
  return sorted(
    Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, element(key, inner)])),
  )
}

function element(key: string, value: Json): Json {
  switch (key) {
    case 'Action':
    case 'NotAction':
      return set(listOf(value).map((one) => (typeof one === 'string' ? one.toLowerCase() : one)))
    case 'Resource':
    case 'NotResource':
      return set(listOf(value))
    case 'Principal':
    case 'NotPrincipal':
      return isObject(value)
        ? sorted(mapValues(value, (who) => set(listOf(who).map(account))))
        : value
    case 'Condition':
      return isObject(value) ? sorted(mapValues(value, condition)) : value
    default:
      return isObject(value) || Array.isArray(value) ? ordered(value) : value
  }
}

/** IAM stores `123456789012` as the ARN of that account's root. */
const account = (who: Json): Json =>
  typeof who === 'string' ? who.replace(/^arn:[^:]*:iam::(\d{12}):root$/, '$1') : who

/** A condition treats `true` and "true" alike. */
const condition = (keys: Json): Json =>
  isObject(keys)
    ? sorted(
        mapValues(keys, (values) =>
          set(listOf(values).map((one) => (typeof one === 'object' ? one : String(one)))),
        ),
      )
    : keys

const listOf = (value: Json): readonly Json[] => (Array.isArray(value) ? value : [value])

const mapValues = (object: JsonObject, change: (value: Json) => Json): JsonObject =>
  Object.fromEntries(Object.entries(object).map(([key, value]) => [key, change(value)]))

/** Without duplicates, in the order of the JSON texts. */
function set(values: readonly Json[]): Json {
  const texts = new Set(values.map((value) => JSON.stringify(ordered(value))))
  return [...texts].sort().map((text) => JSON.parse(text) as Json)
}

function ordered(value: Json): Json {
  if (Array.isArray(value)) return value.map(ordered)
  return isObject(value) ? sorted(mapValues(value, ordered)) : value
}

const sorted = (object: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(object).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)))
