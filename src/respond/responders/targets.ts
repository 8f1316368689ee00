/** What each responder acts on, by name. A test of a rule that states `responds` asks it. */
import type { Responder as ResponderName } from '../../ir/names.ts'
import type { Responder } from '../contract/responder.ts'
import { blockPublicAccess } from './block-public-access/block-public-access.ts'
import { deactivateKey } from './deactivate-key/deactivate-key.ts'
import { restartTrail } from './restart-trail/restart-trail.ts'
import { revokeIngress } from './revoke-ingress/revoke-ingress.ts'
import { rollbackIam } from './rollback-iam/rollback-iam.ts'

export const targetOf: Readonly<Record<ResponderName, Responder<unknown>['target']>> = {
  'rollback-iam': rollbackIam.target,
  'restart-trail': restartTrail.target,
  'revoke-ingress': revokeIngress.target,
  'block-public-access': blockPublicAccess.target,
  'deactivate-key': deactivateKey.target,
}
