/**
 * The plan of one stage as plain data: what `tripline plan` prints, what `infra/` turns into
 * resources and what the local account deploys. Everything in it is decided; who reads it only
 * carries out.
 */
import type { AlertFormat, Mode, Responder, Severity, Status } from '../ir/names.ts'
import type { Exception, Rule } from '../ir/rule.ts'

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

/** One EventBridge rule of the default bus of a region, whose target is the home bus. */
export interface EventRulePlan {
  /** The physical name, at most 64 characters; the same from plan to plan while its rules stay. */
  readonly name: string
  readonly region: string
  readonly state: 'ENABLED' | 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS'
  /** JSON text, at most 2,048 characters. */
  readonly pattern: string
  /** Ids of the rules that need it; empty for what Tripline itself needs. */
  readonly rules: readonly string[]
  readonly why: string
}

/** An EventBridge rule of the default bus of a hub's members, whose target is the hub's bus. */
export interface MemberRulePlan extends Omit<EventRulePlan, 'region'> {
  readonly stands: 'everywhere' | 'in the global region' | 'in other regions'
}

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

/** A metric filter of the trail's log group, and the alarm over its metric. */
export interface MetricFilterPlan {
  /** The physical name of the filter and of the alarm. */
  readonly name: string
  readonly rule: string
  readonly region: string
  readonly logGroup: string
  readonly pattern: string
  readonly metric: { readonly namespace: string; readonly name: string }
  readonly alarm: {
    readonly description: string
    readonly periodSeconds: number
    readonly evaluationPeriods: number
    readonly datapointsToAlarm: number
    readonly threshold: number
  }
}

export type TopicPlan =
  | { readonly kind: 'new'; readonly name: string; readonly subscribe: readonly Subscription[] }
  | { readonly kind: 'existing'; readonly arn: string }

export interface Subscription {
  readonly protocol: 'email' | 'sms' | 'https' | 'sqs' | 'lambda' | 'firehose'
  readonly endpoint: string
}

export interface ChannelPlan {
  readonly name: string
  readonly topic: TopicPlan
  readonly format: AlertFormat
  /** The lowest severity it takes. */
  readonly severity: Severity
}

export interface ResponderPlan {
  readonly name: Responder
  readonly rules: readonly { readonly rule: string; readonly mode: Mode }[]
}

export interface ResponseLimits {
  readonly maxActionsPerHour: number
  /** Principal ARNs, `*` in them, that are never rolled back. */
  readonly breakGlass: readonly string[]
  readonly approvalExpiresMs: number
  readonly deployRole: string | undefined
}

/** `none`: no rule needs the trail's log group, and no trail is asked for. */
export type TrailPlan =
  | { readonly kind: 'none'; readonly selectors: SelectorPlan }
  | {
      readonly kind: 'existing'
      readonly logGroup: string
      readonly region: string
      readonly selectors: SelectorPlan
    }
  | {
      readonly kind: 'create'
      readonly name: string
      readonly organization: boolean
      readonly logGroup: string
      readonly region: string
      readonly selectors: SelectorPlan
    }

/** What a trail must record so that the rules see their events; `advanced` as PutEventSelectors takes it. */
export interface SelectorPlan {
  readonly advanced: readonly AdvancedEventSelector[]
  readonly insights: readonly ('ApiCallRateInsight' | 'ApiErrorRateInsight')[]
}

/** https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_AdvancedEventSelector.html */
export interface AdvancedEventSelector {
  readonly Name: string
  readonly FieldSelectors: readonly {
    readonly Field: string
    readonly Equals?: readonly string[]
    readonly StartsWith?: readonly string[]
    readonly EndsWith?: readonly string[]
    readonly NotEquals?: readonly string[]
    readonly NotStartsWith?: readonly string[]
    readonly NotEndsWith?: readonly string[]
  }[]
}

/** One file of `functions/` each. */
export type FunctionName =
  | 'detect'
  | 'receipts'
  | 'alarm'
  | 'heartbeat'
  | 'snapshot-iam'
  | Responder

/** A rule, and where it ended up; also one that is disabled, which is nowhere. */
export interface RulePlan {
  readonly id: string
  readonly title: string
  readonly severity: Severity
  readonly status: Status
  readonly via: readonly ('eventbridge' | 'metric-filter')[]
  readonly regions: readonly string[]
  /** Names of its `eventRules`, one for each region or several. */
  readonly eventRules: readonly string[]
  readonly metricFilter: string | undefined
  /** What the pattern lets through and `detect` decides. */
  readonly residual: readonly string[]
  readonly channels: readonly string[]
  readonly why: string
  /** What it asks, so that a later plan can tell what it no longer does. */
  readonly asks: Pick<Rule, 'on' | 'match' | 'unless' | 'threshold' | 'firstSeen' | 'dedup'>
  readonly respond: Rule['respond']
  /** Exceptions that hold for it. */
  readonly exceptions: readonly Pick<Exception, 'match' | 'reason' | 'expires'>[]
}
