/**
 * How much work the wildcards of one field can make: event-ruler's "complexity".
 *
 * It is the greatest number of wildcard beginnings one value can match at once. For `*ab` that is 2
 * (`ab` matches `*` and `*ab`), for `*a*a*a` it is 6. Computed by walking every set of beginnings
 * that some value reaches, as `MachineComplexityEvaluator.java` does.
 */

import type { WildcardParts } from './wildcard.ts'

/** One comparison with wildcards: a `wildcard` has one, `anything-but` may have several. */
export type WildcardSet = readonly WildcardParts[]

/**
 * A beginning of a wildcard: where it leads with which character. Its number is its place in the
 * list.
 */
interface Beginning {
  /** Ends with a star: stays matched whatever comes. */
  readonly isStar: boolean
  /** The beginning that is one star longer. */
  star: number | undefined
  readonly next: Map<string, number[]>
}

/** Sets of beginnings, and characters, beyond which wildcards count as too complex unseen. */
const MAX_SETS = 50_000

/**
 * The complexity of a field's wildcards, or a number above `limit` as soon as it is known to be.
 */
export function wildcardComplexity(sets: readonly WildcardSet[], limit: number): number {
  const characters = sets.flat(2).reduce((sum, literal) => sum + literal.length, 0)
  if (characters > MAX_SETS) return limit + 1
  const beginnings: Beginning[] = []
  const pending: (readonly number[])[] = [sets.map((wildcards) => addSet(beginnings, wildcards))]
  const seen = new Set<string>()
  let largest = 0
  for (let active = pending.pop(); active; active = pending.pop())
    for (const reached of successors(beginnings, active)) {
      const key = reached.join()
      if (seen.has(key)) continue
      seen.add(key)
      pending.push(reached)
      largest = Math.max(largest, count(beginnings, reached))
      if (largest > limit || seen.size > MAX_SETS) return limit + 1
    }
  return largest
}

/** Adds the beginnings of one comparison's wildcards, and returns the empty one. */
function addSet(beginnings: Beginning[], wildcards: WildcardSet): number {
  const start = add(beginnings, false)
  const shared = new Map<string, number>()
  for (const parts of wildcards) addWildcard(beginnings, start, parts, shared)
  return start
}

/** Wildcards of one comparison share their beginnings up to and with the first star. */
function addWildcard(
  beginnings: Beginning[],
  start: number,
  parts: WildcardParts,
  shared: Map<string, number>,
): void {
  let at = start
  let beforeStar: number | undefined
  for (const [part, literal] of parts.entries()) {
    if (part > 0) {
      beforeStar = at
      at = starAfter(beginnings, at)
    }
    for (const character of quote(parts, part, literal)) {
      const key = `${at} ${character}`
      const known = part === 0 ? shared.get(key) : undefined
      const next = known ?? add(beginnings, false)
      if (part === 0) shared.set(key, next)
      if (known === undefined) link(beginnings, at, character, next)
      // A star may stand for nothing, so the beginning before it goes on as well.
      if (beforeStar !== undefined) link(beginnings, beforeStar, character, next)
      beforeStar = undefined
      at = next
    }
  }
}

/** event-ruler compares values with their quotes around them, and so the wildcards have theirs. */
function quote(parts: WildcardParts, part: number, literal: string): string {
  return `${part === 0 ? '"' : ''}${literal}${part === parts.length - 1 ? '"' : ''}`
}

function add(beginnings: Beginning[], isStar: boolean): number {
  return beginnings.push({ isStar, star: undefined, next: new Map() }) - 1
}

function starAfter(beginnings: Beginning[], at: number): number {
  const beginning = beginnings[at]
  const star = beginning?.star ?? add(beginnings, true)
  if (beginning) beginning.star = star
  return star
}

function link(beginnings: Beginning[], from: number, character: string, to: number): void {
  const next = beginnings[from]?.next
  const listed = next?.get(character)
  if (listed) listed.push(to)
  else next?.set(character, [to])
}

/** The sets reached from `active` with each character that leads somewhere, and with any other. */
function successors(beginnings: readonly Beginning[], active: readonly number[]): number[][] {
  const always = new Set<number>()
  const characters = new Set<string>()
  for (const at of active) {
    const beginning = beginnings[at]
    if (beginning?.isStar) always.add(at)
    if (beginning?.star !== undefined) always.add(beginning.star)
    for (const character of beginning?.next.keys() ?? []) characters.add(character)
  }
  const sets = [...characters].map((character) => {
    const reached = new Set(always)
    for (const at of active)
      for (const next of beginnings[at]?.next.get(character) ?? []) reached.add(next)
    return reached
  })
  if (always.size > 0) sets.push(always)
  return sets.map((reached) => [...reached].sort((a, b) => a - b))
}

/** A star not yet reached counts with the beginning it follows: what matches `ab` matches `ab*`. */
function count(beginnings: readonly Beginning[], active: readonly number[]): number {
  const counted = new Set(active)
  for (const at of active) {
    const star = beginnings[at]?.star
    if (star !== undefined) counted.add(star)
  }
  return counted.size
}
