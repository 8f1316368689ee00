/**
 * A standard queue and its messages, without HTTP and without a clock: every function receives the
 * time. There are no FIFO queues.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/
 */
import type { AttributeValue } from './message-digest.ts'
import { type HandleMaker, handleFor, idOf } from './receipt-handle.ts'

export interface Queue extends HandleMaker {
  readonly name: string
  readonly arn: string
  readonly url: string
  readonly createdAtMs: number
  modifiedAtMs: number
  /** The attributes of CreateQueue, as texts, with defaults. */
  readonly attributes: Map<string, string>
  /** Messages by id, the oldest first. */
  readonly messages: Map<string, Message>
  /** Callbacks of waiting receivers; each is called once when a message may be ready. */
  readonly waiting: Set<() => void>
}

export interface Message {
  readonly id: string
  readonly body: string
  readonly attributes: Readonly<Record<string, AttributeValue>>
  /** The principal that SQS records. */
  readonly senderId: string
  readonly sentAtMs: number
  /** The ARN of the queue from which it was moved here. */
  readonly deadLetterSource: string | undefined
  readyAtMs: number
  firstReceivedAtMs: number | undefined
  receiveCount: number
  receiptHandle: string | undefined
}

export type Draft = Pick<Message, 'id' | 'body' | 'attributes' | 'senderId'>

export interface RedrivePolicy {
  readonly deadLetterTargetArn: string
  readonly maxReceiveCount: number
}

const second = 1_000

const seconds = (queue: Queue, name: string): number => Number(queue.attributes.get(name)) * second

export const visibilityTimeoutMs = (queue: Queue): number => seconds(queue, 'VisibilityTimeout')

/** Sends a message. The queue's delay applies if the sender gives none. */
export function send(
  queue: Queue,
  draft: Draft,
  nowMs: number,
  delayMs: number = seconds(queue, 'DelaySeconds'),
): Message {
  const message: Message = {
    ...draft,
    sentAtMs: nowMs,
    deadLetterSource: undefined,
    readyAtMs: nowMs + delayMs,
    firstReceivedAtMs: undefined,
    receiveCount: 0,
    receiptHandle: undefined,
  }
  queue.messages.set(message.id, message)
  wake(queue)
  return message
}

/**
 * Receives up to `max` messages that are not in flight. A message that was already received
 * `maxReceiveCount` times goes to `deadLetters` instead, as in SQS: at the receive after the last
 * one, not before.
 */
export function receive(
  queue: Queue,
  wanted: { readonly max: number; readonly visibilityMs: number },
  nowMs: number,
  deadLetters: Queue | undefined,
): Message[] {
  forgetOld(queue, nowMs)
  const limit = redrivePolicy(queue)?.maxReceiveCount
  const taken: Message[] = []
  for (const message of queue.messages.values()) {
    if (taken.length >= wanted.max) break
    if (message.readyAtMs > nowMs) continue
    if (limit !== undefined && deadLetters !== undefined && message.receiveCount >= limit) {
      moveToDeadLetters(queue, message, deadLetters)
      continue
    }
    message.receiveCount += 1
    message.firstReceivedAtMs ??= nowMs
    message.readyAtMs = nowMs + wanted.visibilityMs
    message.receiptHandle = handleFor(queue, message)
    taken.push(message)
  }
  return taken
}

/** Moves a message to the dead-letter queue. It keeps its id and sending time. */
function moveToDeadLetters(queue: Queue, message: Message, deadLetters: Queue): void {
  queue.messages.delete(message.id)
  deadLetters.messages.set(message.id, {
    ...message,
    deadLetterSource: queue.arn,
    receiptHandle: undefined,
  })
  wake(deadLetters)
}

/**
 * Deletes a message. An older handle of a message that was received again deletes nothing, because
 * another receiver holds it.
 */
export function remove(queue: Queue, receiptHandle: string): void {
  const id = idOf(queue, receiptHandle)
  const message = id === undefined ? undefined : queue.messages.get(id)
  if (message?.receiptHandle === receiptHandle) queue.messages.delete(message.id)
}

/** How a change of a visibility timeout ended. `gone`: the message was deleted or moved. */
export type VisibilityChange = 'changed' | 'not-in-flight' | 'gone'

/**
 * Changes the visibility timeout. A message is in flight for the handle of its last receive, until
 * its timeout ends.
 */
export function changeVisibility(
  queue: Queue,
  receiptHandle: string,
  visibilityMs: number,
  nowMs: number,
): VisibilityChange {
  const message = queue.messages.get(idOf(queue, receiptHandle) ?? '')
  if (message === undefined) return 'gone'
  if (message.receiptHandle !== receiptHandle || message.readyAtMs <= nowMs) return 'not-in-flight'
  message.readyAtMs = nowMs + visibilityMs
  wake(queue)
  return 'changed'
}

export interface Counts {
  readonly visible: number
  readonly inFlight: number
  readonly delayed: number
}

export function counts(queue: Queue, nowMs: number): Counts {
  forgetOld(queue, nowMs)
  let [visible, inFlight, delayed] = [0, 0, 0]
  for (const { readyAtMs, receiveCount } of queue.messages.values()) {
    if (readyAtMs <= nowMs) visible += 1
    else if (receiveCount > 0) inFlight += 1
    else delayed += 1
  }
  return { visible, inFlight, delayed }
}

/**
 * The time at which the next message in flight or delayed can be received; undefined if there is
 * none.
 */
export function nextReadyAtMs(queue: Queue): number | undefined {
  let next: number | undefined
  for (const { readyAtMs } of queue.messages.values())
    if (next === undefined || readyAtMs < next) next = readyAtMs
  return next
}

export function redrivePolicy(queue: Queue): RedrivePolicy | undefined {
  const text = queue.attributes.get('RedrivePolicy')
  if (text === undefined || text === '') return undefined
  const { deadLetterTargetArn, maxReceiveCount } = JSON.parse(text)
  return { deadLetterTargetArn, maxReceiveCount: Number(maxReceiveCount) }
}

function forgetOld(queue: Queue, nowMs: number): void {
  const oldestMs = nowMs - seconds(queue, 'MessageRetentionPeriod')
  for (const { id, sentAtMs } of queue.messages.values()) {
    if (sentAtMs >= oldestMs) return
    queue.messages.delete(id)
  }
}

function wake(queue: Queue): void {
  const waiting = [...queue.waiting]
  queue.waiting.clear()
  for (const again of waiting) again()
}
