/**
 * The function `restore`: the hand that gives. It puts back documents, trusts and attachments that an
 * attacker took away, and undoes responses. Its role is equivalent to an administrator's, so a stage
 * has it only where tripline.yaml says `responders.restore: true`.
 */
import { merged } from '../policy/statement.ts'
import type { LambdaFunction } from './function.ts'
import {
  respondingEnvironment,
  respondingFunction,
  respondingPermissions,
  respondingQueue,
  restoreQueue,
} from './responder.ts'
import { responderFunctions } from './responders.ts'

export const restore: LambdaFunction = {
  ...respondingFunction,
  name: 'restore',
  description: 'Gives back what an attacker took away, and undoes responses',
  why: 'gives powers back; its role is equivalent to an administrator',
  isNeeded: ({ limits, responders }) => limits.restores && responders.length > 0,
  queue: { ...respondingQueue, name: restoreQueue },
  schedule: undefined,
  environment: (manifest, given) => ({
    ...respondingEnvironment(manifest, restoreQueue, given),
    ...Object.fromEntries(
      manifest.responders.map(({ name }) => [roleVariable(name), given.roleId(name)]),
    ),
  }),
  permissions: (manifest) =>
    merged([
      ...respondingPermissions(manifest, restoreQueue),
      ...manifest.responders.flatMap(({ name }) => responderFunctions[name].restoring(manifest)),
    ]),
}

/** The environment variable with the id of the role of a responder: `ROLLBACK_IAM_ROLE`. */
const roleVariable = (name: string): string => `${name.toUpperCase().replaceAll('-', '_')}_ROLE`
