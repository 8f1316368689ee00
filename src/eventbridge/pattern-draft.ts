/**
 * A pattern while it is read: the alternatives its `$or`s have made so far.
 *
 * As in event-ruler every field is written into all alternatives there are at that moment, and a
 * path written twice keeps the later list. So `{"a":[1],"$or":[{"a":[2]},{"b":[3]}]}` means `a=2 or
 * (a=1 and b=3)`, not `a=1 and …`.
 */

import { checkCombinations, checkFields, checkSize } from './limits.ts'
import type { Comparison } from './pattern.ts'

type DraftAlternative = Map<string, readonly Comparison[]>

export interface Draft {
  /** Empty until the first field, and again once a limit is passed. */
  alternatives: DraftAlternative[]
  /** The lengths of all `$or` arrays multiplied, as AWS counts combinations. */
  combinations: number
  /** How often a field was written into an alternative. */
  writes: number
  /**
   * The error of the first limit passed. Reading goes on, because a wrong operator has precedence.
   */
  passed: string | undefined
}

export function newDraft(): Draft {
  return { alternatives: [], combinations: 1, writes: 0, passed: undefined }
}

/** Sets the comparisons of `path` in every alternative, and replaces earlier ones. */
export function addField(draft: Draft, path: string, comparisons: readonly Comparison[]): void {
  if (draft.passed !== undefined) return
  if (draft.alternatives.length === 0) draft.alternatives.push(new Map())
  draft.writes += draft.alternatives.length
  noteLimit(draft, checkSize(draft.writes))
  for (const alternative of draft.alternatives) {
    alternative.set(path, comparisons)
    noteLimit(draft, checkFields(alternative.size))
  }
}

/** The alternatives from which a `$or` starts, and those that its arms have made so far. */
interface Arms {
  readonly before: readonly DraftAlternative[]
  readonly alternatives: DraftAlternative[]
  count: number
}

export function startArms(draft: Draft): Arms {
  const before = draft.alternatives.length > 0 ? draft.alternatives : [new Map()]
  return { before, alternatives: [], count: 0 }
}

/** Adds the alternatives of one arm, which `parse` writes into the draft. */
export function addArm(draft: Draft, arms: Arms, parse: () => void): void {
  arms.count++
  if (draft.passed === undefined) {
    draft.alternatives = arms.before.map((alternative) => new Map(alternative))
    draft.writes += arms.before.reduce((writes, { size }) => writes + size, 0)
    noteLimit(draft, checkSize(draft.writes))
  }
  parse()
  if (draft.passed !== undefined) return
  arms.alternatives.push(...draft.alternatives)
  noteLimit(draft, checkCombinations(arms.alternatives.length))
}

export function endArms(draft: Draft, arms: Arms): void {
  draft.combinations *= arms.count
  noteLimit(draft, checkCombinations(draft.combinations))
  if (draft.passed === undefined) draft.alternatives = arms.alternatives
}

/** Once a limit is passed nothing more is stored: the pattern will be refused. */
function noteLimit(draft: Draft, passed: string | undefined): void {
  if (passed === undefined) return
  draft.passed ??= passed
  draft.alternatives = []
}
