/** The records of all responders by name. */
import type { Responder } from '../../ir/names.ts'
import { blockPublicAccess } from './block-public-access.ts'
import { deactivateKey } from './deactivate-key.ts'
import type { ResponderFunction } from './responder.ts'
import { restartTrail } from './restart-trail.ts'
import { revokeIngress } from './revoke-ingress.ts'
import { rollbackIam } from './rollback-iam.ts'

export const responderFunctions: Readonly<Record<Responder, ResponderFunction>> = {
  'rollback-iam': rollbackIam,
  'restart-trail': restartTrail,
  'revoke-ingress': revokeIngress,
  'block-public-access': blockPublicAccess,
  'deactivate-key': deactivateKey,
}
