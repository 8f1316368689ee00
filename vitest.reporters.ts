import type { Reporter } from 'vitest/node'
import { probeReporter } from './test/probes/reporter.ts'

/** For people, and for `.ci/run`, which adds the suites up, a file it names. */
const results = process.env.TEST_RESULTS

type Configured = string | [string, Record<string, unknown>] | Reporter

export const reporters: Configured[] = [
  ...(results === undefined
    ? ['default']
    : ['dot', ['json', { outputFile: results }] satisfies Configured]),
  probeReporter(process.env.TRIPLINE_PROBES !== undefined),
]
