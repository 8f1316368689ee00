/** Compiles wildcards to operands of a filter pattern, which allows `*` at the ends only. */
import { wildcardRuns } from '../../ir/wildcard.ts'

/** Operands that a text must match, with `*` at their ends only, and texts to exclude that match them too. */
export interface Operands {
  readonly fits: readonly string[]
  readonly butNot: readonly string[]
}

/**
 * The operands of a wildcard pattern; undefined if no operands mean the same. `a*b` is `a*` and `*b`,
 * except for the few texts in which the two overlap. A third part between them is possible if it
 * cannot overlap either end.
 */
export function wildcardOperands(pattern: string): Operands | undefined {
  const runs = wildcardRuns(pattern) ?? []
  const [start = '', end = ''] = [runs[0], runs.at(-1)]
  if (runs.length === 1) return { fits: [start], butNot: [] }
  const [middle, ...more] = runs.slice(1, -1).filter((run) => run !== '')
  if (more.length > 0) return undefined
  const ends = [...(start === '' ? [] : [`${start}*`]), ...(end === '' ? [] : [`*${end}`])]
  const overlaps = overlapping(start, end)
  if (middle === undefined) return { fits: ends.length > 0 ? ends : ['*'], butNot: overlaps }
  const across = [...overlaps, ...overlapping(start, middle), ...overlapping(middle, end)]
  if (across.length > 0 || start.includes(middle) || end.includes(middle)) return undefined
  return { fits: [...ends, `*${middle}*`], butNot: [] }
}

/** The texts that start with `one`, end with `other`, and are shorter than both together. */
const overlapping = (one: string, other: string): string[] =>
  Array.from({ length: Math.min(one.length, other.length) }, (_, index) => index + 1)
    .filter((length) => one.endsWith(other.slice(0, length)))
    .map((length) => one + other.slice(length))
