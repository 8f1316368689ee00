/**
 * Policy documents: read however they come, and compared by what they say.
 *
 * IAM gives documents URL-encoded, CloudTrail gives them as they were sent, and emulators differ.
 */
import { isObject, type Json, type JsonObject } from '../../../ir/json.ts'

/** The JSON text of a document, URL-encoded or not; what is neither is returned as it came. */
export function decodeDocument(text: string): string {
  if (/^\s*\{/.test(text)) return withoutPadding(text)
  try {
    return withoutPadding(decodeURIComponent(text))
  } catch {
    return text
  }
}

/**
 * The most that IAM counts of a document, white space left out.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
const maxCounted = 10_240

/** IAM takes 131,072 characters, most of them spaces: five such versions are more than a record holds. */
function withoutPadding(text: string): string {
  if (text.length <= maxCounted) return text
  try {
    return JSON.stringify(JSON.parse(text))
  } catch {
    return text
  }
}

/** Deeper than any document IAM takes; what is deeper is compared as text. */
const maxDepth = 50

/**
 * Equal for documents that allow and deny the same by the letter: order of keys, of statements and
 * of list items, one value or a list of it, repeated statements, case of actions, the account as
 * number or as its root ARN, an absent version and the one it stands for, and Id do not count.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 */
export function canonicalDocument(text: string): string {
  try {
    const document = JSON.parse(decodeDocument(text)) as Json
    return isObject(document) && depthAtMost(document, maxDepth)
      ? JSON.stringify(policy(document))
      : text.trim()
  } catch {
    return text.trim()
  }
}

function depthAtMost(value: Json, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return true
  return levels > 0 && Object.values(value).every((inner) => depthAtMost(inner, levels - 1))
}

/** An absent Version means the older one. */
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

/** IAM keeps `123456789012` as the ARN of that account's root. */
const account = (who: Json): Json =>
  typeof who === 'string' ? who.replace(/^arn:[^:]*:iam::(\d{12}):root$/, '$1') : who

/** `true` and "true" are one to a condition. */
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

/** Without repeats, in the order of its JSON text. */
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
