/**
 * What a rule remembers between events: whether a combination was seen before, how many events lie
 * in a window, how often an alert was repeated. Time is the events' own.
 */
import type { Event } from '../ir/event.ts'
import type { Path } from '../ir/path.ts'
import type { Recurrence, Rule, Threshold } from '../ir/rule.ts'
import { valuesOf } from './evaluate.ts'

/** One alert to send: how many events stand behind it. */
export interface Firing {
  readonly count: number
}

/** Takes the matching events of one rule in the order of their time and says which make an alert. */
export function remember(rule: Rule): (event: Event, atMs: number) => Firing | undefined {
  const isNew = rule.firstSeen ? firstSeen(rule.firstSeen) : undefined
  const reached = rule.threshold ? thresholds(rule.threshold) : undefined
  const repeated = rule.dedup ? repeats(rule.dedup) : undefined
  return (event, atMs) => {
    if (isNew && !isNew(event, atMs)) return undefined
    const count = reached ? reached(event, atMs) : 1
    if (count === undefined) return undefined
    return repeated ? repeated(event, atMs, count) : { count }
  }
}

/** Events with the same values at these paths share a key; an absent path is a value of its own. */
const keyOf = (event: Event, by: readonly Path[]): string =>
  JSON.stringify(by.map((path) => [...new Set(valuesOf(event, path))].sort()))

/** Each sighting counts from then on: a combination is new again after `windowMs` without it. */
function firstSeen({ by, windowMs }: Recurrence) {
  const lastMs = new Map<string, number>()
  return (event: Event, atMs: number): boolean => {
    const key = keyOf(event, by)
    const last = lastMs.get(key)
    lastMs.set(key, atMs)
    return last === undefined || atMs - last > windowMs
  }
}

/**
 * Fires when the count is reached and not again before it fell below: a burst of a thousand is one
 * alert. Only the last `count` events (or values) of a key can matter, so no more are kept.
 */
function thresholds({ count, windowMs, by, distinct }: Threshold) {
  const windows = new Map<string, { latest: Map<unknown, number>; reached: boolean }>()
  let serial = 0
  return (event: Event, atMs: number): number | undefined => {
    const key = keyOf(event, by)
    const window = windows.get(key) ?? { latest: new Map<unknown, number>(), reached: false }
    windows.set(key, window)
    const values = distinct === undefined ? [serial++] : valuesOf(event, distinct)
    for (const value of values) {
      window.latest.delete(value)
      window.latest.set(value, atMs)
    }
    for (const [value, seenMs] of window.latest) {
      if (atMs - seenMs <= windowMs && window.latest.size <= count) break
      window.latest.delete(value)
    }
    const before = window.reached
    window.reached = window.latest.size >= count
    return window.reached && !before ? window.latest.size : undefined
  }
}

/** The first at once; then silence for `windowMs`, broken at 10, 100, 1000, … repeats. */
function repeats({ by, windowMs }: Recurrence) {
  const groups = new Map<string, { sinceMs: number; repeats: number }>()
  return (event: Event, atMs: number, count: number): Firing | undefined => {
    const key = keyOf(event, by)
    const group = groups.get(key)
    if (group === undefined || atMs - group.sinceMs > windowMs) {
      groups.set(key, { sinceMs: atMs, repeats: 0 })
      return { count }
    }
    group.repeats++
    return isPowerOfTen(group.repeats) ? { count: group.repeats + 1 } : undefined
  }
}

const isPowerOfTen = (repeats: number): boolean => repeats >= 10 && /^10+$/.test(String(repeats))
