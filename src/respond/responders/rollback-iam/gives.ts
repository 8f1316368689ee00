/**
 * Distinguishes calls that only take powers away from calls that give them. The role of
 * `rollback-iam` has the former only (src/plan/policy/iam-actions.ts).
 */
import { facetOf } from '../../contract/facets.ts'
import type { Facets, Responder, Step } from '../../contract/responder.ts'
import { deniesOnly } from '../../history/iam/policy-document.ts'

/** The calls that take a power away from a principal that has one. */
const takes =
  /^iam:(?:Detach(?:User|Role|Group)Policy|Delete(?:User|Role|Group)Policy|DeletePolicyVersion|SetDefaultPolicyVersion|UpdateAccessKey|DeleteLoginProfile|RemoveUserFromGroup)$/

/**
 * AWS's own policies that protect: one denies everything, the others are attached to users whose
 * keys were found in public. IAM ignores letter case here.
 */
const protecting = /^arn:[^:]*:iam::aws:policy\/(?:AWSDenyAll|AWSCompromisedKeyQuarantine.*)$/i

/** A call that removes a policy that only denies gives back what the policy denied. */
export const gives: Responder<unknown>['gives'] = (step, found) =>
  !takes.test(step.call) || removesProtection(step, found)

function removesProtection({ call, input }: Step, found: Facets): boolean {
  switch (call.slice('iam:'.length)) {
    case 'UpdateAccessKey':
      return input.Status !== 'Inactive'
    case 'DetachUserPolicy':
    case 'DetachRolePolicy':
    case 'DetachGroupPolicy':
      return protecting.test(String(input.PolicyArn))
    case 'DeleteUserPolicy':
    case 'DeleteRolePolicy':
    case 'DeleteGroupPolicy':
      return isProtection(found, `inline:${String(input.PolicyName)}`)
    case 'SetDefaultPolicyVersion':
      return isProtection(found, `version:${facetOf(found, 'default') ?? ''}`)
    default:
      return false
  }
}

function isProtection(found: Facets, facet: string): boolean {
  const document = facetOf(found, facet)
  return document !== null && deniesOnly(document)
}
