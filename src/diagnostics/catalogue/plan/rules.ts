/** Problems of rules that cannot be deployed. */
import { error, inRule, type PlanProblem } from '../../plan-problem.ts'
import { cannotCompileText } from '../results.ts'

/** No backend can express the rule. `what` is the output, such as `event pattern`. */
export const uncompilable = (
  rule: string,
  what: string,
  why: string,
  instead: string,
): PlanProblem => error('cannot-compile', cannotCompileText(what, why), instead, inRule(rule))
