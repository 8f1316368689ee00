/** Finds, among many rules, those of which an event has an atom. */
import { type Path, pathText } from '../../ir/path.ts'
import type { Atom } from './atoms.ts'
import { type Finder, finderOf } from './automaton.ts'
import { many, type View } from './view.ts'

/** A rule by its number, and its atoms. */
export interface Entry {
  readonly rule: number
  readonly atoms: readonly Atom[]
}

/** Calls `take` with numbers of rules; one may be taken several times. */
export type Lookup = (view: View, take: (rules: readonly number[]) => void) => void

export function lookupOf(entries: readonly Entry[], view: View): Lookup {
  const byPath = Map.groupBy(
    entries.flatMap(({ rule, atoms }) => atoms.map((atom) => ({ rule, atom }))),
    ({ atom }) => pathText(atom.path),
  )
  const paths = [...byPath.values()].map((pairs) => pathLookup(pairs, view))
  return (shown, take) => {
    for (const path of paths) path(shown, take)
  }
}

interface Pair {
  readonly rule: number
  readonly atom: Atom
}

function pathLookup(pairs: readonly Pair[], view: View): Lookup {
  const path: Path = pairs[0]?.atom.path ?? []
  const id = view.pathId(path)
  const exact = numbersByText(pairs.filter(({ atom }) => atom.kind === 'exact'))
  const parts = numbersByText(pairs.filter(({ atom }) => atom.kind === 'part'))
  const finder = parts.size === 0 ? undefined : partsFinder(parts)
  const look = (text: string, take: (rules: readonly number[]) => void) => {
    const rules = exact.get(text)
    if (rules !== undefined) take(rules)
    finder?.(text, take)
  }
  return (shown, take) => {
    const found = shown.valueAt(id)
    if (typeof found === 'string') look(found, take)
    else if (found === many) {
      for (const value of shown.valuesAt(id)) if (typeof value === 'string') look(value, take)
    }
  }
}

function numbersByText(pairs: readonly Pair[]): Map<string, number[]> {
  const numbers = new Map<string, number[]>()
  for (const { rule, atom } of pairs) {
    const known = numbers.get(atom.text)
    if (known === undefined) numbers.set(atom.text, [rule])
    else known.push(rule)
  }
  return numbers
}

/** For a handful of texts, asking for each is faster than a table is built. */
const fewParts = 4

/** Callers, agents and names come back; this many of them are remembered. */
const mostKnown = 4096

/** The numbers of the parts that a text holds; a text that came before is not read again. */
function partsFinder(parts: ReadonlyMap<string, readonly number[]>): Finder {
  const needles = [...parts].map(([text, numbers]) => ({ text, numbers }))
  if (needles.length <= fewParts) {
    return (text, take) => {
      for (const needle of needles) if (text.includes(needle.text)) take(needle.numbers)
    }
  }
  const find = finderOf(needles)
  const known = new Map<string, readonly number[]>()
  return (text, take) => {
    const before = known.get(text)
    if (before !== undefined) {
      if (before.length > 0) take(before)
      return
    }
    const found: number[] = []
    find(text, (numbers) => found.push(...numbers))
    if (known.size >= mostKnown) known.clear()
    known.set(copied(text), found)
    if (found.length > 0) take(found)
  }
}

/** A text cut out of another keeps all of that in memory; joined anew it stands alone. */
const copied = (text: string): string => ` ${text}`.slice(1)
