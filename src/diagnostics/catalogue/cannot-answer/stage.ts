/** Why a command cannot answer: tripline.yaml, its stages, and plans to compare with. */
import { CannotAnswer } from '../../cannot-answer.ts'

export const noConfigOfStage = (): CannotAnswer =>
  new CannotAnswer(
    'there is no tripline.yaml, so the account and the region of the stage are unknown',
    'run the command in the folder of the project, or name the file with --config',
  )

export const noConfig = (): CannotAnswer =>
  new CannotAnswer(
    'there is no tripline.yaml, so accounts, regions and channels are unknown',
    'create one with `tripline new --config`',
  )

export const brokenConfig = (file: string): CannotAnswer =>
  new CannotAnswer(`${file} has errors`, '`tripline validate` lists them')

/** A problem of a plan, here the reason why there is no answer. */
export const noSettings = (problem: {
  readonly message: string
  readonly help: string
}): CannotAnswer => new CannotAnswer(problem.message, problem.help)

export const severalStages = (stages: readonly string[]): CannotAnswer =>
  new CannotAnswer(
    'tripline.yaml has several stages',
    `choose one with --stage: ${stages.join(', ')}`,
  )

export const misspeltStage = (stage: string, guess: string): CannotAnswer =>
  new CannotAnswer(`tripline.yaml has no stage \`${stage}\``, `did you mean \`${guess}\`?`)

export const notAHub = (stage: string): CannotAnswer =>
  new CannotAnswer(
    `the stage \`${stage}\` is not the stage of a hub`,
    'name the stage whose account is `hub.account` in tripline.yaml',
  )

export const hubWithoutMembers = (): CannotAnswer =>
  new CannotAnswer(
    'the hub has no members, because no other account has a stage',
    'add a stage for every member under `accounts` in tripline.yaml; the hub drops events from all other accounts',
  )

export const largeTemplate = (
  has: { readonly resources: number; readonly bytes: number },
  max: { readonly resources: number; readonly templateBytes: number },
): CannotAnswer =>
  new CannotAnswer(
    `the template has ${has.resources} resources and ${has.bytes} bytes, but CloudFormation allows ${max.resources} resources and ${max.templateBytes} bytes`,
    'write `pack: by-source` in tripline.yaml, or disable rules',
  )

// A plan to compare with.

const writePlan = 'create a plan with `tripline plan --format json --output FILE`'

export const planNotJson = (file: string): CannotAnswer =>
  new CannotAnswer(`the plan \`${file}\` is not JSON`, writePlan)

export const foreignPlan = (file: string): CannotAnswer =>
  new CannotAnswer(`\`${file}\` is not a plan of this version of Tripline`, writePlan)

export const neitherFileNorRevision = (against: string): CannotAnswer =>
  new CannotAnswer(
    `\`${against}\` is neither a file nor a git revision`,
    'name the file of an earlier plan, or a commit, a branch or a tag',
  )

export const brokenRulesAt = (revision: string, message: string): CannotAnswer =>
  new CannotAnswer(
    `the rules at \`${revision}\` have an error: ${message}`,
    'compare with a plan file that was saved at that time, or with another revision',
  )

export const noPlanAt = (revision: string, message: string): CannotAnswer =>
  new CannotAnswer(
    `the rules at \`${revision}\` cannot be planned: ${message}`,
    'compare with a plan file that was saved at that time, or with another revision',
  )

export const gitFailed = (message: string): CannotAnswer =>
  new CannotAnswer(`git failed: ${message}`)
