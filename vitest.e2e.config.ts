import { defineConfig } from 'vitest/config'
import { reporters } from './vitest.reporters.ts'

/** Suites that take minutes or more than npm installs; `npm run test:e2e`. */
export default defineConfig({
  test: {
    include: ['test/e2e/**/*.e2e.ts'],
    testTimeout: 300_000,
    hookTimeout: 300_000,
    // By default one processor is left idle, of two that is half.
    maxWorkers: '100%',
    reporters,
  },
})
