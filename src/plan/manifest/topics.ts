/** Channels, and the topics that they send to. */
import type { AlertFormat, Severity } from '../../ir/names.ts'

/** A topic that the stage creates, or one that exists. */
export type TopicPlan =
  | { readonly kind: 'new'; readonly name: string; readonly subscribe: readonly Subscription[] }
  | { readonly kind: 'existing'; readonly arn: string }

/** A subscriber of a topic. */
export interface Subscription {
  readonly protocol: 'email' | 'sms' | 'https' | 'sqs' | 'lambda' | 'firehose'
  readonly endpoint: string
}

/** A channel: a topic with the format and the lowest severity of its alerts. */
export interface ChannelPlan {
  readonly name: string
  readonly topic: TopicPlan
  readonly format: AlertFormat
  /** The lowest severity that the channel accepts. */
  readonly severity: Severity
}
