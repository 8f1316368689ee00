/** Entries of `responders.breakGlass` that an intruder can make true of a principal of theirs. */

import {
  chosenSession,
  nobodyAnswered,
  wideBreakGlass,
} from '../diagnostics/catalogue/plan/responders.ts'
import type { PlanProblem } from '../diagnostics/plan-problem.ts'

export function breakGlassProblems(breakGlass: readonly string[]): readonly PlanProblem[] {
  const everybody = breakGlass.find((entry) => /^(?:arn:)?[*:]+$/.test(entry))
  if (everybody !== undefined) return [nobodyAnswered(everybody)]
  const wide = breakGlass.filter(isWide)
  const chosen = breakGlass.filter((entry) => !isWide(entry) && isOfChosenSession(entry))
  return [
    ...(wide.length === 0 ? [] : [wideBreakGlass(wide)]),
    ...(chosen.length === 0 ? [] : [chosenSession(chosen)]),
  ]
}

/**
 * Whether users or roles that do not exist yet fit. Any `*` is enough, because it matches slashes
 * and colons, and a path may contain both. Only in place of a session name is it harmless: the role
 * before it exists once in its account.
 */
const isWide = (entry: string): boolean =>
  entry.replace(/(:assumed-role\/[^/]+\/).*$/, '$1').includes('*')

/**
 * Whether it names sessions of a role by their name, which the caller chooses. In the roles of IAM
 * Identity Center AWS sets it.
 */
function isOfChosenSession(entry: string): boolean {
  const [, role = '', session = '*'] = /:assumed-role\/([^/]+)\/(.*)$/.exec(entry) ?? []
  return session !== '*' && !role.startsWith('AWSReservedSSO_')
}
