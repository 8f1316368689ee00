/**
 * Builds records from assigned values, in the shapes that records have: lists of values and lists
 * of objects wherever AWS may write them.
 */
import type { ListsFrom } from '../aws/single-values.ts'
import { isObject, type Json, type JsonObject, type TestedValue } from '../ir/json.ts'
import type { Path } from '../ir/path.ts'
import type { Variable } from './assignments.ts'
import type { Chance } from './chance.ts'

/**
 * The plain record: one value for each path that has one. `envelope.…` becomes the envelope's. The
 * variables are in the order of their paths' lengths.
 */
export function recordOf(
  variables: readonly Variable[],
  given: (variable: Variable) => Json | undefined,
): JsonObject {
  const root: Record<string, Json> = {}
  for (const variable of variables) {
    const value = given(variable)
    if (value !== undefined) put(root, variable.path, value)
  }
  return root
}

/** Where a shorter path already has a plain value, the longer one cannot be there as well. */
function put(root: Record<string, Json>, path: Path, value: Json): void {
  let at = root
  const last = path.length - 1
  for (let index = 0; index < last; index++) {
    const segment = path[index] ?? ''
    const below = Object.hasOwn(at, segment) ? at[segment] : undefined
    if (below !== undefined && !isObject(below)) return
    const next = (below as Record<string, Json> | undefined) ?? {}
    if (below === undefined) set(at, segment, next)
    at = next
  }
  // A copy: fields inside are added to it.
  set(at, path[last] ?? '', typeof value === 'object' ? structuredClone(value) : value)
}

/** `__proto__` is a name like any other. Plain assignment is many times faster for the others. */
function set(object: Record<string, Json>, name: string, value: Json): void {
  if (name !== '__proto__') object[name] = value
  else
    Object.defineProperty(object, name, {
      value,
      enumerable: true,
      writable: true,
      configurable: true,
    })
}

/** One value in a form that the field may have: itself, in a list with another, in a nested list, or an empty list. */
export function inLists(
  value: TestedValue,
  variable: Variable,
  listsFrom: ListsFrom,
  by: Chance,
): Json {
  if (listsFrom(variable.path) === Number.POSITIVE_INFINITY || by.next() < 0.6) return value
  const other = by.one(variable.values) ?? null
  return (
    by.one<Json>([
      value,
      value,
      value,
      [value],
      [value, other],
      [other, value],
      [[value], other],
      [],
    ]) ?? value
  )
}

/** The same record with some of its inner objects made lists of objects: the fields of one together, or torn apart. */
export function withLists(record: Json, listsFrom: ListsFrom, by: Chance, path: Path = []): Json {
  if (!isObject(record)) return record
  const inner = Object.fromEntries(
    Object.entries(record).map(([key, value]) => [
      key,
      withLists(value, listsFrom, by, [...path, key]),
    ]),
  )
  const mayBeList = path.length > 0 && listsFrom([...path, 'x']) < path.length
  if (!mayBeList || by.next() < 0.5) return inner
  const [one, other] = torn(inner, by)
  return (
    by.one<Json>([
      [inner],
      [inner, {}],
      [one, other],
      [other, one],
      [one, inner],
      [inner, other],
      [[one], other],
    ]) ?? inner
  )
}

function torn(object: JsonObject, by: Chance): [JsonObject, JsonObject] {
  const entries = Object.entries(object).map((entry) => ({ entry, left: by.next() < 0.5 }))
  const half = (left: boolean) =>
    Object.fromEntries(entries.filter((each) => each.left === left).map(({ entry }) => entry))
  return [half(true), half(false)]
}

/** The record with one of its inner objects, wherever lists of objects may be, as two elements that share its fields in each way. */
export function* tornApart(record: Json, listsFrom: ListsFrom, path: Path = []): Generator<Json> {
  if (!isObject(record)) return
  if (path.length > 0 && listsFrom([...path, 'x']) < path.length) yield* halves(record)
  for (const [key, below] of Object.entries(record)) {
    for (const torn of tornApart(below, listsFrom, [...path, key])) yield { ...record, [key]: torn }
  }
}

function* halves(object: JsonObject): Generator<Json> {
  const entries = Object.entries(object)
  // Beyond four fields, each alone against the rest says enough.
  const splits =
    entries.length > 4
      ? entries.map((_, index) => 1 << index)
      : Array.from({ length: 1 << entries.length }, (_, split) => split)
  for (const split of splits) {
    const half = (left: boolean) =>
      Object.fromEntries(entries.filter((_, index) => ((split >> index) & 1) === Number(left)))
    yield [half(true), half(false)]
    yield [object, half(false)]
  }
}
