/** Why a command cannot answer: responses of a deployed stage. */
import { CannotAnswer } from '../../cannot-answer.ts'

export const otherAccount = (
  actual: string | undefined,
  stage: string,
  expected: string,
): CannotAnswer =>
  new CannotAnswer(
    `your credentials belong to account ${actual}, but stage ${stage} is in account ${expected}`,
    'use credentials of that account, or choose another stage with --stage',
  )

export const notDeployed = (stage: string, region: string): CannotAnswer =>
  new CannotAnswer(
    `stage ${stage} has no responders in ${region}`,
    'deploy the stage first, with a rule that has `respond`',
  )

/** `error` is the name that AWS gives to the error. */
export const awsFailed = (error: string, message: string, help: string | undefined): CannotAnswer =>
  new CannotAnswer(`AWS returned an error: ${error}: ${message}`, help)

// What to do about an error of AWS.

export const signIn = 'sign in to AWS, or set AWS_PROFILE'
export const needsPermissions =
  'add the permissions that docs/responders.md lists for `approve`, `undo` and `responses`'

export const notAResponseId = (id: string): CannotAnswer =>
  new CannotAnswer(
    `\`${id}\` is not the id of a response`,
    'copy the 16 characters at the end of the command in the alert; `tripline responses` lists all ids',
  )

export const noResponse = (id: string, stage: string): CannotAnswer =>
  new CannotAnswer(
    `stage ${stage} has no response ${id}`,
    '`tripline responses` lists all responses of the stage',
  )

export const noResult = (kind: string, id: string, seconds: number): CannotAnswer =>
  new CannotAnswer(
    `there is no result of ${kind} ${id} after ${seconds} s, but it may still arrive`,
    `check the state with \`tripline responses\` before you run ${kind} again`,
  )
