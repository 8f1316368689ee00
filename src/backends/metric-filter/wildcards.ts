import { wildcardRuns } from '../../ir/wildcard.ts'

/** Operands that a text has to fit, `*` at their ends only, and texts that fit them and are not meant. */
export interface Operands {
  readonly fits: readonly string[]
  readonly butNot: readonly string[]
}

/**
 * A wildcard pattern as operands of a filter pattern, which knows `*` at the ends alone; undefined where
 * no such operands mean the same. `a*b` is `a*` and `*b`, but for the few texts in which the two
 * overlap. One part more can be looked for in between where it cannot lie across either end.
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

/** The texts that start with one and end with the other and are shorter than both together. */
const overlapping = (one: string, other: string): string[] =>
  Array.from({ length: Math.min(one.length, other.length) }, (_, index) => index + 1)
    .filter((length) => one.endsWith(other.slice(0, length)))
    .map((length) => one + other.slice(length))
