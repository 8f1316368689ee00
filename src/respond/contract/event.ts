/**
 * The CloudTrail record of a call as a responder reads it: who called what, when, and in which
 * account.
 */
import { uniqueIdIn } from '../../aws/unique-id.ts'
import { actorOf, roleOfSession } from '../../engine/actor.ts'
import { identityOf } from '../../engine/identity.ts'
import { isObject, type Json, type JsonObject } from '../../ir/json.ts'

export interface ResponderEvent {
  /** Every copy of one event has the same identity, which is also its identity in `detect`. */
  readonly identity: string
  /**
   * ISO 8601 with milliseconds. CloudTrail records whole seconds, so the call happened within the
   * second that starts here.
   */
  readonly at: string
  readonly source: string
  readonly name: string
  /** Twelve digits: the account in which it happened. */
  readonly account: string
  readonly principal: Principal
  /** From the record; null for a call that succeeded. A call that failed changed nothing. */
  readonly errorCode: string | null
  readonly request: JsonObject
  readonly answer: JsonObject
  readonly record: JsonObject
}

export interface Principal {
  /** The actor: `actorOf` of the record. A person has one key in all sessions and permission sets. */
  readonly key: string
  /** The ARN of the role, user or root; the same as `key` where the record has none. */
  readonly entity: string
  /** The ARN of the session, or the same as `entity` where there is no session. */
  readonly session: string
  /** `AIDA…`, or `AROA…:session`: the form of SQS's SenderId. */
  readonly id: string
  /**
   * `AIDA…` or `AROA…` of the user or role that the caller is, or that its session belongs to. Root
   * has its account instead.
   */
  readonly uniqueId: string
  readonly userName: string | null
  /**
   * Set at the beginning of a session, and kept in each role that the session assumes; null for most
   * sessions.
   */
  readonly sourceIdentity: string | null
}

/**
 * Reads an EventBridge envelope. Returns the reason, as text, where the event lacks its id or its
 * time, which every CloudTrail record of a call has.
 */
export function responderEvent(envelope: JsonObject): ResponderEvent | string {
  const record = objectOf(envelope.detail)
  if (textOf(record.eventID) === '') return 'the event has no eventID'
  const at = instant(record.eventTime ?? envelope.time)
  if (at === null) return 'the event has no time'
  return {
    identity: identityOf({ record, envelope }),
    at,
    source: textOf(record.eventSource),
    name: textOf(record.eventName),
    account: textOf(record.recipientAccountId) || textOf(envelope.account),
    principal: principalOf(record),
    errorCode: textOf(record.errorCode) || null,
    request: objectOf(record.requestParameters),
    answer: objectOf(record.responseElements),
    record,
  }
}

export const objectOf = (value: Json | undefined): JsonObject => (isObject(value) ? value : {})

export const textOf = (value: Json | undefined): string => (typeof value === 'string' ? value : '')

/**
 * ISO 8601 with milliseconds, so that the order of texts is the order of times; null for any other
 * value.
 */
export function instant(value: Json | undefined): string | null {
  const ms = Date.parse(textOf(value))
  return Number.isNaN(ms) ? null : new Date(ms).toISOString()
}

/**
 * The entity of an assumed role is the role. The session's name does not count, because the caller
 * chooses it.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-user-identity.html
 */
function principalOf(record: JsonObject): Principal {
  const identity = objectOf(record.userIdentity)
  const session = textOf(identity.arn)
  const context = objectOf(identity.sessionContext)
  const issuer = objectOf(context.sessionIssuer)
  const id = textOf(identity.principalId)
  const key = actorOf(record)
  const entity = textOf(issuer.arn) || roleOfSession(session) || session || key
  return {
    key,
    entity,
    session: session || entity,
    id,
    uniqueId: textOf(issuer.principalId) || uniqueIdIn(id),
    userName: identity.type === 'IAMUser' ? textOf(identity.userName) || null : null,
    sourceIdentity: textOf(context.sourceIdentity) || null,
  }
}
