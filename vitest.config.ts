import { defineConfig } from 'vitest/config'
import { reporters } from './vitest.reporters.ts'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: 30_000,
    // By default one processor is left idle, of two that is half.
    maxWorkers: '100%',
    reporters,
  },
})
