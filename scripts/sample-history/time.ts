/** The one day the sample covers, and the ways CloudTrail writes a time. Times are epoch seconds. */

const MIDNIGHT = Date.UTC(2026, 9, 14) / 1000

/** `clock('02:41:07')` or `clock('02:41')`: that moment of the sample's day, in UTC. */
export function clock(text: string): number {
  const [hours = 0, minutes = 0, seconds = 0] = text.split(':').map(Number)
  return MIDNIGHT + hours * 3600 + minutes * 60 + seconds
}

/** `2026-10-14T02:41:07Z` */
export const iso = (at: number): string => `${new Date(at * 1000).toISOString().slice(0, 19)}Z`

/** `20261014T0241Z`, as in the name of a log file. */
export const compact = (at: number): string => `${iso(at).slice(0, 16).replaceAll(/[-:]/g, '')}Z`

/** `20261014T024107Z`, as in the name of a digest file. */
export const compactSeconds = (at: number): string => iso(at).replaceAll(/[-:]/g, '')

/** `2026/10/14` */
export const folder = (at: number): string => iso(at).slice(0, 10).replaceAll('-', '/')

const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ')

/**
 * `Oct 14, 2026, 2:41:07 AM`: how IAM, STS and KMS put dates into responseElements. By hand,
 * because what `toLocaleString` prints depends on the engine's ICU version.
 */
export function spoken(at: number): string {
  const date = new Date(at * 1000)
  const hours = date.getUTCHours()
  const rest = iso(at).slice(13, 19)
  const day = `${MONTHS[date.getUTCMonth()]} ${date.getUTCDate()}, ${date.getUTCFullYear()}`
  return `${day}, ${hours % 12 || 12}${rest} ${hours < 12 ? 'AM' : 'PM'}`
}
