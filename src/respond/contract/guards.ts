/** Whose changes are never rolled back. */
import { fitsRuns } from '../../ir/wildcard.ts'
import { type Principal, type ResponderEvent, roleOfSession } from './event.ts'
import type { Limits } from './ports.ts'

interface Guarded {
  readonly limits: Limits
  readonly ownRoles: readonly string[]
}

/**
 * Events after which nothing happens at all, and nothing is said: a failed call changed nothing;
 * Tripline undoing its own rollback would go on for ever; the deploying role changes what it deploys.
 */
export function whyIgnored(event: ResponderEvent, { limits, ownRoles }: Guarded): string | null {
  if (event.errorCode !== null) return `the call failed with ${event.errorCode}`
  if (ownRoles.some((role) => isRole(event.principal, role))) return 'Tripline made the call itself'
  if (limits.deployRole !== undefined && isRole(event.principal, limits.deployRole)) {
    return 'the role that deploys Tripline made the call'
  }
  return null
}

/** Why an event that would otherwise be acted on is left alone, to be told. */
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

/** Sessions carry the role's ARN without its path, so that is compared too. */
export const isRole = ({ key, session }: Principal, role: string): boolean =>
  key === role || roleOfSession(session) === withoutPath(role)

const withoutPath = (role: string): string => role.replace(/:role\/(?:.*\/)?/, ':role/')

/**
 * `*` is any text, slashes and colons included, as in the ARNs of IAM policies; nothing else is
 * special. A session is fitted by a pattern that says `assumed-role`, and part by part: its name is
 * its owner's choice, so that `*break-glass*` must not be met by calling a session `break-glass`.
 */
function fits({ key, session }: Principal, glob: string): boolean {
  const wanted = splitSession(glob)
  const actual = splitSession(session)
  if (wanted === null || actual === null) return fitsGlob(key, glob)
  return fitsGlob(actual.role, wanted.role) && fitsGlob(actual.name ?? '', wanted.name ?? '*')
}

const fitsGlob = (text: string, glob: string): boolean => fitsRuns(text, glob.split('*'))

/** `…:assumed-role/deploy/ci` → `…:assumed-role/deploy` and `ci`; null for what speaks of no session. */
function splitSession(arn: string): { role: string; name: string | undefined } | null {
  const [, role, name] = /^(.*?assumed-role\/[^/]*)(?:\/(.*))?$/.exec(arn) ?? []
  return role === undefined ? null : { role, name }
}

/**
 * Whether who sends a command is who made the change: four eyes means another pair. A role is one
 * principal whatever its session is called, because its user calls it; but the roles of IAM Identity
 * Center (`AWSReservedSSO_…`) can only be entered under one's own name.
 */
export function isSamePrincipal(senderId: string, { id, key }: Principal): boolean {
  if (senderId === '' || id === '') return false
  if (isOfIdentityCenter.test(key)) return senderId === id
  return roleId(senderId) === roleId(id)
}

/**
 * By the path, which nobody but AWS can give to a role.
 * https://docs.aws.amazon.com/singlesignon/latest/userguide/referencingpermissionsets.html
 */
const isOfIdentityCenter =
  /^arn:[^:]*:iam::\d+:role\/aws-reserved\/sso\.amazonaws\.com\/(?:[^/]+\/)?AWSReservedSSO_/

const roleId = (id: string): string => id.split(':')[0] ?? id
