import { CannotAnswer } from '../diagnostics/cannot-answer.ts'
import { type Diagnostic, isError } from '../diagnostics/diagnostic.ts'
import { plural } from '../diagnostics/plural.ts'
import type { Project } from './project.ts'

/**
 * Why a rule set gives no answer to any question but whether its rules are valid: an answer without one
 * of its rules would look complete. Undefined where it gives one.
 */
export function brokenRules({
  diagnostics,
  rules,
}: Project):
  | { readonly errors: readonly Diagnostic[]; readonly refusal: CannotAnswer }
  | undefined {
  const errors = diagnostics.filter(isError)
  if (errors.length > 0)
    return {
      errors,
      refusal: new CannotAnswer(
        `${plural(errors.length, 'error')} in the rules`,
        'mend them first: `tripline validate` lists all',
      ),
    }
  return rules.length === 0 ? { errors, refusal: noRule() } : undefined
}

/** Files were found, and none is a rule: an answer about nothing would look like a good one. */
export const noRule = (): CannotAnswer =>
  new CannotAnswer('there is no rule among these files', 'name the folder that holds the rules')
