/** Turns a pattern that was read into the form that `matches` uses. */

import type { Alternative, Comparison, EventPattern } from './pattern.ts'
import type { Draft } from './pattern-draft.ts'

export function compilePattern(draft: Draft): EventPattern {
  const slots = new Map<string, number>()
  const alternatives = draft.alternatives.map((fields) => compileAlternative(fields, slots))
  const paths = [...slots.keys()]
  return {
    alternatives,
    slots,
    prefixes: prefixesOf(paths),
    entersEmptyName: paths.some(hasEmptyName),
  }
}

function compileAlternative(
  fields: ReadonlyMap<string, readonly Comparison[]>,
  slots: Map<string, number>,
): Alternative {
  return [...fields]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([path, comparisons]) => {
      const slot = slots.get(path) ?? slots.size
      slots.set(path, slot)
      return { path, slot, comparisons }
    })
}

/**
 * Above this many characters the prefixes are not listed. A path of a thousand names has a million.
 */
const maxPrefixCharacters = 1_000_000

/** Every prefix of a path that ends before a dot: `a` and `a.b` for `a.b.c`. */
function prefixesOf(paths: readonly string[]): ReadonlySet<string> | undefined {
  const prefixes = new Set<string>()
  let characters = 0
  for (const path of paths)
    for (let dot = path.indexOf('.'); dot >= 0; dot = path.indexOf('.', dot + 1)) {
      prefixes.add(path.slice(0, dot))
      characters += dot
      if (characters > maxPrefixCharacters) return undefined
    }
  return prefixes
}

/** event-ruler splits paths with Java's `split`, which forgets the empty names a path ends with. */
function hasEmptyName(path: string): boolean {
  if (path === '') return true
  let end = path.length
  while (path[end - 1] === '.') end--
  const named = path.slice(0, end)
  return named.startsWith('.') || named.includes('..')
}
