/** Problems of the principals that tripline.yaml names for a stage. */
import { error, inConfig, type PlanPlace, type PlanProblem, warning } from '../../plan-problem.ts'

/** `example` is the beginning of the ARN of a role. */
export const noRole = (arn: string, example: string, at: PlanPlace): PlanProblem =>
  error(
    'bad-value',
    `\`${arn}\` is not the ARN of a role`,
    `\`deployRole\` must be one role: write its ARN without \`*\`, for example \`${example}deploy\``,
    at,
  )

export const noOperator = (arn: string, example: string, at: PlanPlace): PlanProblem =>
  error(
    'bad-value',
    `\`${arn}\` is not the ARN of a role or a user`,
    `write the ARN of each operator without \`*\`, for example \`${example}operator\``,
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
    `\`${arn}\` does not belong to the account of the stage \`${stage}\``,
    `name a principal of the account ${account}`,
    at,
  )

export const noDeployRole = (stage: string, account: string, partition: string): PlanProblem =>
  warning(
    'unprotected-stage',
    `the stage \`${stage}\` has no \`deployRole\`, so everyone with enough IAM permissions can change its queues, topics and tables`,
    `add the role that deploys the stage: \`deployRole: arn:${partition}:iam::${account}:role/deploy\``,
    inConfig('accounts', stage),
  )
