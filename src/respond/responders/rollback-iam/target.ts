import { type Responder, refuse } from '../../contract/responder.ts'
import { changesOf } from '../../history/iam/changes-of.ts'
import { kindOf, nameOf, targetOf } from '../../history/iam/entity.ts'
import { isSafeguard, undoable } from './undoable.ts'

/** The user, role, group or policy that a call changed. */
export const target: Responder<unknown>['target'] = (event) => {
  const { source, name } = event
  if (source !== 'iam.amazonaws.com') return refuse(`${name} of ${source} is not a change of IAM`)
  if (!undoable.has(name)) return refuse(`rollback-iam cannot reverse ${name}`)
  const [change] = changesOf(event)
  if (change === undefined) return refuse(`the event does not show what ${name} changed`)
  if (Object.entries(change.sets).some(([facet, value]) => isSafeguard(facet, value, event.at))) {
    return refuse(
      'the change protects against an attacker (a quarantine, or revoked sessions), so it stays in place',
    )
  }
  return kindOf(change.entity) === 'policy' && isAwsPolicy(nameOf(change.entity))
    ? refuse('the policy belongs to AWS, and only AWS can change it')
    : targetOf(change.entity)
}

/** `arn:aws:iam::aws:policy/ReadOnlyAccess`: such an ARN has `aws` in place of an account. */
const isAwsPolicy = (arn: string): boolean => /^arn:[^:]*:iam::aws:/.test(arn)
