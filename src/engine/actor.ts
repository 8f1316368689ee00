/**
 * Who made a call, by a name that the caller cannot choose. Keys, `distinct`, tests, alerts, queries
 * and the rule of two people all use it.
 *
 * Names of sessions, user agents, source identities and tags are never part of it: a caller chooses
 * them. The exception is the session name under a role of IAM Identity Center, which AWS sets to the
 * name of the user.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-user-identity.html
 */
import type { JsonObject } from '../ir/json.ts'
import { textAt } from '../ir/reach.ts'

/**
 * The actor of a CloudTrail record. It is never empty. In this order:
 *
 * - `service:config.amazonaws.com`: AWS itself. An event of a service that names a person is the
 *   person's
 * - `person:…`: a user of IAM Identity Center, by the id (`person:d-1234567890/ID`) or by the name in
 *   lower case (`person:alice@example.com`)
 * - the ARN of the role or user that a session belongs to
 * - the ARN of the user or of root
 * - `PROVIDER/NAME`: a federated user who has not assumed a role yet
 * - `444455556666/AIDA…`: the account and the unique id, where another account has only these
 * - `anonymous:192.0.2.10`: nobody signed in
 *
 * A call that a service makes on somebody's behalf (a forward access session) is that somebody's, so
 * `invokedBy` does not count.
 */
export const actorOf = (record: JsonObject): string =>
  serviceOf(record) ?? personOf(record) ?? eventOfService(record) ?? principalOf(record)

/** Whether the actor is AWS itself. `is: by-aws-service` of a rule means the same. */
export const isService = (actor: string): boolean => actor.startsWith(servicePrefix)

/** The name of a person in an actor, or the id with its store; undefined for every other actor. */
export const personIn = (actor: string): string | undefined =>
  actor.startsWith(personPrefix) ? actor.slice(personPrefix.length) : undefined

const personPrefix = 'person:'
const servicePrefix = 'service:'

const identity = (record: JsonObject, ...names: readonly string[]): string | null =>
  textAt(record, 'userIdentity', ...names)

const issuerOf = (record: JsonObject): string =>
  identity(record, 'sessionContext', 'sessionIssuer', 'arn') ?? ''

function personOf(record: JsonObject): string | undefined {
  const id = identity(record, 'onBehalfOf', 'userId')
  if (id !== null) {
    const store = identity(record, 'onBehalfOf', 'identityStoreArn')?.split('/').at(-1)
    return `${personPrefix}${store === undefined ? '' : `${store}/`}${id}`
  }
  const name = personName(record)
  // A user may type the name in any letter case.
  return name ? `${personPrefix}${name.toLowerCase()}` : undefined
}

function personName(record: JsonObject): string | null | undefined {
  const isEvent = record.eventType === 'AwsServiceEvent'
  if (!isEvent && isOfIdentityCenter(issuerOf(record)))
    return sessionNameOf(identity(record, 'arn') ?? '')
  const isCall = !isEvent && identity(record, 'type') === 'IdentityCenterUser'
  if (!isCall && !isIdentityCenterSignIn(record)) return null
  return textAt(record, 'additionalEventData', 'UserName') ?? identity(record, 'userName')
}

/**
 * A role that IAM Identity Center made. Only AWS can create a role under this path.
 * https://docs.aws.amazon.com/singlesignon/latest/userguide/referencingpermissionsets.html
 */
export const isOfIdentityCenter = (roleArn: string): boolean =>
  /^arn:[^:]*:iam::\d*:role\/aws-reserved\/sso\.amazonaws\.com\//.test(roleArn)

/**
 * Sign-ins of IAM Identity Center are events of a service that name a person.
 * https://docs.aws.amazon.com/singlesignon/latest/userguide/understanding-sign-in-events.html
 */
const isIdentityCenterSignIn = ({ eventType, eventSource }: JsonObject): boolean =>
  eventType === 'AwsServiceEvent' &&
  (eventSource === 'signin.amazonaws.com' || eventSource === 'sso.amazonaws.com')

/** Only AWS can create a role under the path of service-linked roles, or use one. */
const serviceLinkedRole = /:role\/aws-service-role\/([^/]+)/

function serviceOf(record: JsonObject): string | undefined {
  const linked = serviceLinkedRole.exec(issuerOf(record))?.[1]
  if (linked !== undefined) return servicePrefix + linked
  return identity(record, 'type') === 'AWSService' ? serviceNamed(record) : undefined
}

/** The service whose event this is. It is read after the person, whom such an event may name. */
const eventOfService = (record: JsonObject): string | undefined =>
  record.eventType === 'AwsServiceEvent' && !isIdentityCenterSignIn(record)
    ? serviceNamed(record)
    : undefined

function serviceNamed(record: JsonObject): string {
  const names = [identity(record, 'invokedBy'), textAt(record, 'eventSource')]
  return servicePrefix + (names.find((name) => name?.includes('.')) ?? 'unknown')
}

function principalOf(record: JsonObject): string {
  const issuer = issuerOf(record)
  if (issuer !== '') return issuer
  const arn = identity(record, 'arn') ?? ''
  // The caller chooses the name in the ARN of a federated user.
  if (arn !== '' && !arn.includes(':federated-user/')) return roleOfSession(arn) ?? arn
  const [provider, name] = [identity(record, 'identityProvider'), identity(record, 'userName')]
  if (provider !== null && name !== null) return `${provider}/${name}`
  const account = identity(record, 'accountId')
  const id = identity(record, 'principalId')?.split(':')[0] || name
  const parts = [account, id].filter((part) => part !== null && !anonymous.test(part))
  return parts.length > 0
    ? parts.join('/')
    : `anonymous:${textAt(record, 'sourceIPAddress') ?? 'unknown'}`
}

const anonymous = /^anonymous(?:_principal)?$/i

/**
 * `arn:aws:sts::1:assumed-role/deploy/ci` → `arn:aws:iam::1:role/deploy`. The result lacks the
 * role's path, which a session's ARN does not contain. Undefined for any other ARN.
 */
export function roleOfSession(arn: string): string | undefined {
  const [, partition, account, role] =
    /^arn:([^:]*):sts::([^:]*):assumed-role\/([^/]+)/.exec(arn) ?? []
  return role === undefined ? undefined : `arn:${partition}:iam::${account}:role/${role}`
}

/** `arn:aws:sts::1:assumed-role/deploy/ci` → `ci`; undefined for any other ARN. */
const sessionNameOf = (arn: string): string | undefined =>
  /:assumed-role\/[^/]+\/(.+)$/.exec(arn)?.[1]
