/** Formats numbers and times for the page. */

export const countOf = (count: number): string => count.toLocaleString('en-US')

/** `2026-10-14 03:15:07` from an ISO 8601 time; any other text is returned unchanged. */
export const dayAndTime = (iso: string): string =>
  /^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(iso) ? iso.slice(0, 19).replace('T', ' ') : iso

/** `4 s`, `3 min 5 s`, `2 h 10 min`. */
export function durationOf(ms: number): string {
  const seconds = Math.round(ms / 1000)
  if (seconds < 60) return `${seconds} s`
  const minutes = Math.floor(seconds / 60)
  if (minutes < 60)
    return seconds % 60 === 0 ? `${minutes} min` : `${minutes} min ${seconds % 60} s`
  const hours = Math.floor(minutes / 60)
  return minutes % 60 === 0 ? `${hours} h` : `${hours} h ${minutes % 60} min`
}
