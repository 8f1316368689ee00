/**
 * A problem of a plan, found before anything is deployed. The other files of this folder have a
 * function for each sentence.
 */

/** A problem of a plan. */
export interface PlanProblem {
  /** A code of the diagnostics. */
  readonly code: PlanCode
  readonly level: 'error' | 'warning'
  /** One sentence, lower-case first letter, no full stop. */
  readonly message: string
  readonly help: string
  readonly at: PlanPlace
}

type PlanCode =
  | 'missing-key'
  | 'bad-value'
  | 'cannot-compile'
  | 'unknown-stage'
  | 'region-not-enabled'
  | 'unheard-channel'
  | 'unreached-channel'
  | 'unnotified-rule'
  | 'unanswered-response'
  | 'wide-break-glass'
  | 'missing-log-group'
  | 'unprotected-stage'
  | 'bad-hub'
  | 'over-quota'
  | 'needs-data-events'
  | 'needs-network-activity'

/** Keys of tripline.yaml from the top down, or a rule by its id. */
export type PlanPlace =
  | { readonly kind: 'config'; readonly keys: readonly string[] }
  | { readonly kind: 'rule'; readonly rule: string }

/** A place in tripline.yaml. */
export const inConfig = (...keys: string[]): PlanPlace => ({ kind: 'config', keys })
export const inRule = (rule: string): PlanPlace => ({ kind: 'rule', rule })

/** A problem that prevents the deployment. */
export const error = (
  code: PlanCode,
  message: string,
  help: string,
  at: PlanPlace,
): PlanProblem => ({
  code,
  level: 'error',
  message,
  help,
  at,
})

/** A problem that does not prevent the deployment. */
export const warning = (...parts: Parameters<typeof error>): PlanProblem => ({
  ...error(...parts),
  level: 'warning',
})

/** Names in a sentence, in backticks: `a`, `b` and 3 more. */
export const some = (words: readonly string[], limit = 12): string =>
  words.length === 0
    ? 'none'
    : words
        .slice(0, limit)
        .map((word) => `\`${word}\``)
        .join(', ') + (words.length > limit ? ` and ${words.length - limit} more` : '')
