/**
 * Feeds a function from a queue. It batches by size and window, and deletes messages or leaves them
 * for a retry, all in driven time.
 * https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html
 */
import type { Cloud } from '../accounts.ts'
import { firstDenial } from '../authorization/deliveries.ts'
import { onQueue } from '../services/sqs/demands.ts'
import { receiveFrom } from '../services/sqs/memory.ts'
import {
  counts,
  type Message,
  nextReadyAtMs,
  type Queue,
  remove,
  visibilityTimeoutMs,
} from '../services/sqs/queue.ts'
import { byFunctionRole } from './function-role.ts'
import type { RunningFunction } from './running-function.ts'
import { batchEvent, failedIds } from './sqs-batch.ts'

export interface FeedPlan {
  readonly batchSize: number
  readonly windowMs: number
}

export interface Feed {
  readonly queue: Queue
  /** The time of its next work in milliseconds; undefined if the queue is empty. */
  readonly dueMs: () => number | undefined
  /** Resolves when no batch is running. */
  readonly idle: () => Promise<void>
  readonly stop: () => void
}

/** Lambda's limit on an event, minus room for the fields around the bodies. */
const MAX_BATCH_BYTES = 5_500_000

export function startFeed(
  cloud: Cloud,
  queue: Queue,
  target: RunningFunction,
  { batchSize, windowMs }: FeedPlan,
): Feed {
  let isStopped = false
  let working: Promise<void> | undefined
  let timer: { readonly dueMs: number; readonly callOff: () => void } | undefined

  const nowMs = (): number => cloud.clock.now().getTime()

  /** The time of the next batch: the end of the window, or at once if the batch is full. */
  const dueMs = (): number | undefined => {
    const readyMs = nextReadyAtMs(queue)
    if (readyMs === undefined) return undefined
    if (readyMs > nowMs()) return readyMs + windowMs
    if (counts(queue, nowMs()).visible >= batchSize) return nowMs()
    return timer?.dueMs ?? nowMs() + windowMs
  }

  const work = async (): Promise<void> => {
    const wanted = { max: batchSize, visibilityMs: visibilityTimeoutMs(queue) }
    while (!isStopped) {
      if (cloud.authorize !== undefined && !(await mayRead(cloud, queue, target))) return stop()
      const messages = withinLimit(receiveFrom(cloud, queue, wanted), nowMs())
      if (messages.length === 0) return
      await runBatch(queue, target, messages)
    }
  }

  const begin = (): Promise<void> => {
    timer?.callOff()
    timer = undefined
    working ??= work().finally(() => {
      working = undefined
      watch()
    })
    return working
  }

  /** Schedules the next run, and registers for messages that arrive earlier. */
  const watch = (): void => {
    if (isStopped) return
    queue.waiting.add(watch)
    if (working !== undefined) return
    const due = dueMs()
    if (due === undefined) return
    if (due <= nowMs()) return void begin()
    if (timer !== undefined && timer.dueMs <= due) return
    timer?.callOff()
    timer = { dueMs: due, callOff: cloud.clock.after(due - nowMs(), begin) }
  }

  const stop = (): void => {
    isStopped = true
    queue.waiting.delete(watch)
    timer?.callOff()
  }

  watch()
  return {
    queue,
    dueMs: () => (isStopped ? undefined : dueMs()),
    idle: async () => {
      while (working !== undefined) await working
    },
    stop,
  }
}

/** Whether the function's role may read the queue. If not, Lambda switches the mapping off. */
async function mayRead(cloud: Cloud, queue: Queue, { plan }: RunningFunction): Promise<boolean> {
  const calls = ['ReceiveMessage', 'DeleteMessage', 'GetQueueAttributes']
  const demands = calls.map((call) => onQueue(cloud, call, queue.arn))
  return (await firstDenial(cloud, byFunctionRole(cloud, plan, demands))) === undefined
}

/** The messages that fit into one event; the others return to the queue at once. */
function withinLimit(messages: readonly Message[], nowMs: number): readonly Message[] {
  let bytes = 0
  const fits = messages.filter(({ body }, i) => {
    bytes += Buffer.byteLength(body)
    return i === 0 || bytes <= MAX_BATCH_BYTES
  })
  for (const message of messages) {
    if (fits.includes(message)) continue
    message.readyAtMs = nowMs
    message.receiveCount -= 1
  }
  return fits
}

/**
 * Runs the function with a batch. Failed messages stay invisible until their timeout, then return.
 */
async function runBatch(
  queue: Queue,
  target: RunningFunction,
  messages: readonly Message[],
): Promise<void> {
  const outcome = await target.invoke(batchEvent(queue, messages))
  if (outcome.kind !== 'response') return
  const failed = failedIds(outcome.body, messages)
  for (const { id, receiptHandle } of messages)
    if (!failed.has(id) && receiptHandle !== undefined) remove(queue, receiptHandle)
}
