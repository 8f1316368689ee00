/** Problems of the account, the stage and the regions in tripline.yaml. */
import { error, inConfig, type PlanPlace, type PlanProblem, some } from './problem.ts'

export const homeMissing = (): PlanProblem =>
  error(
    'missing-key',
    'tripline.yaml needs `home`',
    'the region where alerts are decided and sent from: `home: eu-west-1`',
    inConfig(),
  )

export const accountsMissing = (stage: string): PlanProblem =>
  error(
    'missing-key',
    'tripline.yaml needs `accounts`',
    `say which account a stage is: \`accounts: { ${stage}: { account: "111122223333" } }\``,
    inConfig(),
  )

export const unknownStage = (stage: string, stages: readonly string[]): PlanProblem =>
  error(
    'unknown-stage',
    `tripline.yaml has no account for the stage \`${stage}\``,
    `stages are ${some(stages)}`,
    inConfig('accounts'),
  )

export const longStage = (stage: string, max: number): PlanProblem =>
  error(
    'bad-value',
    `the stage \`${stage}\` is longer than ${max} characters, and the names of what is made would be too long`,
    'give it a shorter name',
    inConfig('accounts', stage),
  )

export const unknownRegion = (region: string, at: PlanPlace): PlanProblem =>
  error(
    'region-not-enabled',
    `\`${region}\` is no region of AWS`,
    'regions are called like `eu-west-1`',
    at,
  )

export const otherPartition = (
  region: string,
  partition: string,
  home: string,
  at: PlanPlace,
): PlanProblem =>
  error(
    'region-not-enabled',
    `\`${region}\` is not in the partition ${partition} of the home region \`${home}\``,
    'events cross no partition: give each its own tripline.yaml',
    at,
  )

export const notEnabled = (region: string, stage: string, at: PlanPlace): PlanProblem =>
  error(
    'region-not-enabled',
    `\`${region}\` is not enabled in the account of the stage \`${stage}\``,
    `enable it and add it to \`accounts.${stage}.regions\`, or use another`,
    at,
  )
