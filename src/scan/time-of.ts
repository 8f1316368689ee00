import type { Event } from '../ir/event.ts'

/** When an event happened, in milliseconds since 1970; 0 for one without a time. */
export function timeOf({ record, envelope }: Event): number {
  const written = typeof record.eventTime === 'string' ? record.eventTime : envelope.time
  const atMs = typeof written === 'string' ? Date.parse(written) : Number.NaN
  return Number.isNaN(atMs) ? 0 : atMs
}
