/** What a test of one field becomes in EventBridge's words. */
import type { Json } from '../../ir/json.ts'

/**
 * EventBridge takes the field if one of `any` does; together they take every value the check
 * holds for. `residual` says what they take beyond, and is undefined where that is nothing.
 * `any` undefined: whatever the field is, nothing can be said about it.
 */
export interface Matchers {
  readonly any: readonly Json[] | undefined
  readonly residual: string | undefined
}

/** Whether wildcards may be spent: a bus takes 30 rules with one, a quota that cannot be raised. */
export type Spend = 'wildcards' | 'no wildcards'

/** Runs of `*` are one, because EventBridge refuses two in a row. */
export const wildcardText = (runs: readonly string[]): string =>
  runs
    .filter((run, index) => run !== '' || index === 0 || index === runs.length - 1)
    .map((run) => run.replaceAll(/[*\\]/g, (character) => `\\${character}`))
    .join('*')
