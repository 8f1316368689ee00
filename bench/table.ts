/**
 * A result of a benchmark: Tripline's figure, another one measured in the same minute, and the
 * goal.
 */

export interface Row {
  readonly bench: string
  readonly what: string
  /** The other side of the ratio. */
  readonly beside: string
  readonly ours: string
  readonly theirs: string
  /**
   * Larger is better for Tripline, whatever is measured. For a limit, the number of times that it
   * could be kept.
   */
  readonly ratio: number
  readonly goal: number
}

export const passes = ({ ratio, goal }: Row): boolean => ratio >= goal

export function tableOf(rows: readonly Row[]): string {
  const cells = [
    ['', 'what', 'ours', 'beside it', '', 'ratio', 'goal', ''],
    ...rows.map((row) => [
      row.bench,
      row.what,
      row.ours,
      row.theirs,
      row.beside,
      row.ratio.toFixed(2),
      row.goal.toFixed(2),
      passes(row) ? 'pass' : 'SHORT',
    ]),
  ]
  const widths = (cells[0] ?? []).map((_, at) =>
    Math.max(...cells.map((line) => line[at]?.length ?? 0)),
  )
  return cells
    .map((line) =>
      line
        .map((cell, at) => cell.padEnd(widths[at] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

export const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN

/**
 * A contestant. It does its work once and returns the number of results, so that both sides can be
 * compared.
 */
export interface Contestant {
  readonly name: string
  readonly run: () => number | Promise<number>
}

export interface Timing {
  /** Milliseconds of each round. */
  readonly ms: readonly number[]
  readonly found: number
}

/**
 * Runs the contestants in turn, so that a slow minute of the machine is slow for all. The first
 * round is a warm-up and does not count.
 */
export async function measureInterleaved(
  contestants: readonly Contestant[],
  rounds: number,
): Promise<Map<string, Timing>> {
  const timings = new Map<string, { ms: number[]; found: number }>()
  for (let round = 0; round <= rounds; round++) {
    for (const { name, run } of contestants) {
      const startMs = performance.now()
      const found = await run()
      const ms = performance.now() - startMs
      const timing = timings.get(name) ?? { ms: [], found }
      if (timing.found !== found) throw new Error(`${name} found ${timing.found}, then ${found}`)
      if (round > 0) timing.ms.push(ms)
      timings.set(name, timing)
    }
  }
  return timings
}

/** Throws if sides that must find the same number differ: their times then mean nothing. */
export function mustAgree(timings: ReadonlyMap<string, Timing>, names: readonly string[]): void {
  const found = names.map((name) => timings.get(name)?.found)
  if (new Set(found).size > 1) {
    throw new Error(
      `not the same was found: ${names.map((name, at) => `${name} ${found[at]}`).join(', ')}`,
    )
  }
}

export function msOf(timings: ReadonlyMap<string, Timing>, name: string): number {
  return median(timings.get(name)?.ms ?? [])
}
