/**
 * One stage's run over events in the order of their time, from any point at which an earlier run
 * stopped. It finds what `remember` of src/engine/history.ts finds, and says for each event which
 * *episode* it is part of: a chain of sightings without a gap (first-seen), a time during which the
 * threshold was reached, a group of repeats (dedup).
 */
import type { Stage } from './stage.ts'

/** One event of a key. */
export interface Sighting {
  /** 16 hexadecimal digits of a digest of the event's identity. */
  readonly id: string
  readonly atMs: number
  /** For a threshold of distinct values: those of the event, each as 16 digits of its digest. */
  readonly values: readonly string[]
}

/** How far a run came: enough to go on from there. */
export interface Standing {
  /** When the last event was. */
  readonly atMs: number
  readonly id: string
  /** The episode that is not over; null outside one. */
  readonly episode: { readonly sinceMs: number; readonly repeats: number } | null
  /** What a threshold counts, each value with its latest sighting, the oldest first. */
  readonly window: readonly (readonly [value: string, seenMs: number])[]
}

export interface Place {
  /** Counts the episodes of this run; 0 is the one that was not over at its start. Null outside any. */
  readonly episode: number | null
  /** What falls due at this event: `0` an episode begins, `10`, `100`, … so many repeats. */
  readonly due: number | null
}

export interface Reckoning {
  readonly step: (sighting: Sighting) => Place
  /** After the last step; undefined where nothing was seen yet. */
  readonly standing: () => Standing | undefined
}

export function reckon(stage: Stage, from: Standing | undefined): Reckoning {
  let last = from && { atMs: from.atMs, id: from.id }
  let episode = from?.episode ?? null
  let ordinal = 0
  const window = new Map(from?.window)

  const begin = (atMs: number): Place => {
    episode = { sinceMs: atMs, repeats: 0 }
    ordinal++
    return { episode: ordinal, due: 0 }
  }
  const proceed = (): Place => ({ episode: ordinal, due: null })

  const firstSeen = (atMs: number, windowMs: number): Place =>
    episode === null || last === undefined || atMs - last.atMs > windowMs ? begin(atMs) : proceed()

  const threshold = ({ id, atMs, values }: Sighting, of: Stage & { kind: 'threshold' }): Place => {
    for (const value of of.distinct === undefined ? [id] : values) {
      window.delete(value)
      window.set(value, atMs)
    }
    for (const [value, seenMs] of window) {
      if (atMs - seenMs <= of.windowMs && window.size <= of.count) break
      window.delete(value)
    }
    if (window.size >= of.count) return episode === null ? begin(atMs) : proceed()
    episode = null
    return { episode: null, due: null }
  }

  const dedup = (atMs: number, windowMs: number): Place => {
    if (episode === null || atMs - episode.sinceMs > windowMs) return begin(atMs)
    const repeats = episode.repeats + 1
    episode = { ...episode, repeats }
    return { episode: ordinal, due: isPowerOfTen(repeats) ? repeats : null }
  }

  const place = (sighting: Sighting): Place => {
    switch (stage.kind) {
      case 'first-seen':
        return firstSeen(sighting.atMs, stage.windowMs)
      case 'threshold':
        return threshold(sighting, stage)
      case 'dedup':
        return dedup(sighting.atMs, stage.windowMs)
    }
  }

  return {
    step: (sighting) => {
      const found = place(sighting)
      last = sighting
      return found
    },
    standing: () => last && { atMs: last.atMs, id: last.id, episode, window: [...window] },
  }
}

const isPowerOfTen = (repeats: number): boolean => repeats >= 10 && /^10+$/.test(String(repeats))

/** The order of events: by time, those of one moment by id, so that it is the same whoever sorts. */
export const inOrder = (
  one: Pick<Sighting, 'atMs' | 'id'>,
  other: Pick<Sighting, 'atMs' | 'id'>,
): number => one.atMs - other.atMs || (one.id < other.id ? -1 : one.id > other.id ? 1 : 0)
