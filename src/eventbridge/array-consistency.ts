/**
 * Array consistency: fields reached through the same array must be found in the same element of it.
 *
 * `{"tags":{"key":["env"],"value":["prod"]}}` must not match `[{key: env, value: dev}, {key: x,
 * value: prod}]`. Fields are taken in order of their paths; each leaf that fits fixes the elements
 * it lies in for the fields after it, and `exists: false` means "not in the elements fixed so far"
 * (`ArrayMembership.java`, `ACFinder.java`).
 *
 * event-ruler tries every combination of leaves. The same answer is found here in time linear in
 * the event: fixed elements no later field lies in are forgotten, and equal states are met once.
 */

import type { ArrayElement, EventArray, Leaf } from './event-leaves.ts'
import { indexLeaves, type LeafIndex } from './leaf-index.ts'

/** The leaves of the event that concern one field of an alternative. */
export interface FieldMatch {
  /** The leaves for which one of the field's comparisons holds. */
  readonly holding: readonly Leaf[]
  /** With `exists: false`: the leaves that must not be there. */
  readonly unwanted: readonly Leaf[] | undefined
}

/** The elements fixed so far, at most one of an array. */
type Fixed = readonly ArrayElement[]

/**
 * Steps after which the search gives up and the event does not match. Only an event made for it
 * gets there: arrays nested hundreds deep, or many arrays at one path (by repeating a name), where
 * the question is as hard as SAT.
 */
const STEPS = 5_000_000

/** Whether all fields, in order of their paths, can be met at once. */
export function matchesInArrays(fields: readonly FieldMatch[]): boolean {
  if (!fields.some(liesInArray)) return true
  const nesting = fields.reduce((sum, field) => sum + depths(field), 0)
  if (nesting > STEPS) return false
  const lastUse = lastUses(fields)
  const budget = { steps: STEPS }
  let states: readonly Fixed[] = [[]]
  for (const [position, field] of fields.entries()) {
    const isNeeded = ({ array }: ArrayElement): boolean => (lastUse.get(array) ?? -1) > position
    states = advance(states, field, isNeeded, budget)
    if (states.length === 0) return false
  }
  return true
}

/** The states after one more field; none where it cannot be met, or the budget is spent. */
function advance(
  states: readonly Fixed[],
  field: FieldMatch,
  isNeeded: (element: ArrayElement) => boolean,
  budget: { steps: number },
): readonly Fixed[] {
  const next = new Map<string, Fixed>()
  const holding = indexLeaves(field.holding)
  const unwanted = field.unwanted && indexLeaves(field.unwanted)
  const isConsistent = (leaf: Leaf, fixed: Fixed): boolean => {
    budget.steps -= 1 + depth(leaf) * fixed.length
    return agrees(leaf, fixed)
  }
  for (const fixed of states) {
    if (budget.steps < 0) return []
    const kept = fixed.filter(isNeeded)
    if (unwanted && !candidates(unwanted, fixed).some((leaf) => isConsistent(leaf, fixed)))
      next.set(keyOf(kept), kept)
    for (const leaf of candidates(holding, fixed)) {
      if (budget.steps < 0) return []
      if (!isConsistent(leaf, fixed)) continue
      const fixedNow = fix(leaf, kept, isNeeded)
      next.set(keyOf(fixedNow), fixedNow)
    }
  }
  return [...next.values()]
}

const liesInArray = ({ holding, unwanted }: FieldMatch): boolean =>
  holding.some(({ element }) => element) || unwanted?.some(({ element }) => element) === true

const depth = ({ element }: Leaf): number => element?.depth ?? 0

const depths = ({ holding, unwanted = [] }: FieldMatch): number =>
  holding.reduce((sum, leaf) => sum + depth(leaf), 0) +
  unwanted.reduce((sum, leaf) => sum + depth(leaf), 0)

/** For every array the position of the last field that has a leaf in it. */
function lastUses(fields: readonly FieldMatch[]): Map<EventArray, number> {
  const lastUse = new Map<EventArray, number>()
  for (const [position, { holding, unwanted = [] }] of fields.entries())
    for (const leaves of [holding, unwanted])
      for (const { element } of leaves)
        for (let at = element; at; at = at.array.within) {
          if (lastUse.get(at.array) === position) break
          lastUse.set(at.array, position)
        }
  return lastUse
}

/** Whether a leaf lies in none but the fixed elements of the arrays that have one. */
function agrees({ element }: Leaf, fixed: Fixed): boolean {
  if (fixed.length === 0) return true
  for (let at = element; at; at = at.array.within)
    for (const other of fixed) if (other.array === at.array && other !== at) return false
  return true
}

function fix({ element }: Leaf, fixed: Fixed, isNeeded: (element: ArrayElement) => boolean): Fixed {
  const all = [...fixed]
  for (let at = element; at; at = at.array.within)
    if (isNeeded(at) && !fixed.includes(at)) all.push(at)
  return all
}

const keyOf = (fixed: Fixed): string =>
  fixed
    .map(({ id }) => id)
    .sort((a, b) => a - b)
    .join()

/** The leaves worth looking at in a state, out of what may be a hundred thousand. */
function candidates(index: LeafIndex, fixed: Fixed): readonly Leaf[] {
  let deepest: ArrayElement | undefined
  for (const element of fixed)
    if (index.touches(element.array) && element.depth > (deepest?.depth ?? 0)) deepest = element
  return deepest ? index.near(deepest) : index.leaves
}
