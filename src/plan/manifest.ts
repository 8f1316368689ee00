/**
 * The plan of one stage as plain data. `tripline plan` prints it, `infra/` turns it into resources,
 * and the local account deploys it. Everything in it is decided; its readers only carry it out.
 */
import type { FunctionName } from '../ir/names.ts'
import type { EventRulePlan, MemberRulePlan } from './manifest/event-rules.ts'
import type { MetricFilterPlan } from './manifest/metric-filters.ts'
import type { ResponderPlan, ResponseLimits } from './manifest/responders.ts'
import type { RulePlan } from './manifest/rules.ts'
import type { ChannelPlan, TopicPlan } from './manifest/topics.ts'
import type { TrailPlan } from './manifest/trail.ts'

/** The plan of one stage. */
export interface Manifest {
  readonly version: 1
  readonly stage: string
  /** Twelve digits. */
  readonly account: string
  readonly partition: Partition
  /** The region where alerts are decided and sent. */
  readonly home: string
  /** The prefix of all physical names: `tripline-<stage>`. */
  readonly prefix: string
  readonly topology: Topology
  /** Whether data is kept when the stage is removed: true for production. */
  readonly protect: boolean
  readonly eventRules: readonly EventRulePlan[]
  readonly metricFilters: readonly MetricFilterPlan[]
  readonly channels: readonly ChannelPlan[]
  /** The topic that reports failures of Tripline itself. */
  readonly health: { readonly topic: TopicPlan }
  readonly responders: readonly ResponderPlan[]
  readonly limits: ResponseLimits
  /** ARNs of the roles and users that may send messages of dead-letter queues again. */
  readonly operators: readonly string[]
  readonly trail: TrailPlan
  /** The EventBridge rules of every member; only for a hub. */
  readonly memberRules?: readonly MemberRulePlan[]
  readonly heartbeat: HeartbeatPlan
  /** The Lambda functions that the stage needs. */
  readonly functions: readonly FunctionName[]
  readonly rules: readonly RulePlan[]
  /** A hash of the rule set that the functions run. */
  readonly rulesVersion: string
}

/** A partition of AWS. */
export type Partition = 'aws' | 'aws-cn' | 'aws-us-gov'

/**
 * How the stage takes part in an organization.
 * - standalone: evaluates the events of its own account.
 * - hub: also evaluates events that the accounts of `organization` send to its bus.
 * - member: forwards its events to the hub and evaluates nothing.
 */
export type Topology =
  | { readonly kind: 'standalone' }
  | { readonly kind: 'hub'; readonly organization: string; readonly members: readonly string[] }
  | { readonly kind: 'member'; readonly busArn: string }

/** The regions that make the heartbeat call. Each call must return as an event. */
export interface HeartbeatPlan {
  readonly regions: readonly string[]
  readonly everyMinutes: number
  /**
   * Accounts with a schedule that makes the call as the role `<prefix of the hub>-heartbeat`, and
   * their regions; only for a hub.
   */
  readonly members?: readonly { readonly account: string; readonly regions: readonly string[] }[]
}
