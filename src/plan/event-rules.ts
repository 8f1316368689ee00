/** The EventBridge rules of every region: those that the rules need, and Tripline's own. */

import { eventRegions } from '../aws/event-regions.ts'
import { eventBridge } from '../aws/quotas.ts'
import { globalRegionOf } from '../aws/regions.ts'
import type { Compiled } from '../backends/backend.ts'
import { placementOf } from '../backends/event-pattern/placement.ts'
import type { EventPatterns } from '../backends/event-pattern.ts'
import type { Rule } from '../ir/rule.ts'
import type { EventRulePlan } from './manifest.ts'
import { shortened } from './names.ts'
import type { Packable } from './pack/entries.ts'
import { type Bin, packed } from './pack/pack.ts'
import { compare, eventSourceKey, textsAt, waysOfPattern } from './pack/way.ts'
import { placedBecause, regionsFor } from './placement.ts'
import { type PlanProblem, refused } from './problems.ts'
import type { Settings } from './settings.ts'

/** A rule that EventBridge watches for, with where it has to. */
export interface WatchedRule extends Packable {
  readonly rule: Rule
  readonly patterns: EventPatterns
  readonly regions: readonly string[]
  readonly residual: readonly string[]
  /** Why it is seen in those regions. */
  readonly placed: string
}

/** Undefined after a problem was told. */
export function watched(
  rule: Rule,
  compiled: Compiled<EventPatterns>,
  settings: Settings,
  report: (problem: PlanProblem) => void,
): WatchedRule | undefined {
  if (compiled.kind === 'refused') {
    report(refused(rule.id, 'an event pattern', compiled.why, compiled.instead))
    return undefined
  }
  const { state, regions } = placementOf(rule)
  return {
    id: rule.id,
    rule,
    patterns: compiled.output,
    ways: compiled.output.flatMap(waysOfPattern),
    residual: compiled.kind === 'superset' ? compiled.residual : [],
    state,
    regions: regionsFor(regions, settings),
    placed: placedBecause(regions),
  }
}

/** Sorted by region and name. Regions with the same rules have the same EventBridge rules. */
export function eventRules(
  rules: readonly WatchedRule[],
  pack: 'by-source' | 'per-rule',
  settings: Settings,
): EventRulePlan[] {
  const global = globalRegionOf(settings.partition)
  const sorted = rules.toSorted((a, b) => compare(a.id, b.id))
  const sortedElsewhere = sorted.map(withoutGlobal)
  const regions = [...new Set(rules.flatMap((rule) => rule.regions))].sort()
  const done = new Map<string, readonly Bin[]>()
  return regions.flatMap((region) => {
    const here = (region === global ? sorted : sortedElsewhere).filter((rule) =>
      rule.regions.includes(region),
    )
    const key = [region === global, ...here.map(({ id }) => id)].join(' ')
    const bins = done.get(key) ?? (pack === 'per-rule' ? onePerRule(here) : packed(here))
    done.set(key, bins)
    return bins.map((bin) => ({
      name: ruleName(settings.prefix, bin.name),
      region,
      state: bin.state,
      pattern: bin.pattern,
      rules: bin.rules,
      why: whyOf(bin),
    }))
  })
}

/** A rule about several services asks only in one region for those whose events are seen there alone. */
const withoutGlobal = (rule: WatchedRule): WatchedRule => ({
  ...rule,
  ways: rule.ways.filter((way) => {
    const sources = textsAt(way, eventSourceKey)
    return sources === undefined || eventRegions(sources).everyEnabled
  }),
})

const ruleName = (prefix: string, name: string): string =>
  shortened(`${prefix}-${name}`, eventBridge.ruleNameCharacters)

const onePerRule = (rules: readonly WatchedRule[]): Bin[] =>
  rules.flatMap(({ id, patterns, state }) =>
    patterns.map((pattern, index) => ({
      name: index === 0 ? `rule-${id}` : `rule-${id}-part${index + 1}`,
      state,
      pattern: JSON.stringify(pattern),
      rules: [id],
      wide: false,
    })),
  )

const whyOf = ({ rules, wide }: Bin): string => {
  const [first = '', ...others] = rules
  const all = others.length === 0 ? first : `${first} and ${others.length} more`
  return wide ? `${all}; it lets more through than they ask for, and detect decides` : all
}

const apiCall = 'AWS API Call via CloudTrail'

/** Tags of a heartbeat's call, which the rule is made for and nothing else sets. */
const heartbeatTag = 'tripline:heartbeat'

/** The harmless call of the heartbeat, in each region. */
export const heartbeatRules = (
  regions: readonly string[],
  { prefix }: Pick<Settings, 'prefix'>,
): EventRulePlan[] =>
  regions.map((region) => ({
    name: ruleName(prefix, 'heartbeat'),
    region,
    state: 'ENABLED',
    pattern: JSON.stringify({
      source: ['aws.events'],
      'detail-type': [apiCall],
      detail: {
        eventSource: ['events.amazonaws.com'],
        eventName: ['TagResource'],
        requestParameters: { tags: { key: [heartbeatTag] } },
      },
    }),
    rules: [],
    why: 'the heartbeat of this region must come back as an event',
  }))

/** Every change in IAM, for the history that rollbacks restore from. */
export const iamWritesRule = ({
  prefix,
  partition,
}: Pick<Settings, 'prefix' | 'partition'>): EventRulePlan => ({
  name: ruleName(prefix, 'iam-writes'),
  region: globalRegionOf(partition),
  state: 'ENABLED',
  pattern: JSON.stringify({
    source: ['aws.iam'],
    'detail-type': [apiCall],
    detail: { eventSource: ['iam.amazonaws.com'], readOnly: [false] },
  }),
  rules: [],
  why: 'every change in IAM is kept, so that rollback-iam knows what stood there before',
})
