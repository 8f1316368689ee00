/** Whether a statement grants an action. */
import { foldCase } from '../ir/letter-case.ts'
import { fitsGlob, unnamed } from './glob.ts'
import type { Patterns } from './statement.ts'

/** An action of a service, neither of which a policy names. */
export const anything = `${unnamed}:${unnamed}`

/** Whether the patterns cover an action such as `iam:PutUserPolicy`. Letter case does not count. */
export function coversAction({ patterns, negated }: Patterns, action: string): boolean {
  const wanted = foldCase(action)
  return patterns.some((pattern) => fitsGlob(wanted, foldCase(pattern))) !== negated
}
