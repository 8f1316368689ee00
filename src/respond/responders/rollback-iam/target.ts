import { type Responder, refuse } from '../../contract/responder.ts'
import { changesOf } from '../../history/iam/changes-of.ts'
import { kindOf, nameOf, targetOf } from '../../history/iam/entity.ts'
import { isSafeguard, undoable } from './undoable.ts'

/** The user, role, group or policy that a call changed. */
export const target: Responder<unknown>['target'] = (event) => {
  const { source, name } = event
  if (source !== 'iam.amazonaws.com') return refuse(`${source} ${name} is no change of IAM`)
  if (!undoable.has(name)) return refuse(`${name} is nothing that rollback-iam can undo`)
  const [change] = changesOf(event)
  if (change === undefined) return refuse(`the event does not say what ${name} changed`)
  if (Object.entries(change.sets).some(([facet, value]) => isSafeguard(facet, value, event.at))) {
    return refuse(
      'it holds up an attacker (a quarantine, or sessions revoked), and is left in place',
    )
  }
  return kindOf(change.entity) === 'policy' && isAwsPolicy(nameOf(change.entity))
    ? refuse('policies of AWS can be attached and detached, and never edited')
    : targetOf(change.entity)
}

/** `arn:aws:iam::aws:policy/ReadOnlyAccess`: such an ARN has `aws` in place of an account. */
const isAwsPolicy = (arn: string): boolean => /^arn:[^:]*:iam::aws:/.test(arn)
