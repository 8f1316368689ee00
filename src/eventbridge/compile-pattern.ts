/** Turns what was read of a pattern into the form that is matched. */

import type { Alternative, Comparison, EventPattern } from './pattern.ts'
import type { Draft } from './pattern-draft.ts'

export function compilePattern(draft: Draft): EventPattern {
  const slots = new Map<string, number>()
  const alternatives = draft.alternatives.map((fields) => compileAlternative(fields, slots))
  const paths = [...slots.keys()]
  return { alternatives, slots, ways: waysTo(paths), entersEmptyName: paths.some(hasEmptyName) }
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

/** Beyond this many characters the ways are not listed: paths of a thousand names make a million. */
const WAY_CHARACTERS = 1_000_000

/** Every beginning of a path up to one of its dots: `a` and `a.b` for `a.b.c`. */
function waysTo(paths: readonly string[]): ReadonlySet<string> | undefined {
  const ways = new Set<string>()
  let characters = 0
  for (const path of paths)
    for (let dot = path.indexOf('.'); dot >= 0; dot = path.indexOf('.', dot + 1)) {
      ways.add(path.slice(0, dot))
      characters += dot
      if (characters > WAY_CHARACTERS) return undefined
    }
  return ways
}

/** event-ruler splits paths with Java's `split`, which forgets the empty names a path ends with. */
function hasEmptyName(path: string): boolean {
  if (path === '') return true
  let end = path.length
  while (path[end - 1] === '.') end--
  const named = path.slice(0, end)
  return named.startsWith('.') || named.includes('..')
}
