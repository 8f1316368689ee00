/**
 * Takes out of a security group exactly the permissions that a call added: those that the call was
 * told to add and that are still there as it added them. What others added, before or after, stays.
 */
import type { Responder } from '../../contract/responder.ts'
import { comparable } from './facets.ts'
import { plan } from './plan.ts'
import { steps } from './steps.ts'
import { target } from './target.ts'

/** The facets of a security group are its permissions (facets.ts). Nothing is known of the time before. */
export const revokeIngress: Responder<null> = {
  name: 'revoke-ingress',
  target,
  plan,
  steps,
  comparable,
}
