/**
 * The values that steps of a scenario pass on. A step saves a value from an answer, and another one
 * uses it as `${name}` in its input.
 */
import { pick } from '../alert/pick.ts'
import { notSavedYet } from '../diagnostics/catalogue/cannot-answer/scenarios.ts'
import type { Json, JsonObject } from '../ir/json.ts'

/** Saved values by name. */
export type Saved = Map<string, Json>

/** The inputs that the API takes as text and that scenarios write as mappings. */
const documents = /^(?:PolicyDocument|AssumeRolePolicyDocument|Policy)$/

/**
 * Replaces names in an input by their values, and writes policy documents as JSON text. Throws for
 * a name that is not known.
 */
export function fill(input: unknown, saved: Saved): unknown {
  if (typeof input === 'string') return fillText(input, saved)
  if (Array.isArray(input)) return input.map((each) => fill(each, saved))
  if (typeof input !== 'object' || input === null) return input
  return Object.fromEntries(
    Object.entries(input).map(([key, value]) => {
      const full = fill(value, saved)
      const isDocument = documents.test(key) && typeof full === 'object' && full !== null
      return [key, isDocument ? JSON.stringify(full) : full]
    }),
  )
}

/**
 * Replaces names in a text. `${name}` alone becomes the value itself; inside of a longer text it
 * becomes the value's text.
 */
function fillText(text: string, saved: Saved): Json {
  const wholeName = /^\$\{(\w+)\}$/.exec(text)?.[1]
  if (wholeName !== undefined) return savedValue(wholeName, saved)
  return text.replaceAll(/\$\{(\w+)\}/g, (_, name: string) => String(savedValue(name, saved)))
}

function savedValue(name: string, saved: Saved): Json {
  const value = saved.get(name)
  if (value === undefined) throw notSavedYet(name, [...saved.keys()])
  return value
}

/** The value at a JSONPath in an answer: one value, a list of several, or undefined. */
export function valueAt(answer: object, path: string): Json | undefined {
  const values = pick(path, plainJson(answer))
  return values.length > 1 ? values : values[0]
}

/**
 * An answer as plain JSON. Dates become text, and policy documents, which IAM returns URL-encoded,
 * become objects.
 */
export function plainJson(answer: object): JsonObject {
  return JSON.parse(
    JSON.stringify(answer, (key, value) =>
      isStream(value)
        ? undefined
        : documents.test(key) || key === 'Document'
          ? decodedDocument(value)
          : value,
    ),
  )
}

/** Whether a value is a stream. The body of an object is not read. */
const isStream = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && 'pipe' in value

function decodedDocument(value: unknown): unknown {
  if (typeof value !== 'string') return value
  try {
    return JSON.parse(value.startsWith('%') ? decodeURIComponent(value) : value)
  } catch {
    return value
  }
}
