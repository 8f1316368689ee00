/**
 * Decides which changes are never rolled back, because of who made them, and who is too close to a
 * change to approve or undo its rollback.
 */
import { sessionNameIn, uniqueIdIn } from '../../aws/unique-id.ts'
import { isOfIdentityCenter, personIn, roleOfSession } from '../../engine/actor.ts'
import { breakGlassEntry } from './break-glass.ts'
import type { Principal, ResponderEvent } from './event.ts'
import type { Limits } from './ports.ts'

interface Guarded {
  readonly limits: Limits
  readonly ownRoles: readonly string[]
}

/**
 * The reason to ignore an event without an alert; null for all others. A failed call changed
 * nothing. If Tripline responded to its own rollback, it would never stop. The deploying role
 * changes what it deploys.
 */
export function whyIgnored(event: ResponderEvent, { limits, ownRoles }: Guarded): string | null {
  if (event.errorCode !== null) return `the call failed with ${event.errorCode}`
  if (ownRoles.some((role) => isRole(event.principal, role))) return 'Tripline made the call itself'
  if (limits.deployRole !== undefined && isRole(event.principal, limits.deployRole)) {
    return 'the role that deploys Tripline made the call'
  }
  return null
}

/** The reason to report an event and not act on it; null for all others. */
export function whyExempt(event: ResponderEvent, { limits, ownRoles }: Guarded): string | null {
  const entry = breakGlassEntry(
    { ...event.principal, key: event.principal.entity },
    limits.breakGlass,
  )
  if (entry !== undefined) {
    return `${event.principal.key} is a break-glass principal (${entry}), whose calls are never reversed`
  }
  const own = ownRoles[0]?.split(':')[4]
  return own === undefined || own === event.account
    ? null
    : `the event is from account ${event.account}, and this responder acts only in account ${own}`
}

/** A session's ARN has the role without its path, so the role is compared in that form too. */
export const isRole = (
  { entity, session }: Pick<Principal, 'entity' | 'session'>,
  role: string,
): boolean => entity === role || roleOfSession(session) === withoutPath(role)

const withoutPath = (role: string): string => role.replace(/:role\/(?:.*\/)?/, ':role/')

/**
 * Whether the sender of a command may be the person who made the change; a second person must
 * approve. SQS reports `AIDA…` of a user and `AROA…:session` of a role, and nothing else, so this
 * compares what these contain:
 *
 * - A role is one principal under any session name, because its user chooses that name.
 * - A role of IAM Identity Center (`AWSReservedSSO_…`) has the user's own name as its session name.
 *   Each person is one principal, in all permission sets and accounts.
 * - A sender whose session has the name of the IAM user who made the change, or its source identity,
 *   is the same person. The console names sessions after the user who switches the role.
 * - The name in a federation session (`111122223333:name`) proves nothing. Each such session may
 *   belong to any user of the account, or to root.
 *
 * The session name of any other role does not count against a sender. An attacker would choose the
 * name of the person on call, who then could not approve.
 *
 * It cannot see that a user made the change in a role, if the record has no source identity.
 */
export function isSamePrincipal(senderId: string, principal: Principal): boolean {
  const { id, entity, uniqueId } = principal
  if (senderId === '' || id === '') return false
  if (isPersonalName(sessionNameIn(senderId), principal)) return true
  if (isOfIdentityCenter(entity)) return senderId === id
  if (isFederated(senderId) && !uniqueId.startsWith('AROA')) return true
  return [uniqueIdIn(id), uniqueId].includes(uniqueIdIn(senderId))
}

/** Whether the name of a session names the person who made the change. */
function isPersonalName(
  name: string | undefined,
  { id, key, entity, userName, sourceIdentity }: Principal,
): boolean {
  // An actor with the id of a person lacks the name, which the session has.
  const person = isOfIdentityCenter(entity) ? sessionNameIn(id) : personIn(key)
  return (
    name !== undefined &&
    [person, userName, sourceIdentity].some((each) => each?.toLowerCase() === name.toLowerCase())
  )
}

/**
 * Whether a SenderId is of a federation session, `111122223333:name`: its account, and a name that
 * its user chose.
 */
export const isFederated = (senderId: string): boolean => /^\d{12}:/.test(senderId)
