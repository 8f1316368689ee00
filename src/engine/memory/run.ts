/**
 * One step's run over the events of one key in the order of their time. This is the meaning of
 * `first-seen`, `threshold` and `dedup`: `replay` runs over a history as it is, and Lambda's memory
 * (memory.ts) runs over what arrived so far.
 *
 * For each event a run finds which *episode* the event belongs to: a chain of sightings without a
 * gap (first-seen), a time during which the threshold was reached, or a group of repeats (dedup).
 */
import { type EpisodeValues, noValues, ordinalOf, reportOf } from './new-values.ts'
import type { Step } from './steps.ts'

/** One event of a key. */
export interface Sighting {
  /** 16 hexadecimal digits of a digest of the event's identity. */
  readonly id: string
  /** Milliseconds since 1970. */
  readonly atMs: number
  /**
   * For a threshold of distinct values: those of the event. For a dedup with `new`: one, all of what
   * the event has at these paths. Each is 16 digits of a digest.
   */
  readonly values: readonly string[]
}

/** The state of a run as data, from which it can continue. */
export interface WindowState {
  /** When the last event was, in milliseconds since 1970. */
  readonly atMs: number
  readonly id: string
  /** The open episode; null outside one. */
  readonly episode: EpisodeState | null
  /** What a threshold counts, each value with its latest sighting, the oldest first. */
  readonly window: readonly (readonly [value: string, seenMs: number])[]
}

/** An open episode as data. */
export interface EpisodeState {
  readonly sinceMs: number
  readonly repeats: number
  /** Of a dedup: the values that occurred, in order of time, `maxValues` at most. */
  readonly values: readonly string[]
  /** Of a dedup: how many events had another value when `values` was full. */
  readonly untracked: number
}

/** The result of a run for one event. */
export interface Place {
  /** Number of the episode in this run; 0 is one that was open at its start. Null outside any. */
  readonly episode: number | null
  /**
   * The announcement that is due at this event: `0` an episode begins or has a new value, `10`,
   * `100`, … so many repeats, `-100`, `-1000`, … so many new values.
   */
  readonly due: number | null
  /** Whether the episode begins at this event. */
  readonly isStart: boolean
  /**
   * Of a dedup: what must be reported at once in the episode, by this event or another: the value of
   * this event, or this event itself because its value cannot be remembered.
   */
  readonly owes: 'value' | 'event' | null
}

/** A run in progress, changed in place by `advance`. Flat and small: a replay has one for each key. */
export interface Run {
  /** When the last event was. */
  atMs: number
  /** Start of the open episode; undefined outside one. */
  sinceMs: number | undefined
  repeats: number
  /** Only of a dedup with `new`, in an open episode. */
  values: EpisodeValues | undefined
  /** How many episodes began in this run. */
  ordinal: number
  /** Only of a threshold. */
  window: Map<string, number> | undefined
}

/** A run that continues another from its last state; a new run if there is no state. */
export const startRun = (from?: Omit<WindowState, 'id'>): Run => ({
  atMs: from?.atMs ?? 0,
  sinceMs: from?.episode?.sinceMs,
  repeats: from?.episode?.repeats ?? 0,
  values: from?.episode ? valuesFrom(from.episode) : undefined,
  ordinal: 0,
  window: from && from.window.length > 0 ? new Map(from.window) : undefined,
})

/** The state of a run after an event. The run does not keep the id of the event. */
export function stateOf({ atMs, sinceMs, repeats, values, window }: Run, id: string): WindowState {
  const { ordinals, untracked } = values ?? noValues()
  return {
    atMs,
    id,
    episode:
      sinceMs === undefined ? null : { sinceMs, repeats, values: [...ordinals.keys()], untracked },
    window: [...(window ?? [])],
  }
}

const valuesFrom = ({ values, untracked }: EpisodeState): EpisodeValues => ({
  ordinals: new Map(values.map((value, ordinal) => [value, ordinal])),
  untracked,
})

/** How many events, or distinct values, a threshold counts at the last event: its `count` at most. */
export const countedIn = ({ window }: Run): number => window?.size ?? 0

/** Adds the next event of the key, which must not be earlier than the last one. */
export function advance(run: Run, step: Step, sighting: Sighting): Place {
  const place = placeOf(run, step, sighting)
  run.atMs = sighting.atMs
  return place
}

function placeOf(run: Run, step: Step, sighting: Sighting): Place {
  const { atMs } = sighting
  switch (step.kind) {
    case 'first-seen': {
      const isNew = run.sinceMs === undefined || atMs - run.atMs > step.windowMs
      return isNew ? begin(run, atMs) : proceed(run)
    }
    case 'threshold': {
      if (countIn(run, step, sighting) >= step.count)
        return run.sinceMs === undefined ? begin(run, atMs) : proceed(run)
      run.sinceMs = undefined
      return outside
    }
    case 'dedup': {
      const isStart = run.sinceMs === undefined || atMs - run.sinceMs > step.windowMs
      if (isStart) begin(run, atMs)
      return placeInGroup(run, step, sighting.values[0], isStart)
    }
  }
}

const outside: Place = { episode: null, due: null, isStart: false, owes: null }

function begin(run: Run, atMs: number): Place {
  run.sinceMs = atMs
  run.repeats = 0
  run.values = undefined
  run.ordinal++
  return { episode: run.ordinal, due: 0, isStart: true, owes: null }
}

const proceed = ({ ordinal }: Run): Place => ({
  episode: ordinal,
  due: null,
  isStart: false,
  owes: null,
})

/** The place of an event in the open group of a dedup. Without `new` all events have one value. */
function placeInGroup(
  run: Run,
  { maxNew }: Step & { kind: 'dedup' },
  value: string | undefined,
  isStart: boolean,
): Place {
  run.values ??= value === undefined ? undefined : noValues()
  const { ordinal, isKnown, isTracked } =
    run.values === undefined || value === undefined
      ? { ordinal: 0, isKnown: !isStart, isTracked: true }
      : ordinalOf(value, run.values)
  if (isKnown) run.repeats++
  const report = reportOf(ordinal, maxNew)
  const isDueRepeat = isKnown && isPowerOfTen(run.repeats)
  return {
    episode: run.ordinal,
    due: isKnown ? (isDueRepeat ? run.repeats : null) : report,
    isStart,
    owes: value === undefined || report !== 0 ? null : isTracked ? 'value' : 'event',
  }
}

/** How many events, or distinct values, are in the window. No more than `count` are kept, because more do not matter. */
function countIn(
  run: Run,
  { count, windowMs, distinct }: Step & { kind: 'threshold' },
  { id, atMs, values }: Sighting,
): number {
  run.window ??= new Map()
  const { window } = run
  for (const value of distinct === undefined ? [id] : values) {
    window.delete(value)
    window.set(value, atMs)
  }
  for (const [value, seenMs] of window) {
    if (atMs - seenMs <= windowMs && window.size <= count) break
    window.delete(value)
  }
  return window.size
}

const isPowerOfTen = (repeats: number): boolean => repeats >= 10 && /^10+$/.test(String(repeats))

/** The order of events: by time, and events of one moment by id, so that every sort has the same result. */
export const inOrder = (
  one: Pick<Sighting, 'atMs' | 'id'>,
  other: Pick<Sighting, 'atMs' | 'id'>,
): number => one.atMs - other.atMs || (one.id < other.id ? -1 : one.id > other.id ? 1 : 0)
