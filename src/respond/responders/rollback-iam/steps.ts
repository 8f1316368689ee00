import type { Responder } from '../../contract/responder.ts'
import { kindOf } from '../../history/iam/entity.ts'
import { entitySteps } from './entity-steps.ts'
import { policySteps } from './policy-steps.ts'

/** The calls for a policy, or for a user, role or group. */
export const steps: Responder<unknown>['steps'] = ({ key }, live, to) =>
  kindOf(key) === 'policy' ? policySteps(key, live, to) : entitySteps(key, live, to)
