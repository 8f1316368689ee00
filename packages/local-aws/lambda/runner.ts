/**
 * The functions of the local account: creates them, feeds them from queues, runs their schedules,
 * and ends them together.
 */
import type { Cloud } from '../accounts.ts'
import { firstDenial, settled } from '../authorization/deliveries.ts'
import { byServiceRole } from '../authorization/questions.ts'
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
   * with a rate. `roleArn` is the role with which the scheduler does it.
   */
  readonly schedule: (name: string, everyMs: number, payload: unknown, roleArn?: string) => void
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

/** https://docs.aws.amazon.com/scheduler/latest/UserGuide/cross-service-confused-deputy-prevention.html */
async function mayInvoke(cloud: Cloud, { arn, plan }: RunningFunction, roleArn: string) {
  const { name, account } = plan.region
  const source = `arn:aws:scheduler:${name}:${account.id}:schedule-group/default`
  const by = { service: 'scheduler.amazonaws.com', source }
  const demand = { action: 'lambda:InvokeFunction', resource: arn }
  return (await firstDenial(cloud, byServiceRole(cloud, by, roleArn, demand))) === undefined
}

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

  const callIfAllowed = (name: string, payload: unknown, roleArn: string): Promise<void> => {
    const question = mayInvoke(cloud, find(name), roleArn).then((isAllowed) =>
      isAllowed ? call(name, payload, RETRY_MS) : undefined,
    )
    called.add(question)
    return question.finally(() => called.delete(question))
  }

  const idle = async (): Promise<void> => {
    do {
      await settled(cloud)
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
    schedule: (name, everyMs, payload, roleArn) => {
      const turn = (): Promise<void> | void => {
        if (isStopped) return
        cloud.clock.after(everyMs, turn)
        return cloud.authorize === undefined || roleArn === undefined
          ? call(name, payload, RETRY_MS)
          : callIfAllowed(name, payload, roleArn)
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
