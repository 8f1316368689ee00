/**
 * What a set of events owes by the language: each event counted anew, with all events before it, and
 * nothing carried along. It shares no code with the run.
 */
import type { Sighting } from '../../../src/engine/memory/run.ts'
import type { Step } from '../../../src/engine/memory/steps.ts'

/** One event of a key; `what` has the values that a threshold counts, or is the value of a dedup. */
export interface Moment {
  readonly id: string
  readonly atMs: number
  readonly what: readonly string[]
}

export interface Fire {
  readonly id: string
  /** 0 an episode begins or has a new value, 10, 100, … so many repeats, -100, … so many new values. */
  readonly due: number
}

/** Ids of a moment as memories want them, in no order that anybody chose. */
export const idOf = (number: number): string =>
  Math.imul(number + 1, 0x9e3779b1)
    .toString(16)
    .replace('-', '')
    .padStart(8, '0')
    .repeat(2)

export const sightingOf = ({ id, atMs, what }: Moment, step: Step): Sighting => ({
  id,
  atMs,
  values: valuesOf(what, step).map((text) => text.padStart(16, '0')),
})

function valuesOf(what: readonly string[], step: Step): string[] {
  if (step.kind === 'dedup') return step.new.length > 0 ? [newValueOf(what)] : []
  return step.kind === 'threshold' && step.distinct !== undefined
    ? [...new Set(what)].slice(0, step.count)
    : []
}

/** The value of a dedup: the set of what an event has, whatever its order. */
export const newValueOf = (what: readonly string[]): string => [...new Set(what)].sort().join('')

/** By time, those of one moment by id. */
export const sorted = (moments: readonly Moment[]): Moment[] =>
  moments.toSorted((one, other) => one.atMs - other.atMs || (one.id < other.id ? -1 : 1))

/** What falls due, whatever order the events are given in. */
export function firesOf(step: Step, moments: readonly Moment[]): Fire[] {
  const ordered = sorted(moments)
  return ordered.flatMap(({ id }, index) => {
    const due = dueAt(step, ordered, index)
    return due === undefined ? [] : [{ id, due }]
  })
}

function dueAt(step: Step, ordered: readonly Moment[], index: number): number | undefined {
  switch (step.kind) {
    case 'first-seen': {
      const before = ordered.slice(0, index)
      const atMs = ordered[index]?.atMs ?? 0
      return before.some((moment) => atMs - moment.atMs <= step.windowMs) ? undefined : 0
    }
    case 'threshold': {
      const isReached = isInEpisode(step, ordered.slice(0, index + 1))
      const wasReached = index > 0 && isInEpisode(step, ordered.slice(0, index))
      return isReached && !wasReached ? 0 : undefined
    }
    case 'dedup': {
      const group = ordered.slice(firstOf(step.windowMs, ordered, index), index + 1)
      const values = group.map(({ what }) => (step.new.length > 0 ? newValueOf(what) : ''))
      const newValues = new Set(values).size - 1
      if (!values.slice(0, -1).includes(values.at(-1) ?? '')) {
        if (step.maxNew === null || newValues <= step.maxNew) return 0
        return [100, 1000, 10_000].includes(newValues) ? -newValues : undefined
      }
      const repeats = group.length - new Set(values).size
      return [10, 100, 1000, 10_000].includes(repeats) ? repeats : undefined
    }
  }
}

/** The first event of the group of an event; a group is what lies in the window after its first. */
function firstOf(windowMs: number, ordered: readonly Moment[], index: number): number {
  let first = 0
  for (;;) {
    const sinceMs = ordered[first]?.atMs ?? 0
    const next = ordered.findIndex(({ atMs }, at) => at > first && atMs - sinceMs > windowMs)
    if (next < 0 || next > index) return first
    first = next
  }
}

/**
 * The episodes of a set of events by the reference alone: each begins with a fire of `0`, and what
 * belongs to it is what the definition of its step says.
 */
export function episodesOf(step: Step, moments: readonly Moment[]): (readonly Moment[])[] {
  const ordered = sorted(moments)
  // A new value announces something, and begins no episode.
  const starting = step.kind === 'dedup' ? { ...step, new: [] } : step
  const begins = new Set(
    firesOf(starting, ordered)
      .filter(({ due }) => due === 0)
      .map(({ id }) => id),
  )
  const episodes: Moment[][] = []
  for (const [index, moment] of ordered.entries()) {
    if (begins.has(moment.id)) episodes.push([moment])
    else if (isInEpisode(step, ordered.slice(0, index + 1))) episodes.at(-1)?.push(moment)
  }
  return episodes
}

/** Counted anew for the last of these events: whether the threshold is reached there. */
function isInEpisode(step: Step, until: readonly Moment[]): boolean {
  if (step.kind !== 'threshold') return true
  const atMs = until.at(-1)?.atMs ?? 0
  const near = until.filter((moment) => atMs - moment.atMs <= step.windowMs)
  const count =
    step.distinct === undefined ? near.length : new Set(near.flatMap(({ what }) => what)).size
  return count >= step.count
}
