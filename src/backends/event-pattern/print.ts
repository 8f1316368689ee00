/** Writes conjunctions of matchers as an event pattern: short, and the same text in any order of the rule's fields. */
import { compareTexts } from '../../ir/compare-texts.ts'
import type { Json, JsonObject } from '../../ir/json.ts'
import { type Path, pathText } from '../../ir/path.ts'

/** A field and its matchers. EventBridge matches the field if one of them matches. */
export interface PrintedField {
  readonly path: Path
  readonly any: readonly Json[]
}

export type PrintedConjunction = readonly PrintedField[]

/** Fields that all conjunctions share are written once. The others become a `$or`. */
export function patternJson(conjunctions: readonly PrintedConjunction[]): JsonObject {
  const [first = [], ...others] = conjunctions
  const shared = first.filter((field) =>
    others.every((conjunction) => conjunction.some((other) => same(field, other))),
  )
  const different = conjunctions.map((conjunction) =>
    conjunction.filter((field) => !shared.some((other) => same(field, other))),
  )
  const root = objectOf(shared)
  // A conjunction without further fields includes the others.
  if (different.some(({ length }) => length === 0)) return root
  const members = different
    .map(objectOf)
    .sort((a, b) => compareTexts(JSON.stringify(a), JSON.stringify(b)))
  if (!different.flat().every(({ path }) => path[0] !== 'envelope'))
    return { ...root, $or: members }
  const detail = (root.detail ?? {}) as JsonObject
  return { ...root, detail: { ...detail, $or: members.map((member) => member.detail ?? {}) } }
}

const same = (one: PrintedField, other: PrintedField): boolean =>
  pathText(one.path) === pathText(other.path) &&
  JSON.stringify(one.any) === JSON.stringify(other.any)

/** Writes dotted paths as nested objects, with the fields of the envelope first. */
function objectOf(fields: PrintedConjunction): JsonObject {
  const root = emptyObject()
  const placed = fields.map(({ path, any }) => ({
    at: path[0] === 'envelope' ? path.slice(1) : ['detail', ...path],
    any,
  }))
  for (const { at, any } of placed.toSorted(
    (a, b) => rank(a.at) - rank(b.at) || compareTexts(a.at.join('\0'), b.at.join('\0')),
  )) {
    place(root, at, sort(any))
  }
  return root
}

/** If a field and a field inside of it are both tested, the inner one keeps its dots: EventBridge reads `"a.b"` like `b` inside of `a`. */
function place(root: Record<string, Json>, at: readonly string[], any: Json): void {
  let object = root
  for (const [index, segment] of at.slice(0, -1).entries()) {
    const below = object[segment]
    if (Array.isArray(below)) {
      object[at.slice(index).join('.')] = any
      return
    }
    const next = (below as Record<string, Json> | undefined) ?? emptyObject()
    object[segment] = next
    object = next
  }
  object[at.at(-1) ?? ''] = any
}

// Without a prototype, so that `__proto__` is a name like any other.
const emptyObject = (): Record<string, Json> => Object.create(null) as Record<string, Json>

const first = ['source', 'detail-type', 'account', 'region']
const firstInRecord = ['eventSource', 'eventName']

const rank = ([segment = '', second = '']: readonly string[]): number => {
  if (segment !== 'detail') return first.includes(segment) ? first.indexOf(segment) : first.length
  const index = firstInRecord.indexOf(second)
  return index === -1 ? 200 : 100 + index
}

const sort = (any: readonly Json[]): Json[] =>
  any.toSorted((a, b) => compareTexts(JSON.stringify(a), JSON.stringify(b)))
