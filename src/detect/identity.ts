/** Which deliveries are one event, and when it happened. */
import { findingIn } from '../alert/finding.ts'
import type { Event } from '../ir/event.ts'
import { isObject, type Json } from '../ir/json.ts'

/**
 * The same for every copy of one event. AWS delivers at least once; a late or corrected copy names
 * the first in `addendum.originalEventID`; the caller's and the owner's account each get a copy of
 * one call, with ids of their own and one `sharedEventID`, which their late copies have as well and
 * which is therefore asked first. The start and the end of an Insights incident share that id too,
 * and are two events. A finding is delivered in the account and region it is about and again where
 * an organization gathers its findings; it is another event when it was updated.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
 */
export function identityOf({ record, envelope }: Event): string {
  const shared = text(record.sharedEventID)
  if (isObject(record.insightDetails)) {
    const state = text(record.insightDetails.state) ?? ''
    return `${shared ?? text(record.eventID) ?? text(envelope.id) ?? ''}/${state}`
  }
  const finding = findingIn({ record, envelope })
  if (finding !== undefined) return JSON.stringify([finding.account, finding.id, ...finding.update])
  const original = isObject(record.addendum) ? text(record.addendum.originalEventID) : undefined
  return (
    shared ??
    original ??
    text(record.eventID) ??
    text(envelope.id) ??
    JSON.stringify([envelope, record])
  )
}

/** What an event is about besides itself: the incident it begins or ends, the finding it updates. */
export function subjectOf(event: Event): string {
  const finding = findingIn(event)
  if (finding !== undefined) return JSON.stringify([finding.account, finding.id])
  return identityOf(event).replace(/\/(?:Start|End)$/, '')
}

/** Whether it says that an Insights incident, whose start was an event of its own, is over. */
export const isEnd = ({ record }: Event): boolean =>
  isObject(record.insightDetails) && record.insightDetails.state === 'End'

/** Milliseconds since 1970, by the event, else by its envelope; 0 where neither says what a clock of AWS shows. */
export const timeOf = ({ record, envelope }: Event): number =>
  [record.eventTime, envelope.time]
    .map((time) => Date.parse(text(time) ?? ''))
    .find((atMs) => atMs >= 0 && atMs <= latestMs) ?? 0

/** The end of the year 9999. */
const latestMs = 253_402_300_799_999

const text = (value: Json | undefined): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined
