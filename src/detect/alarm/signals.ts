/**
 * Which of the events that were read are each worth an alert, before anything is known about what
 * was told already: every one, or, with a `threshold`, every burst.
 *
 * It is the step `threshold` of the engine without `by` and `distinct`, which no alarm can count and no rule
 * with a metric filter therefore has, but it also says how far a burst goes. More events can only
 * make bursts longer or join them, so a burst of which any event was told is one that was told, in
 * whatever order the log delivers.
 */
import type { Event } from '../../ir/event.ts'
import type { Threshold } from '../../ir/rule.ts'

/** An event that the rule asks for, as the log had it. */
export interface Seen {
  readonly event: Event
  /** The event's identity, shortened. */
  readonly id: string
  /** The event's own time. */
  readonly atMs: number
  /** The time the log gave it. */
  readonly loggedMs: number
}

export interface Signal {
  /** The event that made it one: the first of a burst that reaches the threshold. */
  readonly at: Seen
  /** All events behind it, in order of time. */
  readonly events: readonly Seen[]
  /** Those from which on the threshold was reached: a burst is known by them. */
  readonly known: readonly Seen[]
}

/** `seen` in order of time. */
export function signals(seen: readonly Seen[], threshold: Threshold | undefined): Signal[] {
  if (threshold === undefined)
    return seen.map((each) => ({ at: each, events: [each], known: [each] }))
  const found: { at: Seen; events: Seen[]; known: Seen[] }[] = []
  let isReached = false
  let from = 0
  for (const [index, each] of seen.entries()) {
    while (each.atMs - (seen[from]?.atMs ?? each.atMs) > threshold.windowMs) from++
    const wasReached = isReached
    isReached = index - from + 1 >= threshold.count
    if (!isReached) continue
    if (wasReached) {
      found.at(-1)?.events.push(each)
      found.at(-1)?.known.push(each)
      continue
    }
    const events = seen.slice(index - threshold.count + 1, index + 1)
    found.push({ at: each, events, known: [each] })
  }
  return found
}
