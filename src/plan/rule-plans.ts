/** The rules of a plan, each with its resources. */
import type { Exception, Rule } from '../ir/rule.ts'
import { channelsFor } from './channels.ts'
import type { WatchedRule } from './event-rules.ts'
import type { EventRulePlan } from './manifest/event-rules.ts'
import type { MetricFilterPlan } from './manifest/metric-filters.ts'
import type { RulePlan } from './manifest/rules.ts'
import type { ChannelPlan } from './manifest/topics.ts'

interface PlanParts {
  readonly watch: readonly WatchedRule[]
  readonly packed: readonly EventRulePlan[]
  readonly filters: readonly MetricFilterPlan[]
  readonly channels: readonly ChannelPlan[]
  readonly exceptions: readonly Exception[]
}

/** The plans of all rules, in the order of the rules. */
export function rulePlans(
  rules: readonly Rule[],
  { watch, packed, filters, channels, exceptions }: PlanParts,
): RulePlan[] {
  const names = namesByRule(packed)
  const watchedById = new Map(watch.map((each) => [each.id, each]))
  const filtersByRule = new Map(filters.map((each) => [each.rule, each]))
  return rules.map((rule) =>
    rulePlan(rule, {
      watched: watchedById.get(rule.id),
      eventRules: names.get(rule.id),
      filter: filtersByRule.get(rule.id),
      channels: channelsFor(rule, channels),
      exceptions: exceptions.filter((each) => each.rules === '*' || each.rules.includes(rule.id)),
    }),
  )
}

interface RuleResources {
  readonly watched: WatchedRule | undefined
  /** Names of the EventBridge rules that it needs. */
  readonly eventRules: ReadonlySet<string> | undefined
  readonly filter: MetricFilterPlan | undefined
  readonly channels: readonly string[]
  readonly exceptions: readonly Exception[]
}

const namesByRule = (eventRules: readonly EventRulePlan[]): ReadonlyMap<string, Set<string>> => {
  const names = new Map<string, Set<string>>()
  for (const { name, rules } of eventRules)
    for (const rule of rules) names.set(rule, (names.get(rule) ?? new Set<string>()).add(name))
  return names
}

const rulePlan = (
  rule: Rule,
  { watched, eventRules: own, filter, channels, exceptions }: RuleResources,
): RulePlan => ({
  id: rule.id,
  title: rule.title,
  severity: rule.severity,
  status: rule.status,
  via: [
    ...(watched ? (['eventbridge'] as const) : []),
    ...(filter ? (['metric-filter'] as const) : []),
  ],
  regions: watched?.regions ?? (filter ? [filter.region] : []),
  eventRules: [...(own ?? [])].sort(),
  metricFilter: filter?.name,
  residual: watched?.residual ?? [],
  channels,
  why: whyOf(watched, filter),
  conditions: {
    on: rule.on,
    match: rule.match,
    unless: rule.unless,
    threshold: rule.threshold,
    firstSeen: rule.firstSeen,
    dedup: rule.dedup,
  },
  respond: rule.respond,
  exceptions: exceptions.map(({ match, reason, expires }) => ({ match, reason, expires })),
})

/** The reason for the rule's placement, as a sentence without its beginning. */
function whyOf(watched: WatchedRule | undefined, filter: MetricFilterPlan | undefined): string {
  const reads = watched?.state === 'ENABLED' ? '' : '; it needs read-only events too'
  if (watched === undefined && filter === undefined) return 'in no region, because it is disabled'
  return [
    ...(watched === undefined ? [] : [`${watched.placed}${reads}`]),
    ...(filter === undefined ? [] : [`log group ${filter.logGroup} in ${filter.region}`]),
  ].join('; ')
}
