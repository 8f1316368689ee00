/**
 * The plan of one stage as plain data: what `tripline plan` prints, what `infra/` turns into
 * resources and what the local account deploys. Everything in it is decided; who reads it only
 * carries out.
 */
import type { FunctionName } from '../ir/names.ts'
import type { EventRulePlan, MemberRulePlan } from './manifest/event-rules.ts'
import type { MetricFilterPlan } from './manifest/metric-filters.ts'
import type { ResponderPlan, ResponseLimits } from './manifest/responders.ts'
import type { RulePlan } from './manifest/rules.ts'
import type { ChannelPlan, TopicPlan } from './manifest/topics.ts'
import type { TrailPlan } from './manifest/trail.ts'

export interface Manifest {
  readonly version: 1
  readonly stage: string
  /** Twelve digits. */
  readonly account: string
  readonly partition: Partition
  /** Where alerts are decided and sent from. */
  readonly home: string
  /** In front of the name of everything that is made: `tripline-<stage>`. */
  readonly prefix: string
  readonly topology: Topology
  /** Production keeps its data when it is removed. */
  readonly protect: boolean
  readonly eventRules: readonly EventRulePlan[]
  readonly metricFilters: readonly MetricFilterPlan[]
  readonly channels: readonly ChannelPlan[]
  /** Who hears that the path itself is broken. */
  readonly health: { readonly topic: TopicPlan }
  readonly responders: readonly ResponderPlan[]
  readonly limits: ResponseLimits
  readonly trail: TrailPlan
  /** What every member of a hub has; only where this is one. */
  readonly memberRules?: readonly MemberRulePlan[]
  readonly heartbeat: HeartbeatPlan
  /** Lambda functions, only those that something here needs. */
  readonly functions: readonly FunctionName[]
  readonly rules: readonly RulePlan[]
  /** The rule set that the functions run, by its content: a name for what is deployed. */
  readonly rulesVersion: string
}

export type Partition = 'aws' | 'aws-cn' | 'aws-us-gov'

/**
 * Standalone: events of this account, decided here. Hub: also those that the accounts of
 * `organization` send straight to its bus. Member: forwards to the hub and decides nothing.
 */
export type Topology =
  | { readonly kind: 'standalone' }
  | { readonly kind: 'hub'; readonly organization: string; readonly members: readonly string[] }
  | { readonly kind: 'member'; readonly busArn: string }

/** Where the harmless call is made that must come back as an event. */
export interface HeartbeatPlan {
  readonly regions: readonly string[]
  readonly everyMinutes: number
  /**
   * Accounts that beat by a schedule of their own, as the role `<prefix of the hub>-heartbeat`, and the
   * regions in which they have to; only where this is a hub.
   */
  readonly members?: readonly { readonly account: string; readonly regions: readonly string[] }[]
}
