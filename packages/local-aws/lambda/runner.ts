/**
 * The functions of the local account: creates them, feeds them from queues, runs their schedules,
 * and ends them together.
 */
import type { Cloud } from '../accounts.ts'
import type { Queue } from '../services/sqs/queue.ts'
import { type Feed, type FeedPlan, startFeed } from './feed.ts'
import {
  type FunctionPlan,
  type Invocation,
  type RunningFunction,
  runningFunction,
} from './running-function.ts'

export interface Runner {
  readonly create: (plan: FunctionPlan) => RunningFunction
  readonly feed: (queue: Queue, name: string, plan: FeedPlan) => void
  /**
   * Invokes the function now, and then every `everyMs` milliseconds of driven time, like a schedule
   * with a rate.
   */
  readonly schedule: (name: string, everyMs: number, payload: unknown) => void
  readonly find: (name: string) => RunningFunction
  /** All invocations, the oldest first. */
  readonly invocations: readonly Invocation[]
  /** Resolves when no function runs and no batch is ready. */
  readonly idle: () => Promise<void>
  /**
   * The time of the next message of any queue that feeds a function; undefined if all are empty.
   */
  readonly nextDueMs: () => number | undefined
  readonly stop: () => Promise<void>
}

/** Delays of the scheduler's retries after a failure, in milliseconds. */
const RETRY_MS = [60_000, 120_000]

/** `patience`: see `LocalAwsOptions`. */
export function startRunner(cloud: Cloud, endpoint: string, patience: number): Runner {
  const functions = new Map<string, RunningFunction>()
  const feeds: Feed[] = []
  const called = new Set<Promise<unknown>>()
  const invocations: Invocation[] = []
  let isStopped = false

  const find = (name: string): RunningFunction => {
    const found = functions.get(name)
    if (found === undefined) throw new Error(`There is no function ${name}.`)
    return found
  }

  const call = (name: string, payload: unknown, retries: readonly number[]): Promise<void> => {
    const done = find(name)
      .invoke(payload)
      .then(({ kind }) => {
        const [waitMs, ...later] = retries
        if (kind === 'response' || waitMs === undefined || isStopped) return
        cloud.clock.after(waitMs, () => call(name, payload, later))
      })
    called.add(done)
    return done.finally(() => called.delete(done))
  }

  const idle = async (): Promise<void> => {
    do {
      await Promise.all([...called, ...feeds.map((feed) => feed.idle())])
      await new Promise((resolve) => setImmediate(resolve))
    } while (called.size > 0 || feeds.some(isBusy))
  }

  const isBusy = (feed: Feed): boolean => (feed.dueMs() ?? Infinity) <= cloud.clock.now().getTime()

  return {
    create: (plan) => {
      const made = runningFunction({ cloud, endpoint, patience }, plan, (invocation) => {
        invocations.push(invocation)
      })
      functions.set(plan.name, made)
      return made
    },
    feed: (queue, name, plan) => void feeds.push(startFeed(cloud, queue, find(name), plan)),
    schedule: (name, everyMs, payload) => {
      const turn = (): Promise<void> | void => {
        if (isStopped) return
        cloud.clock.after(everyMs, turn)
        return call(name, payload, RETRY_MS)
      }
      void turn()
    },
    find,
    invocations,
    idle,
    nextDueMs: () => {
      const due = feeds.map((feed) => feed.dueMs()).filter((ms) => ms !== undefined)
      return due.length === 0 ? undefined : Math.min(...due)
    },
    stop: async () => {
      isStopped = true
      for (const feed of feeds) feed.stop()
      await Promise.all([...functions.values()].map((one) => one.stop()))
    },
  }
}
