/**
 * Recognizes heartbeats. Every few minutes the function `heartbeat` tags an EventBridge rule in each
 * region. CloudTrail records the call, and the record arrives here like any other event. The tag's value
 * holds the time of the call. An alarm goes off when heartbeats stay away (a dead-man's switch).
 */
import type { Event } from '../ir/event.ts'
import { isObject, type Json, type JsonObject } from '../ir/json.ts'

export interface Heartbeat {
  /** The member account of a hub that was tested; null for the account itself. */
  readonly account: string | null
  readonly region: string
  /** From the call until now, never negative. */
  readonly latencyMs: number
}

/** The key of the tag. Its value is `<milliseconds since 1970>-<random>`, or, from a schedule, the time it was due. */
const tagKey = 'tripline:heartbeat'

/**
 * Undefined for every other event. Only a session of the heartbeat's own role counts. Others who set the
 * tag must not be able to make a broken path look alive, nor to hide a call. Each member account of a hub
 * has a role of the same name.
 */
export function heartbeatIn(
  { record, envelope }: Event,
  roleArn: string,
  nowMs: number,
): Heartbeat | undefined {
  if (envelope.source !== 'aws.events' || record.eventName !== 'TagResource') return undefined
  const { account, region } = envelope
  const issuer = issuerOf(record.userIdentity)
  const isOwn = issuer === roleArn
  if (!isOwn && issuer !== inAccount(roleArn, account)) return undefined
  const sentMs = sentAt(record)
  if (sentMs === undefined || typeof region !== 'string') return undefined
  return {
    account: isOwn || typeof account !== 'string' ? null : account,
    region,
    latencyMs: Math.max(0, nowMs - sentMs),
  }
}

const inAccount = (roleArn: string, account: Json | undefined): string =>
  roleArn.replace(/(?<=^arn:[^:]*:iam::)\d+(?=:)/, String(account))

/** ARN of the role behind a session. */
function issuerOf(identity: Json | undefined): Json | undefined {
  const context = isObject(identity) ? identity.sessionContext : undefined
  const issuer = isObject(context) ? context.sessionIssuer : undefined
  return isObject(issuer) ? issuer.arn : undefined
}

/**
 * When the call was made: by the tag or, where the record hides or leaves out its value, by the user
 * agent, which holds the nonce as well. No sample of such a record is published, so the tag is read in
 * every form in which AWS's services record tags.
 */
function sentAt({ requestParameters, userAgent }: JsonObject): number | undefined {
  const tags = isObject(requestParameters)
    ? [requestParameters.tags, requestParameters.Tags].filter((one) => one !== undefined)
    : []
  const listed = tags
    .flat()
    .filter(isObject)
    .find((tag) => (tag.key ?? tag.Key) === tagKey)
  const mapped = tags.filter(isObject).find((one) => Object.hasOwn(one, tagKey))
  const [, nonce] = /\btripline-heartbeat\/(\S+)/.exec(text(userAgent)) ?? []
  return [listed?.value, listed?.Value, mapped?.[tagKey], nonce]
    .map(timeIn)
    .find((ms) => ms !== undefined)
}

const text = (value: Json | undefined): string => (typeof value === 'string' ? value : '')

function timeIn(nonce: Json | undefined): number | undefined {
  const [, sentMs] = /^(\d{13})-/.exec(text(nonce)) ?? []
  if (sentMs !== undefined) return Number(sentMs)
  const dueMs = /^\d{4}-\d\d-\d\dT/.test(text(nonce)) ? Date.parse(text(nonce)) : Number.NaN
  return Number.isNaN(dueMs) ? undefined : dueMs
}
