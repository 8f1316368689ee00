/** Parses the times of events with care, because an event is untrusted input. */
import { utcMs } from '../ir/utc.ts'

/** Milliseconds since 1970; undefined for a text that is no ISO 8601 time of a day. */
export function instantMs(time: string | null): number | undefined {
  if (time === null || !/^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(time) || time.length > 35)
    return undefined
  const ms = utcMs(time)
  return Number.isNaN(ms) ? undefined : ms
}

/** `2026-10-14T03:19:00.000Z` */
export const isoOf = (ms: number): string => new Date(ms).toISOString()

/** `2026-10-14 03:19:00 UTC` */
export const clockOf = (ms: number): string => `${isoOf(ms).slice(0, 19).replace('T', ' ')} UTC`
