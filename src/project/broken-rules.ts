/** Whether a project can answer questions about its rules. */
import type { CannotAnswer } from '../diagnostics/cannot-answer.ts'
import {
  noRules,
  brokenRules as rulesWithErrors,
} from '../diagnostics/catalogue/cannot-answer/rules.ts'
import { type Diagnostic, isError } from '../diagnostics/diagnostic.ts'
import type { Project } from './project.ts'

/**
 * Why a project can only be validated: an answer without one of its rules would look complete.
 * Undefined if there are rules and all of them are valid.
 */
export function brokenRules({
  diagnostics,
  rules,
}: Project):
  | { readonly errors: readonly Diagnostic[]; readonly failure: CannotAnswer }
  | undefined {
  const errors = diagnostics.filter(isError)
  if (errors.length > 0)
    return {
      errors,
      failure: rulesWithErrors(errors.length),
    }
  return rules.length === 0 ? { errors, failure: noRules() } : undefined
}
