/**
 * The dead-man's switch, on its way back: every few minutes a rule of each region is tagged, CloudTrail
 * records the call, and here the record arrives by the way that every event takes. Its nonce says
 * when the call was made.
 */
import type { Event } from '../ir/event.ts'
import { isObject, type Json, type JsonObject } from '../ir/json.ts'

export interface Heartbeat {
  /** The member of a hub whose way was tried; null for the account itself. */
  readonly account: string | null
  readonly region: string
  /** From the call until now. */
  readonly latencyMs: number
}

/** The key of the tag. Its value is `<milliseconds since 1970>-<random>`, of a schedule the time it was due. */
const tagKey = 'tripline:heartbeat'

/**
 * Undefined for every other event. Only a session of the heartbeat's own role counts: somebody else
 * who sets the tag must not be able to keep a broken path looking alive, nor to hide a call. Members
 * of a hub have a role of that name each.
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

/** The role behind a session. */
function issuerOf(identity: Json | undefined): Json | undefined {
  const context = isObject(identity) ? identity.sessionContext : undefined
  const issuer = isObject(context) ? context.sessionIssuer : undefined
  return isObject(issuer) ? issuer.arn : undefined
}

/**
 * From the tag; where the record hides or leaves out its value, from the user agent, which the function
 * writes the nonce into as well. No sample of such a record is published, so the tag is taken in
 * every form in which AWS's services record theirs.
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
  const [, said] = /\btripline-heartbeat\/(\S+)/.exec(text(userAgent)) ?? []
  return [listed?.value, listed?.Value, mapped?.[tagKey], said]
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
