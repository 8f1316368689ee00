import { defineConfig } from 'vitest/config'
import { reporters } from './vitest.reporters.ts'

const minuteMs = 60_000

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // Limits find what hangs. What is slow is no failure: the machine may be.
    testTimeout: 10 * minuteMs,
    hookTimeout: 10 * minuteMs,
    // By default one processor is left idle, of two that is half.
    maxWorkers: '100%',
    reporters,
  },
})
