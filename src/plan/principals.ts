/**
 * The principals that tripline.yaml names for a stage: the role that deploys it, and its operators.
 * Policies compare their ARNs, so a wildcard or an ARN of another account is a mistake.
 */

import {
  foreignPrincipal,
  noDeployRole,
  noOperator,
  noRole,
} from '../diagnostics/catalogue/plan/principals.ts'
import { inConfig, type PlanPlace, type PlanProblem } from '../diagnostics/plan-problem.ts'
import type { AccountConfig } from './config.ts'
import type { Manifest, Partition } from './manifest.ts'

/** The principals of a stage. */
interface Principals extends Pick<Manifest, 'operators'> {
  readonly deployRole: string | undefined
}

/** The principals of a stage. Reports each that is none of the account. */
export function principalsOf(
  { account, deployRole, operators = [] }: AccountConfig,
  stage: string,
  partition: Partition,
  report: (problem: PlanProblem) => void,
): Principals {
  const check = (
    arn: string,
    kinds: string,
    mistake: (arn: string, example: string, at: PlanPlace) => PlanProblem,
    at: PlanPlace,
  ) => {
    const [, owner] =
      new RegExp(`^arn:${partition}:iam::(\\d{12}):${kinds}/[\\w+=,.@/-]+$`).exec(arn) ?? []
    if (owner === undefined) report(mistake(arn, `arn:${partition}:iam::${account}:role/`, at))
    else if (owner !== account) report(foreignPrincipal(arn, account, stage, at))
  }
  if (deployRole === undefined) report(noDeployRole(stage, account, partition))
  else check(deployRole, 'role', noRole, inConfig('accounts', stage, 'deployRole'))
  for (const [index, operator] of operators.entries())
    check(
      operator,
      '(?:role|user)',
      noOperator,
      inConfig('accounts', stage, 'operators', `${index}`),
    )
  return { deployRole, operators: [...new Set(operators)].sort() }
}
