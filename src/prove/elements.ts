/** Puts elements for each `each` of a rule into records: one object for each, that may be unlike the others. */
import { isObject, type Json, type JsonObject } from '../ir/json.ts'
import { type Each, partsOf } from '../ir/logic.ts'
import { own, type Path, pathText } from '../ir/path.ts'
import type { Predicate } from '../ir/predicate.ts'
import { towards, type Variable } from './assignments.ts'
import type { Chance } from './chance.ts'
import { recordOf } from './shapes.ts'

interface Wanted {
  readonly each: Each
  readonly negated: boolean
}

/** The outermost ones, with whether they are under an odd number of `not`. */
export function eachesIn(predicate: Predicate, negated = false): readonly Wanted[] {
  if (predicate.kind === 'each') return [{ each: predicate, negated }]
  const inside = negated !== (predicate.kind === 'not')
  return partsOf(predicate).flatMap((part) => eachesIn(part, inside))
}

/**
 * The record with a list at the path of each `each`: mostly an element that satisfies it, or
 * that fails if it is negated, and sometimes a second one that fails. Two of them with one path share the list.
 */
export function withElements(
  record: JsonObject,
  eaches: readonly Wanted[],
  variables: readonly Variable[],
  by: Chance,
): JsonObject {
  const groups = Map.groupBy(eaches, ({ each }) => pathText(each.path))
  return [...groups.values()].reduce((so, group) => {
    const elements = group.flatMap(({ each, negated }) => [
      elementFor(each, by.next() < 0.85 !== negated, variables, by),
      ...(by.next() < 0.3 ? [elementFor(each, false, variables, by)] : []),
    ])
    const path = group[0]?.each.path ?? []
    return withList(so, path, by.next() < 0.5 ? elements : elements.toReversed())
  }, record)
}

function elementFor(
  { path, of }: Each,
  wanted: boolean,
  variables: readonly Variable[],
  by: Chance,
): JsonObject {
  const assigned = towards(of, variables, path)(wanted, by)
  const inside = variables.filter((variable) =>
    path.every((segment, index) => variable.path[index] === segment),
  )
  const root = recordOf(inside, (variable) => assigned.get(pathText(variable.path)))
  const element = path.reduce<Json | undefined>(
    (node, segment) => (isObject(node) ? own(node, segment) : undefined),
    root,
  )
  return isObject(element) ? element : {}
}

/** A value on the way that is no object is replaced. */
function withList(record: JsonObject, path: Path, list: readonly Json[]): JsonObject {
  const [segment = '', ...rest] = path
  const below = own(record, segment)
  const value = rest.length === 0 ? [...list] : withList(isObject(below) ? below : {}, rest, list)
  return { ...record, [segment]: value }
}
