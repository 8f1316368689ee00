/**
 * Collects the values of an event at the paths that a pattern tests.
 *
 * event-ruler flattens an event into leaves: a string, number, `true`, `false` or `null` under its
 * dotted path. An object or an array is no leaf, so an empty one leaves nothing behind. Arrays add
 * nothing to the path; a leaf remembers instead which element of which array it lies in
 * (`Event.java`).
 */

import { comparableNumber } from './comparable-number.ts'
import { isArray, isObject, JsonNumber, JsonObject, type Members, type ParsedJson } from './json.ts'
import type { EventPattern } from './pattern.ts'
import { asUtf8 } from './utf8.ts'

export type Leaf = StringLeaf | NumberLeaf | WordLeaf

interface StringLeaf {
  readonly type: 'string'
  readonly text: string
  readonly element: ArrayElement | undefined
}

interface NumberLeaf {
  readonly type: 'number'
  /** As written. */
  readonly text: string
  /** See `comparableNumber`. */
  readonly value: number | undefined
  readonly element: ArrayElement | undefined
}

interface WordLeaf {
  readonly type: 'word'
  readonly text: 'true' | 'false' | 'null'
  readonly element: ArrayElement | undefined
}

/** One array of the event. `within` is the element of an outer array it lies in. */
export interface EventArray {
  readonly within: ArrayElement | undefined
}

/** An element that is itself an object or array. Compared by identity. */
export interface ArrayElement {
  /** Numbers the elements of an event. */
  readonly id: number
  readonly array: EventArray
  /** How many arrays it lies in, this one included. */
  readonly depth: number
}

/** The leaves of each of the pattern's slots, or `undefined` when the event is not an object. */
export function collectLeaves(
  pattern: EventPattern,
  event: ParsedJson,
): (readonly Leaf[])[] | undefined {
  if (!isObject(event)) return undefined
  const walk: Walk = {
    pattern,
    leaves: Array.from({ length: pattern.slots.size }, () => []),
    pending: [{ value: event, path: undefined, element: undefined }],
    elements: 0,
  }
  for (let next = walk.pending.pop(); next; next = walk.pending.pop()) {
    if (isArray(next.value)) walkArray(walk, next.value, next)
    else walkObject(walk, next.value, next)
  }
  return walk.leaves
}

type JsonArray = readonly ParsedJson[]

interface Place {
  /** The names so far, joined by dots; `undefined` at the root. */
  readonly path: string | undefined
  readonly element: ArrayElement | undefined
}

interface Walk {
  readonly pattern: EventPattern
  readonly leaves: Leaf[][]
  /** Objects and arrays not entered yet: a list, so that a deep event needs no deep call stack. */
  readonly pending: (Place & { readonly value: JsonArray | Members })[]
  elements: number
}

function walkObject(walk: Walk, object: Members, { path, element }: Place): void {
  if (object instanceof JsonObject)
    for (const [name, value] of object.members) walkMember(walk, name, value, path, element)
  else
    for (const name of Object.keys(object))
      walkMember(walk, name, object[name] ?? null, path, element)
}

function walkMember(
  walk: Walk,
  name: string,
  value: ParsedJson,
  parent: string | undefined,
  element: ArrayElement | undefined,
): void {
  const { slots, prefixes, entersEmptyName } = walk.pattern
  if (name === '' && !entersEmptyName) return
  const path = parent === undefined ? name : `${parent}.${name}`
  const slot = slots.get(path)
  if (isContainer(value)) {
    if (slot !== undefined || prefixes === undefined || prefixes.has(path))
      walk.pending.push({ value, path, element })
  } else if (slot !== undefined) walk.leaves[slot]?.push(leaf(value, element))
}

/** A value that lies in an array directly is not bound to its place there; what lies deeper is. */
function walkArray(walk: Walk, values: JsonArray, { path, element }: Place): void {
  const slot = path === undefined ? undefined : walk.pattern.slots.get(path)
  const array: EventArray = { within: element }
  const depth = (element?.depth ?? 0) + 1
  for (const value of values) {
    if (isContainer(value))
      walk.pending.push({ value, path, element: { id: walk.elements++, array, depth } })
    else if (slot !== undefined) walk.leaves[slot]?.push(leaf(value, element))
  }
}

function isContainer(value: ParsedJson): value is JsonArray | Members {
  return isArray(value) || isObject(value)
}

function leaf(
  value: null | boolean | string | number | JsonNumber,
  element: ArrayElement | undefined,
): Leaf {
  if (typeof value === 'string') return { type: 'string', text: asUtf8(value), element }
  if (value === null) return { type: 'word', text: 'null', element }
  if (typeof value === 'boolean') return { type: 'word', text: `${value}`, element }
  const text = value instanceof JsonNumber ? value.text : String(value)
  return { type: 'number', text, value: comparableNumber(text), element }
}
