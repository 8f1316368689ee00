/** The queue of a function, and how Lambda reads it. */
import type { EventRulePlan } from '../manifest/event-rules.ts'
import type { Manifest } from '../manifest.ts'

/** The queue of a function. */
export interface FunctionQueue {
  /** The name after the prefix of the stage. */
  readonly name: string
  /** The maximum number of messages in one call. */
  readonly batchSize: number
  /** How long Lambda waits for a batch to fill. */
  readonly windowSeconds: number
  /** The maximum number of concurrent batches. Lambda accepts no less than two. */
  readonly concurrency: number
  /**
   * How long a received message is hidden. Lambda requires at least the timeout of the function and
   * recommends six times that. Otherwise a batch that Lambda holds while the function is throttled
   * would be delivered in vain.
   * https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html
   */
  readonly visibilitySeconds: number
  /** A message moves to the dead-letter queue after so many failures. SQS allows 1,000. */
  readonly maxReceiveCount: number
  /** The rule of the home bus that sends events to it. */
  readonly homeRule?: QueueRule
  /**
   * Whether people may send to it, as IAM decides. Otherwise its policy denies everybody but
   * services of AWS and the roles whose permissions name it.
   */
  readonly openToPeople?: boolean
  /** The topics that the queue is subscribed to. */
  readonly subscriptions?: (manifest: Manifest) => readonly QueueSubscription[]
}

/** A rule of the home bus. */
export interface QueueRule {
  /** The name after the prefix of the stage, and the id of its target. */
  readonly name: string
  readonly state: EventRulePlan['state']
  /** The pattern as JSON text. `accounts` are those whose events the stage evaluates. */
  readonly pattern: (accounts: readonly string[]) => string
  readonly why: string
}

/** A subscription of the queue to a topic. */
export interface QueueSubscription {
  /** A logical id that stays the same from plan to plan. */
  readonly id: string
  /** The ARN of the topic. */
  readonly topic: string
  /** Whether messages arrive as they were published, without the envelope of SNS. */
  readonly raw: boolean
}

/**
 * The default visibility timeout. Work that broke off continues when its message is received again,
 * and an alert or a rollback must not wait longer than this.
 */
export const usualVisibilitySeconds = 180

/** The default number of failures: a quarter of an hour at the default visibility timeout. */
export const usualReceiveCount = 5

/**
 * For queues whose messages are done when SNS and the state table are back: 25 hours at the default
 * visibility timeout, so that an outage of a day ends in alerts and not in dead letters.
 */
export const dayLongReceiveCount = 500

/** For functions that handle the messages of a burst together. */
export const inBatches = { batchSize: 100, windowSeconds: 1 } as const

/**
 * For functions that handle each message alone and at once, so that a failure concerns one message.
 */
export const oneByOne = { batchSize: 1, windowSeconds: 0 } as const

/** The minimum that Lambda accepts. */
export const minConcurrency = 2
