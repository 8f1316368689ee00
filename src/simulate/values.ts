/** The values that a scenario's steps hand on: `${name}` in an input, saved from an answer. */
import { pick } from '../alert/pick.ts'
import { CannotAnswer } from '../diagnostics/cannot-answer.ts'
import type { Json, JsonObject } from '../ir/json.ts'

export type Saved = Map<string, Json>

/** The inputs that the API takes as text and people write as mappings. */
const documents = /^(?:PolicyDocument|AssumeRolePolicyDocument|Policy)$/

/** An input with its names replaced and its policy documents written as JSON. Throws for a name that is not known. */
export function filled(input: unknown, saved: Saved): unknown {
  if (typeof input === 'string') return filledText(input, saved)
  if (Array.isArray(input)) return input.map((each) => filled(each, saved))
  if (typeof input !== 'object' || input === null) return input
  return Object.fromEntries(
    Object.entries(input).map(([key, value]) => {
      const full = filled(value, saved)
      const isDocument = documents.test(key) && typeof full === 'object' && full !== null
      return [key, isDocument ? JSON.stringify(full) : full]
    }),
  )
}

/** `${name}` alone is the value itself; within a text it is its text. */
function filledText(text: string, saved: Saved): Json {
  const alone = /^\$\{(\w+)\}$/.exec(text)?.[1]
  if (alone !== undefined) return known(alone, saved)
  return text.replaceAll(/\$\{(\w+)\}/g, (_, name: string) => String(known(name, saved)))
}

function known(name: string, saved: Saved): Json {
  const value = saved.get(name)
  if (value === undefined)
    throw new CannotAnswer(
      `the scenario uses \`\${${name}}\` before it is saved`,
      `known by then: ${[...saved.keys()].join(', ')}`,
    )
  return value
}

/** What a JSONPath reaches in an answer: one value, several, or undefined. */
export function reached(answer: object, path: string): Json | undefined {
  const values = pick(path, plain(answer))
  return values.length > 1 ? values : values[0]
}

/** Dates as text and policy documents as what they say: IAM gives them URL-encoded. */
export function plain(answer: object): JsonObject {
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

/** The body of an object is not read. */
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
