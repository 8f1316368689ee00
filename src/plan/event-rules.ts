/**
 * The EventBridge rules of every region: the packed rules of the project, and Tripline's own rules.
 */

import { type EventRegions, eventRegions } from '../aws/event-regions.ts'
import { eventBridge } from '../aws/quotas.ts'
import { globalRegionOf } from '../aws/regions.ts'
import type { Compiled } from '../backends/backend.ts'
import type { EventPatterns } from '../backends/event-pattern/event-pattern.ts'
import { placementOf } from '../backends/event-pattern/placement.ts'
import { uncompilable } from '../diagnostics/catalogue/plan/rules.ts'
import type { PlanProblem } from '../diagnostics/plan-problem.ts'
import { compareTexts } from '../ir/compare-texts.ts'
import type { Rule } from '../ir/rule.ts'
import type { EventRulePlan, MemberRulePlan } from './manifest/event-rules.ts'
import { shorten } from './names.ts'
import { disjunctsOf, eventSourceKey, textsAt } from './pack/conjunction.ts'
import type { Packable } from './pack/entries.ts'
import { type Bin, packRules, withinWildcards } from './pack/pack.ts'
import { placedBecause, regionsFor } from './placement.ts'
import type { Settings } from './settings.ts'

/** A rule that EventBridge evaluates, with its regions. */
export interface WatchedRule extends Packable {
  readonly rule: Rule
  readonly patterns: EventPatterns
  /** Regions of this stage. */
  readonly regions: readonly string[]
  /** The regions that its events appear in, for any account. */
  readonly seen: EventRegions
  readonly residual: readonly string[]
  /** The reason why it is in those regions. */
  readonly placed: string
}

/** Plans a rule for EventBridge. Returns undefined after it reported a problem. */
export function watchedRule(
  rule: Rule,
  compiled: Compiled<EventPatterns>,
  settings: Settings,
  report: (problem: PlanProblem) => void,
): WatchedRule | undefined {
  if (compiled.kind === 'refused') {
    report(uncompilable(rule.id, 'event pattern', compiled.why, compiled.instead))
    return undefined
  }
  const { state, regions } = placementOf(rule)
  return {
    id: rule.id,
    rule,
    patterns: compiled.output,
    disjuncts: compiled.output.flatMap(disjunctsOf),
    residual: compiled.kind === 'superset' ? compiled.residual : [],
    state,
    regions: regionsFor(regions, settings),
    seen: regions,
    placed: placedBecause(regions),
  }
}

/**
 * The EventBridge rules, sorted by region and name. Regions with the same rules have the same
 * EventBridge rules.
 */
export function eventRules(
  rules: readonly WatchedRule[],
  pack: Pack,
  settings: Settings,
): EventRulePlan[] {
  const global = globalRegionOf(settings.partition)
  const regions = [...new Set(rules.flatMap((rule) => rule.regions))].sort()
  const done = new Map<string, readonly Bin[]>()
  return regions.flatMap((region) => {
    const here = rules.filter((rule) => rule.regions.includes(region))
    const key = [region === global, ...here.map(({ id }) => id)].join(' ')
    const bins = done.get(key) ?? binsOf(here, pack, region === global)
    done.set(key, bins)
    return bins.map((bin) => ({ ...ruleOf(bin, settings), region }))
  })
}

type Pack = 'by-source' | 'per-rule'

/**
 * The EventBridge rules that every member of a hub needs, for any set of regions: the regions of
 * the hub do not determine those of its members. The global region differs from all others, and the
 * others are alike.
 */
export function memberRules(
  rules: readonly WatchedRule[],
  pack: Pack,
  settings: Settings,
): MemberRulePlan[] {
  const elsewhere = rules.filter(({ seen }) => seen.everyEnabled)
  const global = binsOf(rules, pack, true).map((bin) => ruleOf(bin, settings))
  const others = binsOf(elsewhere, pack, false).map((bin) => ruleOf(bin, settings))
  const both = new Set(
    global.map(identityOf).filter((key) => others.some((other) => identityOf(other) === key)),
  )
  return [
    ...global.map((rule): MemberRulePlan => {
      return {
        ...rule,
        deployedIn: both.has(identityOf(rule)) ? 'everywhere' : 'in the global region',
      }
    }),
    ...others
      .filter((rule) => !both.has(identityOf(rule)))
      .map((rule): MemberRulePlan => ({ ...rule, deployedIn: 'in other regions' })),
  ].sort((a, b) => compareTexts(a.name, b.name) || compareTexts(a.deployedIn, b.deployedIn))
}

const identityOf = ({ name, state, pattern }: Omit<EventRulePlan, 'region'>): string =>
  `${name} ${state} ${pattern}`

function binsOf(rules: readonly WatchedRule[], pack: Pack, isGlobal: boolean): readonly Bin[] {
  const sorted = rules.toSorted((a, b) => compareTexts(a.id, b.id))
  const here = isGlobal ? sorted : sorted.map(withoutGlobal)
  return pack === 'per-rule' ? withinWildcards(onePerRule(here)) : packRules(here)
}

const ruleOf = (bin: Bin, { prefix }: Pick<Settings, 'prefix'>): Omit<EventRulePlan, 'region'> => ({
  name: ruleName(prefix, bin.name),
  state: bin.state,
  pattern: bin.pattern,
  rules: bin.rules,
  why: whyOf(bin),
})

/** Removes disjuncts whose events appear only in the global region, for use in other regions. */
const withoutGlobal = (rule: WatchedRule): WatchedRule => ({
  ...rule,
  disjuncts: rule.disjuncts.filter((conjunction) => {
    const sources = textsAt(conjunction, eventSourceKey)
    return sources === undefined || eventRegions(sources).everyEnabled
  }),
})

/** The physical name of an EventBridge rule, at most 64 characters. */
export const ruleName = (prefix: string, name: string): string =>
  shorten(`${prefix}-${name}`, eventBridge.ruleNameCharacters)

const onePerRule = (rules: readonly WatchedRule[]): Bin[] =>
  rules.flatMap(({ id, patterns, state }) =>
    patterns.map((pattern, index) => ({
      // No rule id contains two hyphens in a row, so a part has the name of no other rule.
      name: index === 0 ? `rule-${id}` : `rule-${id}--part${index + 1}`,
      state,
      pattern: JSON.stringify(pattern),
      rules: [id],
      wide: false,
    })),
  )

const whyOf = ({ rules, wide }: Bin): string => {
  const [first = '', ...others] = rules
  const all = others.length === 0 ? first : `${first} and ${others.length} more`
  return wide ? `${all}; it matches more events than they need, and detect decides` : all
}

/** The `detail-type` of management events that CloudTrail records. */
export const apiCall = 'AWS API Call via CloudTrail'

/**
 * The EventBridge rule for every change in IAM. Rollbacks restore from the history of these
 * changes.
 */
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
  why: 'forwards every change in IAM, so that rollback-iam knows the state before it',
})
