import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'
import { reporters } from './vitest.reporters.ts'
import { LongestFirst } from './vitest.sequencer.ts'

const minuteMs = 60_000

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // Limits find what hangs. What is slow is no failure: the machine may be.
    testTimeout: 10 * minuteMs,
    hookTimeout: 10 * minuteMs,
    // More than there are processors: a third of the tests wait, for other processes or for a backoff.
    maxWorkers: Math.ceil(1.5 * availableParallelism()),
    sequence: { sequencer: LongestFirst },
    env: { TRIPLINE_PATIENCE: '10' },
    reporters,
  },
})
