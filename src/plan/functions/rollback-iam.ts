/** The responder `rollback-iam`. */
import { arnOf } from '../arns.ts'
import type { Manifest } from '../manifest.ts'
import {
  iamEntities,
  iamGives,
  iamHolders,
  iamReads,
  iamTakes,
  protectingPolicies,
} from '../policy/iam-actions.ts'
import { allow, type Statement } from '../policy/statement.ts'
import { allowTable } from '../policy/tables.ts'
import { responderFunction } from './responder.ts'

export const rollbackIam = responderFunction({
  name: 'rollback-iam',
  description: 'Takes back powers that a change in IAM gave',
  taking: (manifest) => [
    allowTable(manifest, 'snapshots', 'GetItem', 'Query'),
    allow([...iamReads, ...iamTakes], iamEntities(manifest)),
    // Where the stage has `restore`, people's answers go there.
    ...(manifest.limits.restores ? [] : [allow(iamHolders, iamEntities(manifest))]),
    neverOurRoles(manifest),
  ],
  denied: (manifest) => [neverProtections(manifest)],
  giving: (manifest) => [allow([...iamGives, ...iamHolders], iamEntities(manifest))],
})

/**
 * Tripline's own roles and the role that deploys it are never changed, whatever a rule requests.
 */
const neverOurRoles = (manifest: Manifest): Statement => ({
  Effect: 'Deny',
  Action: [...iamTakes, ...iamGives],
  Resource: [
    arnOf(manifest, 'iam', '', `role/${manifest.prefix}-*`),
    ...(manifest.limits.deployRole === undefined ? [] : [manifest.limits.deployRole]),
  ],
})

/** AWS's policies that only deny stay attached. To detach one gives back what it denied. */
const neverProtections = (manifest: Manifest): Statement => ({
  Effect: 'Deny',
  Action: ['iam:DetachGroupPolicy', 'iam:DetachRolePolicy', 'iam:DetachUserPolicy'],
  Resource: '*',
  Condition: { ArnLike: { 'iam:PolicyARN': protectingPolicies(manifest) } },
})
