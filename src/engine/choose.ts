/**
 * Chooses values for the fields of a block, with one element of each array for all fields whose paths
 * pass through it.
 *
 * Fields under different keys are independent, so each part of a record is searched separately, and
 * the time is proportional to the size of the event. Only `same-as` connects parts. There, the values
 * that each connected part could have are found first, and only those that all could have are tried.
 * With one `same-as` between two parts, the first value tried fits.
 */
import { isObject, isScalar, type Json, type JsonObject, type TestedValue } from '../ir/json.ts'
import { elements, own } from '../ir/path.ts'
import { type Chosen, could } from './holds.ts'
import type { LinkedField } from './same-as.ts'

/** A field that needs a value, and how deep in its path the search is. */
interface Wanted {
  readonly field: LinkedField
  readonly depth: number
}

type Parts = ReadonlyMap<string | undefined, readonly Wanted[]>

/** `chosen` holds the paths that are absent from the event; the fields here are all present. */
export function canChoose(record: Json, fields: readonly LinkedField[], chosen: Chosen): boolean {
  const tied = fields.find(
    ({ targets, alternatives }) => targets.length > 0 && alternatives.length > 0,
  )
  if (tied === undefined)
    return fits(
      record,
      fields.map((field) => ({ field, depth: 0 })),
      chosen,
    )
  return tied.alternatives.some((alternative) =>
    canChoose(
      record,
      fields.map((field) => (field === tied ? alternative : field)),
      chosen,
    ),
  )
}

function fits(node: Json, wanted: readonly Wanted[], chosen: Chosen): boolean {
  if (Array.isArray(node)) {
    for (const element of elements(node)) if (fits(element, wanted, chosen)) return true
    return false
  }
  if (isScalar(node)) return wanted.every((want) => takes(want, node, chosen))
  if (!isObject(node)) return false
  if (!wanted.some(endsHere)) return partsFit(node, wanted, chosen)
  const deeper = wanted.filter((want) => !endsHere(want))
  return (
    wanted.every((want) => !endsHere(want) || takes(want, node, chosen)) &&
    (deeper.length === 0 || partsFit(node, deeper, chosen))
  )
}

/** Whether a check of policy documents tests the object itself, and not what is inside. */
const endsHere = ({ field, depth }: Wanted): boolean =>
  field.takesObjects && depth === field.path.length

function takes({ field, depth }: Wanted, value: TestedValue, chosen: Chosen): boolean {
  if (depth < field.path.length) return false
  if (chosen.has(field.key) && chosen.get(field.key) !== value) return false
  const withOwn = field.namesItself ? new Map(chosen).set(field.key, value) : chosen
  return could(field.check, value, withOwn, true)
}

function partsFit(node: JsonObject, wanted: readonly Wanted[], chosen: Chosen): boolean {
  const parts: Parts = Map.groupBy(wanted, ({ field, depth }) => field.path[depth])
  // First without `same-as`: a part that fails then fails with it too.
  for (const [segment, part] of parts) if (!partFits(node, segment, part, chosen)) return false
  const tie = firstTie(parts, wanted, chosen)
  if (tie === undefined) return true
  const equal = equalFields(tie, wanted)
  const values = commonValues(node, parts, equal, chosen)
  return [...values].some((value) => {
    const more = new Map(chosen)
    for (const { field } of equal) more.set(field.key, value)
    return partsFit(node, wanted, more)
  })
}

function partFits(
  node: JsonObject,
  segment: string | undefined,
  part: readonly Wanted[],
  chosen: Chosen,
): boolean {
  const below = segment === undefined ? undefined : own(node, segment)
  return below !== undefined && fits(below, part.map(deeper), chosen)
}

const deeper = ({ field, depth }: Wanted): Wanted => ({ field, depth: depth + 1 })

/** A field without a chosen value, whose value a field of another part is compared with. */
function firstTie(parts: Parts, wanted: readonly Wanted[], chosen: Chosen): Wanted | undefined {
  for (const part of parts.values()) {
    const tie = part.find(
      ({ field }) =>
        !chosen.has(field.key) &&
        wanted.some((other) => !part.includes(other) && other.field.targets.includes(field.key)),
    )
    if (tie !== undefined) return tie
  }
  return undefined
}

/** A field and all fields that must equal it, directly or transitively. */
function equalFields(tie: Wanted, wanted: readonly Wanted[]): readonly Wanted[] {
  const equal = new Set([tie])
  for (const member of equal) {
    for (const other of wanted) {
      const named = other.field.equalTo.includes(member.field.key)
      const names = member.field.equalTo.includes(other.field.key)
      if (named || names) equal.add(other)
    }
  }
  return [...equal]
}

/** The values that all of these fields could have, each with its own part matching. */
function commonValues(
  node: JsonObject,
  parts: Parts,
  fields: readonly Wanted[],
  chosen: Chosen,
): Set<TestedValue> {
  return fields
    .map((want) => {
      const segment = want.field.path[want.depth]
      const below = segment === undefined ? undefined : own(node, segment)
      const values = new Set<TestedValue>()
      if (below !== undefined)
        gather(below, (parts.get(segment) ?? []).map(deeper), want.field, chosen, values)
      return values
    })
    .reduce((common, values) => common.intersection(values))
}

/** Adds the values of one field at all places where the rest of its part matches. */
function gather(
  node: Json,
  part: readonly Wanted[],
  field: LinkedField,
  chosen: Chosen,
  into: Set<TestedValue>,
): void {
  if (Array.isArray(node)) {
    for (const element of elements(node)) {
      if (fits(element, part, chosen)) gather(element, part, field, chosen, into)
    }
  } else if (isScalar(node)) into.add(node)
  else if (isObject(node)) {
    const depth = part[0]?.depth ?? 0
    if (endsHere({ field, depth })) {
      into.add(node)
      return
    }
    const segment = field.path[depth]
    const below = segment === undefined ? undefined : own(node, segment)
    const inside = part.filter((want) => want.field.path[want.depth] === segment).map(deeper)
    if (below !== undefined) gather(below, inside, field, chosen, into)
  }
}
