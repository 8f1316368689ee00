/** Finds the rules of which an event contains a required literal. */
import { pathText } from '../../ir/path.ts'
import { type Finder, finderOf } from './automaton.ts'
import type { RequiredLiteral } from './required-literals.ts'
import { sampleOf, type TextTable, textTable, textValue } from './text-table.ts'
import { many, type View } from './view.ts'

/** The number of a rule, and its requirements for an event to match. */
export interface Entry {
  readonly rule: number
  readonly anyOf: readonly RequiredLiteral[]
  /** A second set: an event must contain one of these too, so others need not be evaluated. */
  readonly also?: readonly RequiredLiteral[]
}

/** Calls `take` with numbers of rules, with some rules more than once. */
export type Lookup = (view: View, take: Take) => void

type Take = (rules: readonly number[]) => void

export function lookupOf(entries: readonly Entry[], view: View): Lookup {
  const byPath = Map.groupBy(
    entries.flatMap(({ rule, anyOf }) => anyOf.map((literal) => ({ rule, literal }))),
    ({ literal }) => pathText(literal.path),
  )
  const paths = [...byPath.values()].map((pairs) => pathLookup(pairs, view))
  return (shown, take) => {
    for (const path of paths) {
      const found = shown.valueOnceAt(path.id)
      if (typeof found === 'string') look(path, found, take)
      else if (found === many) {
        for (const value of shown.valuesAt(path.id))
          if (typeof value === 'string') look(path, value, take)
      }
    }
  }
}

interface Pair {
  readonly rule: number
  readonly literal: RequiredLiteral
}

interface PathLookup {
  readonly id: number
  readonly exact: TextTable<readonly number[]>
  readonly parts: Finder | undefined
}

function pathLookup(pairs: readonly Pair[], view: View): PathLookup {
  const parts = numbersByText(pairs.filter(({ literal }) => literal.kind === 'part'))
  return {
    id: view.pathId(pairs[0]?.literal.path ?? []),
    exact: textTable(numbersByText(pairs.filter(({ literal }) => literal.kind === 'exact'))),
    parts: parts.size === 0 ? undefined : partsFinder(parts),
  }
}

function look({ exact, parts }: PathLookup, text: string, take: Take): void {
  const rules = textValue(exact, text)
  if (rules !== undefined) take(rules)
  parts?.(text, take)
}

function numbersByText(pairs: readonly Pair[]): Map<string, number[]> {
  const numbers = new Map<string, number[]>()
  for (const { rule, literal } of pairs) {
    const known = numbers.get(literal.text)
    if (known === undefined) numbers.set(literal.text, [rule])
    else known.push(rule)
  }
  return numbers
}

/** For a few texts, looking for each is faster than building a table. */
const fewParts = 4

/** Size of a cache of texts: callers, agents and names repeat. Texts with the same hash replace each other. */
const places = 1024

/** Longer texts are not cached; they would fill memory. */
const longestKnown = 512

interface Known {
  readonly text: string
  readonly found: readonly number[]
}

/** The automaton is built after this many texts: a function that starts for one event needs none. */
const fewTexts = 16

/** Finds the numbers of the parts that occur in a text. Results for repeated texts are cached. */
function partsFinder(parts: ReadonlyMap<string, readonly number[]>): Finder {
  const needles = [...parts].map(([text, numbers]) => ({ text, numbers }))
  const oneByOne: Finder = (text, take) => {
    for (const needle of needles) if (text.includes(needle.text)) take(needle.numbers)
  }
  if (needles.length <= fewParts) return oneByOne
  let find = oneByOne
  let readCount = 0
  const known = new Array<Known | undefined>(places).fill(undefined)
  return (text, take) => {
    const at = sampleOf(text) & (places - 1)
    const before = known[at]
    if (before !== undefined && before.text === text) {
      if (before.found.length > 0) take(before.found)
      return
    }
    if (++readCount === fewTexts) find = finderOf(needles)
    if (text.length > longestKnown) return find(text, take)
    const found: number[] = []
    find(text, (numbers) => found.push(...numbers))
    known[at] = { text: copyOf(text), found }
    if (found.length > 0) take(found)
  }
}

/** A text cut out of another keeps all of that in memory. A copy does not. */
const copyOf = (text: string): string => ` ${text}`.slice(1)
