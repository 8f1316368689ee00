/** Whether a project can answer questions about its rules. */
import { CannotAnswer } from '../diagnostics/cannot-answer.ts'
import { type Diagnostic, isError } from '../diagnostics/diagnostic.ts'
import { plural } from '../diagnostics/plural.ts'
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
      failure: new CannotAnswer(
        `${plural(errors.length, 'error')} in the rules`,
        'mend them first: `tripline validate` lists all',
      ),
    }
  return rules.length === 0 ? { errors, failure: noRule() } : undefined
}

/**
 * The error for files of which none is a rule. An answer about no rules would look like a good
 * result.
 */
export const noRule = (): CannotAnswer =>
  new CannotAnswer('there is no rule among these files', 'name the folder that holds the rules')
