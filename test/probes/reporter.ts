/** Prints one line for each probe of a test file: its seed, how many cases it tried, and what failed. */
import type { Reporter, TestModule, Vitest } from 'vitest/node'
import type { ProbeRun } from './probe.ts'

/**
 * A reporter of vitest that stands beside another one. The lines follow the results: those of the dot
 * reporter are not interrupted. With `isLive` each line is printed as soon as its file is done.
 */
export function probeReporter(isLive: boolean): Reporter {
  const lines: string[] = []
  let vitest: Vitest | undefined
  const print = (): void => {
    for (const line of lines.splice(0)) vitest?.logger.error(line)
  }
  return {
    onInit: (started) => {
      vitest = started
    },
    onTestModuleEnd: (testModule) => {
      lines.push(...linesOf(runsOf(testModule)))
      if (isLive) print()
    },
    onTestRunEnd: print,
  }
}

/** A test that records exhaustive cases and fails is a failure of each; its duration counts. */
function runsOf(testModule: TestModule): ProbeRun[] {
  return [...testModule.children.allTests()].flatMap((test) =>
    (test.meta().probes ?? []).map((run) =>
      run.seed === undefined
        ? {
            ...run,
            failures: test.result().state === 'failed' ? 1 : 0,
            durationMs: test.diagnostic()?.duration ?? 0,
          }
        : run,
    ),
  )
}

/** One line for each name, in the order in which they ran. */
export function linesOf(runs: readonly ProbeRun[]): string[] {
  return [...Map.groupBy(runs, ({ name }) => name)].map(([name, its]) => {
    const sum = (of: (run: ProbeRun) => number): number =>
      its.reduce((all, run) => all + of(run), 0)
    const seed = its[0]?.seed
    const cases = sum((run) => run.cases)
    const failures = sum((run) => run.failures)
    return [
      `probe ${name}: ${seed === undefined ? 'exhaustive' : `seed ${seed}`}`,
      `${cases.toLocaleString('en')} ${cases === 1 ? 'case' : 'cases'} in ${(sum((run) => run.durationMs) / 1000).toFixed(1)} s`,
      `${failures} ${failures === 1 ? 'failure' : 'failures'}`,
    ].join(', ')
  })
}
