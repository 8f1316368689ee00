/**
 * Event patterns in disjunctive normal form. Each disjunct is a conjunction of fields, which can be
 * sorted into other patterns and joined again. Texts that are compared often are stored, in an
 * order that depends on the content alone.
 */

import { patternJson } from '../../backends/event-pattern/print.ts'
import { compareTexts } from '../../ir/compare-texts.ts'
import { isObject, type Json, type JsonObject } from '../../ir/json.ts'
import type { Path } from '../../ir/path.ts'

/** An event matches a conjunction if it matches all of its fields. */
export interface Conjunction {
  /** The fields, sorted by key. */
  readonly fields: readonly Field[]
  /** The conjunction as text. Equal conjunctions have equal texts. */
  readonly text: string
}

/** A field with matchers of EventBridge. A value must satisfy one of them. */
export interface Field {
  readonly path: Path
  /** The path as text. */
  readonly key: string
  /** Each matcher as JSON text, sorted and without repeats. */
  readonly matchers: readonly string[]
  readonly text: string
}

/** The key of a path: its text, which is equal for equal paths. */
export const keyOf = (path: Path): string => JSON.stringify(path)

/** The key of the event's `source`. */
export const sourceKey = keyOf(['envelope', 'source'])
/** The key of the event's `detail-type`. */
export const detailTypeKey = keyOf(['envelope', 'detail-type'])
/** The key of `eventName`. */
export const eventNameKey = keyOf(['eventName'])
/** The key of `eventSource`. */
export const eventSourceKey = keyOf(['eventSource'])

/** The disjuncts of a pattern: an event matches it if it matches one of them. */
export const disjunctsOf = (pattern: JsonObject): Conjunction[] =>
  combine(pattern, []).map(conjunctionOf)

/** The text of one pattern that matches the union of the disjuncts. */
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

/**
 * The path of a field. A path begins at the record; a path of the envelope begins with `envelope`.
 */
const pathAt = ([first = '', ...rest]: readonly string[]): Path =>
  first === 'detail' ? rest : ['envelope', first, ...rest]

/** A field from a path and its matchers as JSON texts. */
export function fieldOf(path: Path, matchers: readonly string[]): Field {
  const key = keyOf(path)
  const sorted = [...new Set(matchers)].sort()
  return { path, key, matchers: sorted, text: `${key}:${sorted.join()}` }
}

/** A conjunction from its fields in any order. */
export function conjunctionOf(fields: readonly Field[]): Conjunction {
  const sorted = fields.toSorted((a, b) => compareTexts(a.key, b.key))
  return { fields: sorted, text: textOf(sorted) }
}

/** The text of fields. */
export const textOf = (fields: readonly Field[]): string =>
  fields.map(({ text }) => text).join('\n')

/** The field of a conjunction at a key. */
export const fieldAt = ({ fields }: Conjunction, key: string): Field | undefined =>
  fields.find((field) => field.key === key)

/** The texts that a field must equal one of; undefined if other values are allowed. */
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
