/** Problems of the principals that tripline.yaml names for a stage. */
import { error, inConfig, type PlanPlace, type PlanProblem, warning } from './problem.ts'

/** `example` is the beginning of the ARN of a role. */
export const noRole = (arn: string, example: string, at: PlanPlace): PlanProblem =>
  error(
    'bad-value',
    `\`${arn}\` is no role; \`deployRole\` is the one role that may change what it deployed`,
    `write its ARN, without \`*\`: \`${example}deploy\``,
    at,
  )

export const noOperator = (arn: string, example: string, at: PlanPlace): PlanProblem =>
  error(
    'bad-value',
    `\`${arn}\` is no role and no user; \`operators\` may send undelivered messages again`,
    `write the ARN of each, without \`*\`: \`${example}operator\``,
    at,
  )

export const foreignPrincipal = (
  arn: string,
  account: string,
  stage: string,
  at: PlanPlace,
): PlanProblem =>
  error(
    'bad-value',
    `\`${arn}\` is of another account than the stage \`${stage}\`, and could do nothing there`,
    `name one of account ${account}`,
    at,
  )

export const noDeployRole = (stage: string, account: string, partition: string): PlanProblem =>
  warning(
    'unprotected-stage',
    `the stage \`${stage}\` has no \`deployRole\`: everybody whom IAM allows may change its queues, topics and tables, and their policies`,
    `name the one role that deploys: \`deployRole: arn:${partition}:iam::${account}:role/deploy\``,
    inConfig('accounts', stage),
  )
