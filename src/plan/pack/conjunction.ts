/**
 * Event patterns in disjunctive normal form: each disjunct is a conjunction of fields, which can be sorted
 * into other patterns and put together again.
 * Whatever is compared often is kept as text, in an order that depends on nothing but what it says.
 */
import { patternJson } from '../../backends/event-pattern/print.ts'
import { isObject, type Json, type JsonObject } from '../../ir/json.ts'
import type { Path } from '../../ir/path.ts'

/** An event matches a conjunction if it matches all of its fields. */
export interface Conjunction {
  /** Sorted by key. */
  readonly fields: readonly Field[]
  /** Equal for equal conjunctions. */
  readonly text: string
}

/** A field with matchers of EventBridge, one of which has to take it. */
export interface Field {
  readonly path: Path
  /** The path as text. */
  readonly key: string
  /** Each matcher as JSON text, without repeats, sorted. */
  readonly matchers: readonly string[]
  readonly text: string
}

export const keyOf = (path: Path): string => JSON.stringify(path)

export const sourceKey = keyOf(['envelope', 'source'])
export const detailTypeKey = keyOf(['envelope', 'detail-type'])
export const eventNameKey = keyOf(['eventName'])
export const eventSourceKey = keyOf(['eventSource'])

/** The disjuncts of a pattern: an event matches it if it matches one of them. */
export const disjunctsOf = (pattern: JsonObject): Conjunction[] =>
  combine(pattern, []).map(conjunctionOf)

/** The text of one pattern that matches what one of the disjuncts matches. */
export const patternOf = (disjuncts: readonly Conjunction[]): string =>
  JSON.stringify(
    patternJson(
      disjuncts.map(({ fields }) =>
        fields.map(({ path, matchers }) => ({
          path,
          any: matchers.map((matcher) => JSON.parse(matcher) as Json),
        })),
      ),
    ),
  )

function combine(object: JsonObject, at: readonly string[]): Field[][] {
  return Object.entries(object).reduce<Field[][]>(
    (disjuncts, [key, value]) => {
      const more = key === '$or' ? arms(value, at) : below(value, [...at, key])
      return disjuncts.flatMap((conjunction) => more.map((other) => [...conjunction, ...other]))
    },
    [[]],
  )
}

const arms = (value: Json, at: readonly string[]): Field[][] =>
  Array.isArray(value) ? value.flatMap((arm: Json) => (isObject(arm) ? combine(arm, at) : [])) : []

function below(value: Json, at: readonly string[]): Field[][] {
  if (isObject(value)) return combine(value, at)
  if (!Array.isArray(value)) return []
  return [
    [
      fieldOf(
        pathAt(at),
        value.map((matcher: Json) => JSON.stringify(matcher)),
      ),
    ],
  ]
}

/** Paths are rooted at the record, and the envelope's begin with its name. */
const pathAt = ([first = '', ...rest]: readonly string[]): Path =>
  first === 'detail' ? rest : ['envelope', first, ...rest]

export function fieldOf(path: Path, matchers: readonly string[]): Field {
  const key = keyOf(path)
  const sorted = [...new Set(matchers)].sort()
  return { path, key, matchers: sorted, text: `${key}:${sorted.join()}` }
}

export function conjunctionOf(fields: readonly Field[]): Conjunction {
  const sorted = fields.toSorted((a, b) => compare(a.key, b.key))
  return { fields: sorted, text: textOf(sorted) }
}

export const textOf = (fields: readonly Field[]): string =>
  fields.map(({ text }) => text).join('\n')

export const fieldAt = ({ fields }: Conjunction, key: string): Field | undefined =>
  fields.find((field) => field.key === key)

/** The texts a field must be one of; undefined where it may be anything else. */
export function textsAt(conjunction: Conjunction, key: string): readonly string[] | undefined {
  const matchers = fieldAt(conjunction, key)?.matchers
  return matchers?.every((matcher) => matcher.startsWith('"'))
    ? matchers.map((matcher) => JSON.parse(matcher) as string)
    : undefined
}

/** The conjunction with other matchers in one of its fields. */
export const withMatchers = (
  { fields }: Conjunction,
  key: string,
  matchers: readonly string[],
): Conjunction =>
  conjunctionOf(fields.map((field) => (field.key === key ? fieldOf(field.path, matchers) : field)))

export const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
