/**
 * The dead-man's switch, on its way back: every few minutes the function `heartbeat` tags a rule of
 * each region, CloudTrail records the call, and here the record arrives by the way that every event
 * takes. Its tag says when the call was made.
 */
import type { Event } from '../ir/event.ts'
import { isObject, type Json } from '../ir/json.ts'

export interface Heartbeat {
  readonly region: string
  /** From the call until now. */
  readonly latencyMs: number
}

/** The key of the tag; its value is `<milliseconds since 1970>-<random>`. */
const tagKey = 'tripline:heartbeat'

/**
 * Undefined for every other event. Only a session of the role of the function counts: somebody else
 * who sets the tag must not be able to keep a broken path looking alive, nor to hide a call.
 */
export function heartbeatIn(
  { record, envelope }: Event,
  roleArn: string,
  nowMs: number,
): Heartbeat | undefined {
  if (envelope.source !== 'aws.events' || record.eventName !== 'TagResource') return undefined
  if (issuerOf(record.userIdentity) !== roleArn) return undefined
  const asked = isObject(record.requestParameters) ? record.requestParameters.tags : undefined
  const nonce = (Array.isArray(asked) ? asked : [])
    .filter(isObject)
    .find(({ key }) => key === tagKey)?.value
  const [, sentMs] = (typeof nonce === 'string' && /^(\d{13})-/.exec(nonce)) || []
  if (sentMs === undefined || typeof envelope.region !== 'string') return undefined
  return { region: envelope.region, latencyMs: Math.max(0, nowMs - Number(sentMs)) }
}

/** The role behind a session. */
function issuerOf(identity: Json | undefined): Json | undefined {
  const context = isObject(identity) ? identity.sessionContext : undefined
  const issuer = isObject(context) ? context.sessionIssuer : undefined
  return isObject(issuer) ? issuer.arn : undefined
}
