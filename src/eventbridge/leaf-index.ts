/** Finds the leaves of one field that can go together with an array element already fixed. */

import type { ArrayElement, EventArray, Leaf } from './event-leaves.ts'

export interface LeafIndex {
  readonly leaves: readonly Leaf[]
  /** The leaves that do not lie in another element of an array that `element` lies in. */
  near(element: ArrayElement): readonly Leaf[]
  /** Whether any leaf lies in the array. */
  touches(array: EventArray): boolean
}

/** Below this many leaves looking at each is cheaper than an index. */
const FEW = 16

export function indexLeaves(leaves: readonly Leaf[]): LeafIndex {
  if (leaves.length <= FEW) return { leaves, near: () => leaves, touches: () => false }
  const inElement = new Map<ArrayElement, Leaf[]>()
  const inArray = new Map<EventArray, number>()
  for (const leaf of leaves)
    for (let at = leaf.element; at; at = at.array.within) {
      const listed = inElement.get(at)
      if (listed) listed.push(leaf)
      else inElement.set(at, [leaf])
      inArray.set(at.array, (inArray.get(at.array) ?? 0) + 1)
    }
  const outside = new Map<EventArray, readonly Leaf[]>()

  /** The leaves beside an array: in the element around it, but not in the array itself. */
  function beside(array: EventArray): readonly Leaf[] {
    const around = array.within ? (inElement.get(array.within) ?? []) : leaves
    if (around.length === (inArray.get(array) ?? 0)) return []
    const known = outside.get(array) ?? around.filter((leaf) => !liesIn(leaf, array))
    outside.set(array, known)
    return known
  }

  function near(element: ArrayElement): readonly Leaf[] {
    const found = [...(inElement.get(element) ?? [])]
    for (let at: ArrayElement | undefined = element; at; at = at.array.within)
      found.push(...beside(at.array))
    return found
  }

  return { leaves, near, touches: (array) => inArray.has(array) }
}

function liesIn({ element }: Leaf, array: EventArray): boolean {
  for (let at = element; at; at = at.array.within) if (at.array === array) return true
  return false
}
