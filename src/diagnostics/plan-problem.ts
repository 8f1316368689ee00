/**
 * A problem of a plan, found before anything is deployed. `catalogue/plan` has a function for each
 * sentence, and `catalogue/plan` alone makes problems.
 */
import type { Code } from './codes.ts'
import { error as errorAt, warning as warningAt } from './constructors.ts'
import type { Diagnostic, Span } from './diagnostic.ts'

/** A problem of a plan. Its sentences keep the rules of a diagnostic. */
export interface PlanProblem extends Pick<Diagnostic, 'code' | 'message'> {
  readonly level: 'error' | 'warning'
  readonly help: string
  readonly at: PlanPlace
}

/** Keys of tripline.yaml from the top down, or a rule by its id. */
export type PlanPlace =
  | { readonly kind: 'config'; readonly keys: readonly string[] }
  | { readonly kind: 'rule'; readonly rule: string }

/** A place in tripline.yaml. */
export const inConfig = (...keys: string[]): PlanPlace => ({ kind: 'config', keys })
export const inRule = (rule: string): PlanPlace => ({ kind: 'rule', rule })

/** A problem that prevents the deployment. */
export const error = (code: Code, message: string, help: string, at: PlanPlace): PlanProblem => ({
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

/** The diagnostic of a problem, at the place where the files have what it is about. */
export const placed = ({ code, level, message, help }: PlanProblem, span: Span): Diagnostic =>
  (level === 'error' ? errorAt : warningAt)(code, message, help, span)
