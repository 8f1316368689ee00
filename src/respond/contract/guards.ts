/** Decides which changes are never rolled back, because of who made them. */
import { fitsRuns } from '../../ir/wildcard.ts'
import { type Principal, type ResponderEvent, roleOfSession } from './event.ts'
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
  const pattern = limits.breakGlass.find((glob) => fits(event.principal, glob))
  if (pattern !== undefined) {
    return `${event.principal.key} is a break-glass principal (${pattern}), which is never rolled back`
  }
  const own = ownRoles[0]?.split(':')[4]
  return own === undefined || own === event.account
    ? null
    : `it happened in account ${event.account}, and this responder acts in ${own}`
}

/** A session's ARN has the role without its path, so the role is compared in that form too. */
export const isRole = ({ key, session }: Principal, role: string): boolean =>
  key === role || roleOfSession(session) === withoutPath(role)

const withoutPath = (role: string): string => role.replace(/:role\/(?:.*\/)?/, ':role/')

/**
 * `*` matches any text, slashes and colons included, as in the ARNs of IAM policies. No other
 * character is special. Only a pattern that contains `assumed-role` matches a session, and it
 * matches part by part: the caller chooses a session's name, so `*break-glass*` must not match a
 * session called `break-glass`.
 */
function fits({ key, session }: Principal, glob: string): boolean {
  const wanted = splitSession(glob)
  const actual = splitSession(session)
  if (wanted === null || actual === null) return fitsGlob(key, glob)
  return fitsGlob(actual.role, wanted.role) && fitsGlob(actual.name ?? '', wanted.name ?? '*')
}

const fitsGlob = (text: string, glob: string): boolean => fitsRuns(text, glob.split('*'))

/** `…:assumed-role/deploy/ci` → `…:assumed-role/deploy` and `ci`; null for an ARN of no session. */
function splitSession(arn: string): { role: string; name: string | undefined } | null {
  const [, role, name] = /^(.*?assumed-role\/[^/]*)(?:\/(.*))?$/.exec(arn) ?? []
  return role === undefined ? null : { role, name }
}

/**
 * Whether the sender of a command also made the change; a second person must approve. A role is one
 * principal under any session name, because its user chooses that name. The exception is the roles
 * of IAM Identity Center (`AWSReservedSSO_…`), whose session name is the user's own.
 */
export function isSamePrincipal(senderId: string, { id, key }: Principal): boolean {
  if (senderId === '' || id === '') return false
  if (isOfIdentityCenter.test(key)) return senderId === id
  return roleId(senderId) === roleId(id)
}

/**
 * Recognises the role by its path, which only AWS can give to a role.
 * https://docs.aws.amazon.com/singlesignon/latest/userguide/referencingpermissionsets.html
 */
const isOfIdentityCenter =
  /^arn:[^:]*:iam::\d+:role\/aws-reserved\/sso\.amazonaws\.com\/(?:[^/]+\/)?AWSReservedSSO_/

const roleId = (id: string): string => id.split(':')[0] ?? id
