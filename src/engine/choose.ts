/**
 * Finding values for the fields of a block, one element of each array for all fields that go
 * through it.
 *
 * Fields that go through different parts of the record do not care for each other, so each part is
 * searched alone and an event costs time in proportion to its size. Only `same-as` ties parts
 * together; where it does, the values of the path it names are tried in turn.
 */
import { isObject, isScalar, type Json, type Scalar } from '../ir/json.ts'
import { elements, leaves, own } from '../ir/path.ts'
import { type Chosen, holds } from './holds.ts'
import type { LinkedField } from './links.ts'

/** A field that is still to be given a value, and how far down its path the search has come. */
interface Wanted {
  readonly field: LinkedField
  readonly depth: number
}

/** `chosen` holds the paths that are absent from the event; the fields here are all present. */
export const canChoose = (record: Json, fields: readonly LinkedField[], chosen: Chosen): boolean =>
  fits(
    record,
    fields.map((field) => ({ field, depth: 0 })),
    chosen,
  )

function fits(node: Json, wanted: readonly Wanted[], chosen: Chosen): boolean {
  if (Array.isArray(node)) {
    for (const element of elements(node)) if (fits(element, wanted, chosen)) return true
    return false
  }
  if (isScalar(node)) return wanted.every((want) => takes(want, node, chosen))
  return isObject(node) && partsFit(node, wanted, chosen)
}

function takes({ field, depth }: Wanted, value: Scalar, chosen: Chosen): boolean {
  if (depth < field.path.length) return false
  if (chosen.has(field.key) && chosen.get(field.key) !== value) return false
  const withOwn = field.namesItself ? new Map(chosen).set(field.key, value) : chosen
  return holds(field.check, value, withOwn)
}

function partsFit(node: Json, wanted: readonly Wanted[], chosen: Chosen): boolean {
  const parts = Map.groupBy(wanted, ({ field, depth }) => field.path[depth])
  const split = [...parts.values()].flatMap((part) => namedElsewhere(part, wanted, chosen))[0]
  if (split !== undefined) {
    const values = new Set(leaves(node, split.field.path.slice(split.depth)))
    return [...values].some((value) =>
      partsFit(node, wanted, new Map(chosen).set(split.field.key, value)),
    )
  }
  for (const [segment, part] of parts) {
    const below = segment === undefined || !isObject(node) ? undefined : own(node, segment)
    if (below === undefined) return false
    if (
      !fits(
        below,
        part.map(({ field, depth }) => ({ field, depth: depth + 1 })),
        chosen,
      )
    )
      return false
  }
  return true
}

/** The fields of one part whose value a field of another part is compared with, as long as it is not chosen. */
const namedElsewhere = (part: readonly Wanted[], wanted: readonly Wanted[], chosen: Chosen) =>
  part.filter(
    ({ field }) =>
      !chosen.has(field.key) &&
      wanted.some((other) => !part.includes(other) && other.field.targets.includes(field.key)),
  )
