/**
 * Which announcements the episodes of a memory have made, and which they still have to make.
 *
 * The start of an episode, a number of repeats and a number of new values are announced once in an
 * episode. Each value of a dedup is announced once in an episode by an event that has this value, and
 * only when that event arrives: the alert shows the event, so no other event can make it. An event
 * that arrived before was announced then, or its value was, in the episode that it had at that time.
 */
import { bitOf } from './due-bits.ts'
import type { Place, Sighting, WindowState } from './run.ts'

/** The settled part of a memory: its last state, and the announcements of the episode open there as bits. */
export interface Settled {
  readonly state: WindowState
  readonly announced: number
}

/** Starts with the settled part. The values of its open episode count as announced. */
export function announcedIn(settled: Settled | undefined) {
  const bits = new Map([[0, settled?.announced ?? 0]])
  const open = settled?.state.episode?.values ?? []
  const values = new Set(open.map((value) => keyOf(0, value)))

  /** Adds the announcements that an event of an episode made, as bits. */
  const add = (episode: number, { values: [value = ''] }: Sighting, made: number): void => {
    bits.set(episode, (bits.get(episode) ?? 0) | made)
    if ((made & bitOf(0)) !== 0) values.add(keyOf(episode, value))
  }

  /** What an event at its place has to announce. */
  const missing = (
    episode: number,
    { values: [value = ''] }: Sighting,
    { due, isStart, owes }: Place,
    isFresh: boolean,
  ): number[] => {
    const made = bits.get(episode) ?? 0
    const isMade = (each: number): boolean => (made & bitOf(each)) !== 0
    const isNews = owes === 'event' || (owes === 'value' && !values.has(keyOf(episode, value)))
    const isStarting = isStart && !isMade(0)
    const isNumber = due !== null && due !== 0 && !isMade(due)
    return [...(isStarting || (isFresh && isNews) ? [0] : []), ...(isNumber ? [due] : [])]
  }

  return { add, missing }
}

const keyOf = (episode: number, value: string): string => `${episode}/${value}`
