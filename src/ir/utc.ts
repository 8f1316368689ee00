/**
 * A date and a clock time without a time zone: `2026-05-14T10:00:00`, `2026-05-14 10:00:00.000`.
 */
const zoneless = /^\s*\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?\s*$/

/**
 * Parses a time into milliseconds since 1970, or NaN if the text is not a time. A time without a
 * zone is UTC, as AWS writes it. `Date.parse` alone would use the time zone of the machine.
 */
export const utcMs = (time: string): number =>
  Date.parse(
    !time.endsWith('Z') && zoneless.test(time) ? `${time.trim().replace(' ', 'T')}Z` : time,
  )
