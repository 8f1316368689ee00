/** Which deliveries are one event, and when it happened. */
import type { Event } from '../ir/event.ts'
import { isObject, type Json } from '../ir/json.ts'

/**
 * The same for every copy of one event. AWS delivers at least once; a late or corrected copy names
 * the first in `addendum.originalEventID`; the caller's and the owner's account each get a copy of
 * one call, with ids of their own and one `sharedEventID`, which their late copies have as well and
 * which is therefore asked first. The start and the end of an Insights incident share that id too,
 * and are two events.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
 */
export function identityOf({ record, envelope }: Event): string {
  const shared = text(record.sharedEventID)
  if (isObject(record.insightDetails)) {
    const state = text(record.insightDetails.state) ?? ''
    return `${shared ?? text(record.eventID) ?? text(envelope.id) ?? ''}/${state}`
  }
  const original = isObject(record.addendum) ? text(record.addendum.originalEventID) : undefined
  return (
    shared ??
    original ??
    text(record.eventID) ??
    text(envelope.id) ??
    JSON.stringify([envelope, record])
  )
}

/** Whether it says that an Insights incident, whose start was an event of its own, is over. */
export const isEnd = ({ record }: Event): boolean =>
  isObject(record.insightDetails) && record.insightDetails.state === 'End'

/** Milliseconds since 1970, by the event; 0 where it does not say, or says what no clock of AWS shows. */
export function timeOf({ record, envelope }: Event): number {
  const atMs = Date.parse(text(record.eventTime) ?? text(envelope.time) ?? '')
  return atMs >= 0 && atMs <= latestMs ? atMs : 0
}

/** The end of the year 9999. */
const latestMs = 253_402_300_799_999

const text = (value: Json | undefined): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined
