/** The queue that a function takes its messages from, and how Lambda reads it. */
import type { EventRulePlan } from '../manifest/event-rules.ts'
import type { Manifest } from '../manifest.ts'

export interface FunctionQueue {
  /** After the prefix of the stage. */
  readonly name: string
  /** How many messages Lambda passes on in one call. */
  readonly batchSize: number
  /** How long Lambda waits for a batch to fill. */
  readonly windowSeconds: number
  /** How many batches at once; Lambda accepts no less than two. */
  readonly concurrency: number
  /**
   * How long a message that was received is hidden. Lambda accepts no less than the timeout of the
   * function and advises six times that, so that a batch it holds back while the function is throttled
   * is not delivered in vain: https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html
   */
  readonly visibilitySeconds: number
  /** The rule of the home bus that sends events to it. */
  readonly homeRule?: QueueRule
  /** The topics that it is subscribed to. */
  readonly subscriptions?: (manifest: Manifest) => readonly QueueSubscription[]
}

/** A rule of the home bus. */
export interface QueueRule {
  /** After the prefix of the stage; the id of its target as well. */
  readonly name: string
  readonly state: EventRulePlan['state']
  /** JSON text. `accounts` are those whose events the stage decides on. */
  readonly pattern: (accounts: readonly string[]) => string
  readonly why: string
}

export interface QueueSubscription {
  /** A name for it that stays the same from plan to plan. */
  readonly id: string
  /** The ARN of the topic. */
  readonly topic: string
  /** Whether messages arrive as they were published, without SNS's envelope. */
  readonly raw: boolean
}

/** Time for what broke off to go on when its message comes again: an alert or a rollback must not wait longer. */
export const usualVisibilitySeconds = 180

/** Messages of a burst are worked on together. */
export const inBatches = { batchSize: 100, windowSeconds: 1 } as const

/** One message a call, at once: one that fails is one. */
export const oneByOne = { batchSize: 1, windowSeconds: 0 } as const

/** The least that Lambda accepts. */
export const minConcurrency = 2
