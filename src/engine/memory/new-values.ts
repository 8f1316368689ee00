/** The values of one episode of a dedup, and which of them are reported. */

/**
 * How many values of an episode are remembered. Every event with a value beyond them counts as one
 * with a new value: it may be reported more than once, and is never taken for a repeat.
 */
export const maxValues = 1000

export interface EpisodeValues {
  /** The number of each value in the order of time; `0` is the value of the first event. */
  readonly ordinals: Map<string, number>
  /** How many events had another value when `ordinals` was full. */
  untracked: number
}

export const noValues = (): EpisodeValues => ({ ordinals: new Map(), untracked: 0 })

/** The number of a value in its episode. Adds the value if it is new. */
export function ordinalOf(value: string, values: EpisodeValues) {
  const { ordinals, untracked } = values
  const known = ordinals.get(value)
  if (known !== undefined) return { ordinal: known, isKnown: true, isTracked: true }
  const ordinal = ordinals.size + untracked
  const isTracked = ordinals.size < maxValues
  if (isTracked) ordinals.set(value, ordinal)
  else values.untracked++
  return { ordinal, isKnown: false, isTracked }
}

/**
 * The report that the value with this number is due: `0` at once, `-100`, `-1000`, … as a report of
 * so many new values, null none.
 */
export function reportOf(ordinal: number, maxNew: number | null): number | null {
  if (maxNew === null || ordinal <= maxNew) return 0
  return ordinal >= 100 && /^10+$/.test(String(ordinal)) ? -ordinal : null
}
