/** Problems of the account, the stage and the regions in tripline.yaml. */
import { some } from '../../phrases.ts'
import { error, inConfig, type PlanPlace, type PlanProblem } from '../../plan-problem.ts'

export const homeMissing = (): PlanProblem =>
  error(
    'missing-key',
    'tripline.yaml has no `home`',
    'add the region that Tripline runs in, for example `home: eu-west-1`',
    inConfig(),
  )

export const accountsMissing = (stage: string): PlanProblem =>
  error(
    'missing-key',
    'tripline.yaml has no `accounts`',
    `add the account of the stage: \`accounts: { ${stage}: { account: "111122223333" } }\``,
    inConfig(),
  )

export const unknownStage = (stage: string, stages: readonly string[]): PlanProblem =>
  error(
    'unknown-stage',
    `tripline.yaml has no account for the stage \`${stage}\``,
    `add the stage under \`accounts\`, or use one of the stages there: ${some(stages)}`,
    inConfig('accounts'),
  )

export const longStage = (stage: string, max: number): PlanProblem =>
  error(
    'bad-value',
    `the stage name \`${stage}\` is longer than ${max} characters, which makes the names of AWS resources too long`,
    'give the stage a shorter name',
    inConfig('accounts', stage),
  )

export const unknownRegion = (region: string, at: PlanPlace): PlanProblem =>
  error(
    'region-not-enabled',
    `AWS has no region \`${region}\``,
    'write the code of a region, for example `eu-west-1`',
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
    `the region \`${region}\` is not in ${partition}, the partition of the home region \`${home}\``,
    'use a separate tripline.yaml for each partition: AWS does not forward events between partitions',
    at,
  )

export const notEnabled = (region: string, stage: string, at: PlanPlace): PlanProblem =>
  error(
    'region-not-enabled',
    `the home region \`${region}\` is not among the enabled regions of the stage \`${stage}\``,
    `enable the region in the account and add it to \`accounts.${stage}.regions\`, or write another home region`,
    at,
  )
