/**
 * Gives powers back: handles the queue `restore`. It makes the calls that the responders hand over,
 * and undoes responses. The same code as in the responders makes the decisions.
 */
import type { Limits } from '../src/respond/contract/ports.ts'
import { blockPublicAccess } from '../src/respond/responders/block-public-access/block-public-access.ts'
import { deactivateKey } from '../src/respond/responders/deactivate-key/deactivate-key.ts'
import { restartTrail } from '../src/respond/responders/restart-trail/restart-trail.ts'
import { revokeIngress } from '../src/respond/responders/revoke-ingress/revoke-ingress.ts'
import { rollbackIam } from '../src/respond/responders/rollback-iam/rollback-iam.ts'
import { trailsAndTheirHistory } from './restart-trail/surroundings.ts'
import { iamAndItsHistory } from './rollback-iam/surroundings.ts'
import { settings } from './support/environment.ts'
import { givingHandler, part } from './support/responder-handler.ts'
import { accessKeys } from './world/iam/access-keys.ts'
import { ingress } from './world/ingress.ts'
import { publicAccess } from './world/public-access.ts'

export const handler = givingHandler({
  'rollback-iam': part(rollbackIam, iamAndItsHistory),
  'restart-trail': part(restartTrail, trailsAndTheirHistory),
  'revoke-ingress': part(revokeIngress, ingress),
  'block-public-access': part(blockPublicAccess, publicAccess),
  'deactivate-key': part(deactivateKey, (clock) =>
    accessKeys(clock, settings<Limits>('LIMITS').breakGlass),
  ),
})
