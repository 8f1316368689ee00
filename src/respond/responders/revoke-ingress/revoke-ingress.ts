/**
 * Revokes from a security group exactly the permissions that a call added and that are unchanged
 * since. Permissions that other calls added, before or after, stay.
 */
import type { Responder } from '../../contract/responder.ts'
import { comparable } from './facets.ts'
import { plan } from './plan.ts'
import { steps } from './steps.ts'
import { target } from './target.ts'

/** The facets of a security group are its permissions (facets.ts). No past is needed. */
export const revokeIngress: Responder<null> = {
  name: 'revoke-ingress',
  target,
  plan,
  steps,
  gives: ({ call }) => call !== 'ec2:RevokeSecurityGroupIngress',
  comparable,
}
