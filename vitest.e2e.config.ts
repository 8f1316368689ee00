import { defineConfig } from 'vitest/config'
import { reporters } from './vitest.reporters.ts'

const minuteMs = 60_000

/** Suites of `npm test` that run here once more, with IAM enforced (`test/support/start-local.ts`). */
const withIam = ['deploy', 'heartbeat', 'redrive', 'snapshot-iam'].map(
  (name) => `test/simulate/${name}.test.ts`,
)

/** Suites that take minutes or more than npm installs; `npm run test:e2e`. */
export default defineConfig({
  test: {
    include: ['test/e2e/**/*.e2e.ts', ...withIam],
    globalSetup: ['test/iam-judge/install.ts'],
    // Limits find what hangs. What is slow is no failure: the machine may be.
    testTimeout: 60 * minuteMs,
    hookTimeout: 60 * minuteMs,
    // By default one processor is left idle, of two that is half.
    maxWorkers: '100%',
    env: { TRIPLINE_PATIENCE: '10', TRIPLINE_ENFORCE_IAM: 'yes' },
    reporters,
  },
})
