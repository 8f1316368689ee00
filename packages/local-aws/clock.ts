/**
 * A clock that tests and scenarios advance. Nothing in the local account reads the machine's clock.
 */

export interface Clock {
  readonly now: () => Date
  /** Advances time, and runs the tasks that fall due, each at its own time, in order. */
  readonly advance: (ms: number) => Promise<void>
  /** Schedules `task` after `ms` milliseconds; returns a function that cancels it. */
  readonly after: (ms: number, task: Task) => () => void
  /** The time of the next task; undefined if there is none. */
  readonly nextDue: () => Date | undefined
}

export type Task = () => void | Promise<void>

interface Timer {
  readonly dueMs: number
  /** Tasks of the same time run in the order in which they were scheduled. */
  readonly order: number
  readonly task: Task
}

export function startClock(start: Date): Clock {
  let nowMs = start.getTime()
  let order = 0
  const timers = new Set<Timer>()

  const next = (): Timer | undefined => {
    let first: Timer | undefined
    for (const timer of timers) {
      if (first === undefined || isBefore(timer, first)) first = timer
    }
    return first
  }

  const advance = async (ms: number): Promise<void> => {
    const endMs = nowMs + Math.max(0, ms)
    for (let timer = next(); timer !== undefined && timer.dueMs <= endMs; timer = next()) {
      timers.delete(timer)
      nowMs = Math.max(nowMs, timer.dueMs)
      await timer.task()
    }
    nowMs = Math.max(nowMs, endMs)
  }

  return {
    now: () => new Date(nowMs),
    advance,
    after: (ms, task) => {
      const timer = { dueMs: nowMs + Math.max(0, ms), order: order++, task }
      timers.add(timer)
      return () => void timers.delete(timer)
    },
    nextDue: () => {
      const timer = next()
      return timer && new Date(timer.dueMs)
    },
  }
}

const isBefore = (one: Timer, other: Timer): boolean =>
  one.dueMs < other.dueMs || (one.dueMs === other.dueMs && one.order < other.order)
