/**
 * Random tests that come in two lengths. `npm test` runs the short one with a fixed seed, so that it
 * tries the same cases every time; `npm run probe` runs the long one with a new seed.
 */
import fc from 'fast-check'
import { TestRunner } from 'vitest'

/** How many cases are tried. */
export interface ProbeSize {
  /** By `npm test`: a part of a second, or a few. */
  readonly short: number
  /** By `npm run probe`: about a minute. */
  readonly long: number
}

/** Parameters of `fc.assert`. */
export interface ProbeParameters {
  readonly numRuns: number
  readonly seed: number
  // biome-ignore lint/suspicious/noExplicitAny: the values are those of any property
  readonly reporter: (details: fc.RunDetails<any>) => void
}

/** What one test tried. The reporter adds up the runs of one name. */
export interface ProbeRun {
  readonly name: string
  /** Undefined where every case is tried and none is random. */
  readonly seed: number | undefined
  readonly cases: number
  readonly failures: number
  readonly durationMs: number
}

declare module 'vitest' {
  interface TaskMeta {
    probes?: ProbeRun[]
  }
}

/** `npm run probe` sets these. */
const { TRIPLINE_PROBES, TRIPLINE_PROBE_SEED } = process.env
const longNames: ReadonlySet<string> | undefined =
  TRIPLINE_PROBES === undefined ? undefined : new Set(TRIPLINE_PROBES.split(','))

const fixedSeed = 42

/**
 * Gives `fc.assert` its number of runs, its seed, and a reporter that records what was tried. A failure
 * says how to repeat it. The name belongs to one call of `fc.assert`; `npm run probe -- --list` finds it
 * where it is written, so that it must be a literal.
 */
export function probe(name: string, { short, long }: ProbeSize): ProbeParameters {
  const isLong = longNames?.has(name) ?? false
  const seed = isLong ? Number(TRIPLINE_PROBE_SEED) : fixedSeed
  const startMs = performance.now()
  return {
    numRuns: isLong ? long : short,
    seed,
    reporter: (details) => {
      record({
        name,
        seed,
        cases: details.numRuns,
        failures: details.failed ? 1 : 0,
        durationMs: performance.now() - startMs,
      })
      if (!details.failed) return
      const repeat = `to repeat it: npm run probe -- ${name} --seed ${seed}`
      throw new Error(`${fc.defaultReportMessage(details)}\n${repeat}`, {
        cause: details.errorInstance,
      })
    },
  }
}

/** Records one case of a probe that always tries all its cases; it fails where its test fails. */
export function exhaustiveCase(name: string): void {
  record({ name, seed: undefined, cases: 1, failures: 0, durationMs: 0 })
}

function record(run: ProbeRun): void {
  const test = TestRunner.getCurrentTest()
  if (test === undefined) throw new Error(`the probe ${run.name} is not run in a test`)
  test.meta.probes = [...(test.meta.probes ?? []), run]
}
