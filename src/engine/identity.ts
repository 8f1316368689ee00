/** Which deliveries are one event, what an event is about, and when it happened. */
import type { Event } from '../ir/event.ts'
import { isObject, type Json } from '../ir/json.ts'
import { utcMs } from '../ir/utc.ts'
import { findingIdentity } from './finding-identity.ts'
import { healthIdentity } from './health-identity.ts'

/**
 * The same text for every copy of one event. AWS delivers at least once, and some events have copies
 * under other ids:
 *
 * - A late or corrected copy names the first in `addendum.originalEventID`.
 * - The caller's and the owner's account each get a copy of one call. The copies have ids of their own
 *   and one `sharedEventID`. Late copies have it as well, so it is looked at first.
 * - The start and the end of an Insights incident share that id too, and are two events.
 * - A finding is delivered in the account and region it is about and again where an organization
 *   gathers its findings. It is another event when it was updated.
 * - An event of AWS Health is delivered again in a backup region.
 *
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
 */
export function identityOf(event: Event): string {
  const { record, envelope } = event
  const eventId = text(record.eventID) ?? text(envelope.id)
  return copiedIdentityOf(event) ?? eventId ?? JSON.stringify([envelope, record])
}

/** The part of an identity that copies under other ids share; undefined if the event names no such copies. */
export function copiedIdentityOf(event: Event): string | undefined {
  const { record, envelope } = event
  const shared = text(record.sharedEventID)
  if (isObject(record.insightDetails)) {
    const state = text(record.insightDetails.state) ?? ''
    return `${shared ?? text(record.eventID) ?? text(envelope.id) ?? ''}/${state}`
  }
  const finding = findingIdentity(event)
  if (finding !== undefined) return JSON.stringify([finding.account, finding.id, ...finding.update])
  const health = healthIdentity(event)
  if (health !== undefined) return JSON.stringify([health.account, health.arn, ...health.update])
  return shared ?? (isObject(record.addendum) ? text(record.addendum.originalEventID) : undefined)
}

/** The subject of an event: the incident that it begins or ends, the finding or Health event that it updates, or the event itself. */
export function subjectOf(event: Event): string {
  const finding = findingIdentity(event)
  if (finding !== undefined) return JSON.stringify([finding.account, finding.id])
  const health = healthIdentity(event)
  if (health !== undefined) return JSON.stringify([health.account, health.arn])
  return identityOf(event).replace(/\/(?:Start|End)$/, '')
}

/**
 * The CloudTrail Insights incident that an event starts or ends; undefined for any other event. `id`
 * is the same in the start and the end.
 */
export function incidentOf({
  record,
}: Event): { readonly id: string; readonly isEnd: boolean } | undefined {
  const { insightDetails, sharedEventID } = record
  if (!isObject(insightDetails) || typeof sharedEventID !== 'string') return undefined
  return { id: sharedEventID, isEnd: insightDetails.state === 'End' }
}

/**
 * When an event happened, in milliseconds since 1970: by the event, else by its envelope; 0 where
 * neither has a time between 1970 and 9999.
 */
export const timeOf = ({ record, envelope }: Event): number =>
  [record.eventTime, envelope.time]
    .map((time) => utcMs(text(time) ?? ''))
    .find((atMs) => atMs >= 0 && atMs <= latestMs) ?? 0

/** The end of the year 9999. */
const latestMs = 253_402_300_799_999

const text = (value: Json | undefined): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined
