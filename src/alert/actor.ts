/**
 * What an alert shows of the actor of a CloudTrail record: the name, the kind of caller, and the
 * session.
 */
import { actorOf } from '../engine/actor.ts'
import { isObject, type Json, type JsonObject } from '../ir/json.ts'
import type { ActorDocument } from './document.ts'

const text = (value: Json | undefined): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined

const within = (object: JsonObject, key: string): JsonObject => {
  const value = object[key]
  return isObject(value) ? value : {}
}

/** The name of the actor of a CloudTrail record; null where the record names no caller. */
export const actorName = (record: JsonObject): string | null =>
  namesCaller(within(record, 'userIdentity')) ? actorOf(record) : null

const namesCaller = (identity: JsonObject): boolean =>
  Object.entries(identity).some(
    ([key, value]) => key !== 'type' && (text(value) !== undefined || isObject(value)),
  ) || identity.type === 'AWSService'

/**
 * The caller of a CloudTrail record; null where the record names none. A finding has its own name for
 * the caller.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-user-identity.html
 */
export function actorDocument(
  record: JsonObject,
  name: string | null = actorName(record),
): ActorDocument | null {
  if (name === null) return null
  const identity = within(record, 'userIdentity')
  const session = within(identity, 'sessionContext')
  const kind = kindOf(identity)
  const account = accountOf(identity)
  const actedIn = text(record.recipientAccountId)
  const isForeign = account !== null && actedIn !== undefined && account !== actedIn
  return {
    name,
    kind,
    account,
    isHuman: isHuman(record, identity, session),
    isCrossAccount: isForeign && kind !== 'service' && kind !== 'anonymous',
    ...sessionOf(identity, session),
    accessKeyId: text(identity.accessKeyId) ?? null,
    mfa: mfaOf(record, session),
  }
}

const kinds: ReadonlyMap<Json | undefined, ActorDocument['kind']> = new Map([
  ['Root', 'root'],
  ['IAMUser', 'user'],
  ['AssumedRole', 'role'],
  ['Role', 'role'],
  ['FederatedUser', 'federated'],
  ['SAMLUser', 'federated'],
  ['WebIdentityUser', 'federated'],
  ['IdentityCenterUser', 'federated'],
  ['Directory', 'federated'],
  ['AWSService', 'service'],
  ['AWSAccount', 'account'],
])

const anonymous = new Set<Json | undefined>(['ANONYMOUS_PRINCIPAL', 'anonymous', 'Anonymous'])

function kindOf({ type, accountId, principalId, userName }: JsonObject): ActorDocument['kind'] {
  if ([accountId, principalId, userName].some((value) => anonymous.has(value))) return 'anonymous'
  return kinds.get(type) ?? 'unknown'
}

function accountOf({ accountId, arn }: JsonObject): string | null {
  const stated = text(accountId) ?? text(arn)?.split(':')[4]
  return stated !== undefined && /^\d{12}$/.test(stated) ? stated : null
}

function sessionOf(identity: JsonObject, session: JsonObject) {
  const arn = text(identity.arn) ?? ''
  const isSession = /^arn:[^:]*:sts:[^:]*:[^:]*:(?:assumed-role|federated-user)\//.test(arn)
  const { arn: issuerArn, userName } = within(session, 'sessionIssuer')
  const [, role] = arn.split(':assumed-role/')[1]?.match(/^([^/]*)\//) ?? []
  return {
    assumedFrom: text(issuerArn) ?? text(userName) ?? text(role) ?? null,
    sessionName: isSession ? (text(arn.split('/').slice(-1)[0]) ?? null) : null,
  }
}

/**
 * Uses the same signs as `is: by-human` (src/rule/conditions.ts); null for a record without a type.
 */
function isHuman(record: JsonObject, identity: JsonObject, session: JsonObject): boolean | null {
  const { type, onBehalfOf } = identity
  if (text(type) === undefined) return null
  const { sessionCredentialFromConsole: fromConsole } = record
  const issuer = text(within(session, 'sessionIssuer').userName)
  return (
    isRootItself(record, identity) ||
    humanTypes.has(type) ||
    (isObject(onBehalfOf) && onBehalfOf.userId !== undefined) ||
    isNamedSignIn(record, identity) ||
    issuer?.startsWith('AWSReservedSSO_') === true ||
    session.sourceIdentity !== undefined ||
    within(session, 'attributes').mfaAuthenticated === 'true' ||
    fromConsole === 'true' ||
    fromConsole === true
  )
}

const humanTypes = new Set<Json | undefined>([
  'IAMUser',
  'FederatedUser',
  'SAMLUser',
  'IdentityCenterUser',
])

const isNamedSignIn = (record: JsonObject, { userName }: JsonObject): boolean =>
  record.eventType === 'AwsServiceEvent' &&
  (record.eventSource === 'signin.amazonaws.com' || record.eventSource === 'sso.amazonaws.com') &&
  (userName !== undefined || within(record, 'additionalEventData').UserName !== undefined)

/** Root, and not a service that acts as root. MFA, which also shows it, is read before. */
function isRootItself(record: JsonObject, { type, invokedBy }: JsonObject): boolean {
  if (type !== 'Root') return false
  const byService = invokedBy !== undefined && invokedBy !== 'signin.amazonaws.com'
  return !byService && text(record.sourceIPAddress)?.endsWith('.amazonaws.com') !== true
}

/**
 * Sign-ins have it in `additionalEventData`, sessions in their attributes, and other records not at
 * all.
 */
function mfaOf(record: JsonObject, session: JsonObject): boolean | null {
  const used = within(record, 'additionalEventData').MFAUsed
  if (used === 'Yes' || used === 'No') return used === 'Yes'
  const authenticated = within(session, 'attributes').mfaAuthenticated
  return authenticated === 'true' || authenticated === 'false' ? authenticated === 'true' : null
}
