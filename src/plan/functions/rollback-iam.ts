/** The responder `rollback-iam`. */
import { arnOf } from '../arns.ts'
import type { Manifest } from '../manifest.ts'
import { iamEntities, iamReads, iamWrites } from '../policy/iam-actions.ts'
import { allow, type Statement } from '../policy/statement.ts'
import { allowTable } from '../policy/tables.ts'
import { responderFunction } from './responder.ts'

export const rollbackIam = responderFunction({
  name: 'rollback-iam',
  description: 'Rolls back changes in IAM',
  permissions: (manifest) => [
    allowTable(manifest, 'snapshots', 'GetItem', 'Query'),
    allow([...iamReads, ...iamWrites], iamEntities(manifest)),
    neverOurRoles(manifest),
  ],
})

/**
 * Tripline's own roles and the role that deploys it are never changed, whatever a rule requests.
 */
const neverOurRoles = (manifest: Manifest): Statement => ({
  Effect: 'Deny',
  Action: iamWrites,
  Resource: [
    arnOf(manifest, 'iam', '', `role/${manifest.prefix}-*`),
    ...(manifest.limits.deployRole === undefined ? [] : [manifest.limits.deployRole]),
  ],
})
