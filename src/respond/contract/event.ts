/** An event as a responder reads it: who did what when, by the CloudTrail record. */
import { isObject, type Json, type JsonObject } from '../../ir/json.ts'

export interface ResponderEvent {
  /** The same for all copies of one event. */
  readonly identity: string
  /** ISO 8601 with milliseconds; CloudTrail knows whole seconds, so it happened within the second that begins here. */
  readonly at: string
  readonly source: string
  readonly name: string
  /** Twelve digits: the account in which it happened. */
  readonly account: string
  readonly principal: Principal
  /** As the record has it: a call that failed changed nothing. */
  readonly errorCode: string | null
  readonly request: JsonObject
  readonly answer: JsonObject
  readonly record: JsonObject
}

export interface Principal {
  /** The one who stays when sessions change: ARN of role, user or root, else the best name there is. */
  readonly key: string
  /** The ARN of the session, where it is one. */
  readonly session: string
  /** `AIDA…`, or `AROA…:session`: what SQS calls SenderId. */
  readonly id: string
  readonly userName: string | null
}

/** An event that lacks what every CloudTrail record of a call has is none: the reason is returned. */
export function responderEvent(envelope: JsonObject): ResponderEvent | string {
  const record = objectOf(envelope.detail)
  const identity = identityOf(record)
  if (identity === null) return 'the event has no eventID'
  const at = instant(record.eventTime ?? envelope.time)
  if (at === null) return 'the event has no time'
  return {
    identity,
    at,
    source: textOf(record.eventSource),
    name: textOf(record.eventName),
    account: textOf(record.recipientAccountId) || textOf(envelope.account),
    principal: principalOf(objectOf(record.userIdentity)),
    errorCode: textOf(record.errorCode) || null,
    request: objectOf(record.requestParameters),
    answer: objectOf(record.responseElements),
    record,
  }
}

/**
 * A corrected or late copy names the original; the copies of the caller's and the owner's account
 * share an id.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
 */
function identityOf(record: JsonObject): string | null {
  const { originalEventID } = objectOf(record.addendum)
  return textOf(originalEventID) || textOf(record.sharedEventID) || textOf(record.eventID) || null
}

export const objectOf = (value: Json | undefined): JsonObject => (isObject(value) ? value : {})

export const textOf = (value: Json | undefined): string => (typeof value === 'string' ? value : '')

/** ISO 8601 with milliseconds, so that texts sort as times do; null for what is no time. */
export function instant(value: Json | undefined): string | null {
  const ms = Date.parse(textOf(value))
  return Number.isNaN(ms) ? null : new Date(ms).toISOString()
}

/**
 * An assumed role is the role, whatever its session is called: that name is the caller's choice.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-user-identity.html
 */
function principalOf(identity: JsonObject): Principal {
  const session = textOf(identity.arn)
  const issuer = textOf(objectOf(objectOf(identity.sessionContext).sessionIssuer).arn)
  const key =
    issuer ||
    roleOfSession(session) ||
    session ||
    textOf(identity.invokedBy) ||
    textOf(identity.userName) ||
    textOf(identity.principalId) ||
    textOf(identity.accountId) ||
    'nobody named'
  return {
    key,
    session: session || key,
    id: textOf(identity.principalId),
    userName: identity.type === 'IAMUser' ? textOf(identity.userName) || null : null,
  }
}

/** `arn:aws:sts::1:assumed-role/deploy/ci` → `arn:aws:iam::1:role/deploy`; it leaves out the role's path. */
export function roleOfSession(arn: string): string | undefined {
  const [, partition, account, role] =
    /^arn:([^:]*):sts::([^:]*):assumed-role\/([^/]+)/.exec(arn) ?? []
  return role === undefined ? undefined : `arn:${partition}:iam::${account}:role/${role}`
}
