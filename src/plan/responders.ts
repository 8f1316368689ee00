/** The responders that rules request, and their limits. */

import {
  responsesInMember,
  unansweredResponse,
  unconfirmedRestore,
} from '../diagnostics/catalogue/plan/responders.ts'
import type { PlanProblem } from '../diagnostics/plan-problem.ts'
import { durationMs } from '../ir/duration.ts'
import { compilesTo, responders } from '../ir/names.ts'
import type { Rule } from '../ir/rule.ts'
import { breakGlassProblems } from './break-glass.ts'
import type { PlanConfig } from './config.ts'
import type { ResponderPlan, ResponseLimits } from './manifest/responders.ts'
import type { Settings } from './settings.ts'

/**
 * The responders of the rules that are not staged. A staged rule starts no responder, as it sends
 * no alert.
 */
export function respondersOf(
  rules: readonly Rule[],
  { topology }: Settings,
  report: (problem: PlanProblem) => void,
): ResponderPlan[] {
  const responding = rules.filter(
    ({ status, respond }) => status === 'enabled' && respond.length > 0,
  )
  for (const { id, via } of responding)
    if (!compilesTo('event-pattern', via)) report(unansweredResponse(id))
  if (topology.kind === 'member') {
    const [hub = 'the hub'] = /\d{12}/.exec(topology.busArn) ?? []
    if (responding.length > 0)
      report(
        responsesInMember(
          responding.map(({ id }) => id),
          hub,
        ),
      )
    return []
  }
  return responders.flatMap((name) => {
    const mine = responding.flatMap(({ id, via, respond }) =>
      !compilesTo('event-pattern', via)
        ? []
        : respond.flatMap(({ action, mode }) => (action === name ? [{ rule: id, mode }] : [])),
    )
    return mine.length === 0 ? [] : [{ name, rules: mine }]
  })
}

/**
 * The limits of responders from tripline.yaml, with defaults. Reports a pattern in `breakGlass`
 * that exempts more than it should.
 */
export const limitsOf = (
  { responders: limits = {} }: PlanConfig,
  { deployRole }: Settings,
  report: (problem: PlanProblem) => void,
): ResponseLimits => {
  const { maxActionsPerHour = 10, breakGlass = [], approvalExpires = '24h' } = limits
  for (const problem of breakGlassProblems(breakGlass)) report(problem)
  const { restore = false, confirm = 'person', undo = {} } = limits
  if (restore && confirm === 'never') report(unconfirmedRestore())
  const { expires = '7d', people = 1 } = undo
  return {
    maxActionsPerHour,
    breakGlass,
    approvalExpiresMs: durationMs(approvalExpires),
    deployRole,
    restores: restore,
    confirm,
    undoExpiresMs: durationMs(expires),
    undoPeople: people,
  }
}
