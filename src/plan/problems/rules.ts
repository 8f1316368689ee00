/** Problems of rules that cannot be deployed. */
import { error, inRule, type PlanProblem } from './problem.ts'

/** No backend can express the rule. `what` is the output that it would have been compiled to. */
export const uncompilable = (
  rule: string,
  what: string,
  why: string,
  instead: string,
): PlanProblem =>
  error('cannot-compile', `the rule cannot be ${what}: ${why}`, instead, inRule(rule))
