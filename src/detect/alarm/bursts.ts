/**
 * Divides the events in the log into bursts. Each burst is reported in one alert. Without a
 * `threshold` each event is a burst of its own. With one, a burst is an episode of the step
 * `threshold` (src/engine/memory/run.ts): the time during which the count was reached.
 *
 * The run starts anew with every reading of the log, which shows late events in their place. More
 * events can only make bursts longer or join them. A burst with a reported event was
 * therefore reported, in any order of delivery.
 */
import { advance, countedIn, startRun } from '../../engine/memory/run.ts'
import type { Step } from '../../engine/memory/steps.ts'
import type { Event } from '../../ir/event.ts'
import type { Threshold } from '../../ir/rule.ts'

/** An event that the rule asks for, as the log shows it. Times are milliseconds since 1970. */
export interface LoggedEvent {
  readonly event: Event
  /** `firingId` of the event: 16 hexadecimal digits. */
  readonly id: string
  /** When the event happened. */
  readonly atMs: number
  /** The time that the log has for it. */
  readonly loggedMs: number
}

/** Events that one alert reports together. */
export interface Burst {
  /** The event at which it began: the first that reaches the threshold. */
  readonly at: LoggedEvent
  /** All events that the threshold counted, in order of time. */
  readonly events: readonly LoggedEvent[]
  /** Those from `at` on. A burst was reported when one of these was. */
  readonly members: readonly LoggedEvent[]
}

/**
 * The bursts among `events`, which are in order of time and each there once. A threshold has no `by`
 * and no `distinct` here: an alarm cannot count by them, and no metric filter is compiled for such a rule.
 */
export function bursts(events: readonly LoggedEvent[], threshold: Threshold | undefined): Burst[] {
  if (threshold === undefined)
    return events.map((each) => ({ at: each, events: [each], members: [each] }))
  const step: Step = { ...threshold, kind: 'threshold', distinct: undefined }
  const run = startRun()
  const found: { at: LoggedEvent; events: LoggedEvent[]; members: LoggedEvent[] }[] = []
  for (const [index, each] of events.entries()) {
    const { episode, due } = advance(run, step, { id: each.id, atMs: each.atMs, values: [] })
    if (due !== null) {
      const counted = events.slice(index + 1 - countedIn(run), index + 1)
      found.push({ at: each, events: counted, members: [each] })
    } else if (episode !== null) {
      found.at(-1)?.events.push(each)
      found.at(-1)?.members.push(each)
    }
  }
  return found
}
