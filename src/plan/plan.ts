/**
 * The plan of a stage in AWS, derived from rules and tripline.yaml alone. The same rules and the
 * same file give the same plan, in any order.
 */

import { eventPattern } from '../backends/event-pattern/event-pattern.ts'
import type { PlanProblem } from '../diagnostics/plan-problem.ts'
import { compareTexts } from '../ir/compare-texts.ts'
import { compilesTo } from '../ir/names.ts'
import type { Exception, Rule } from '../ir/rule.ts'
import { channelsOf, healthTopic } from './channels.ts'
import { checkPlan } from './checks.ts'
import type { PlanConfig } from './config.ts'
import { eventRules, iamWritesRule, memberRules, watchedRule } from './event-rules.ts'
import type { Needs } from './functions/function.ts'
import { functionsFor, lambdaFunctions } from './functions/functions.ts'
import { heartbeatMinutes, heartbeatRules, membersOf } from './heartbeat.ts'
import type { EventRulePlan } from './manifest/event-rules.ts'
import type { Manifest } from './manifest.ts'
import { metricFilters } from './metric-filters.ts'
import { fingerprint } from './names.ts'
import { disjunctsOf } from './pack/conjunction.ts'
import { limitsOf, respondersOf } from './responders.ts'
import { rulePlans } from './rule-plans.ts'
import { type Settings, settingsOf } from './settings.ts'
import { trailOf } from './trail.ts'

/** Everything that a plan depends on. */
export interface PlanInput {
  /** The content of tripline.yaml; empty if there is none. */
  readonly config: PlanConfig
  readonly rules: readonly Rule[]
  readonly exceptions: readonly Exception[]
  readonly stage: string
}

/** A plan with its problems. */
export interface Planned {
  /** Undefined if the account or the home region is not known. */
  readonly manifest: Manifest | undefined
  /** If one of them is an error, nothing may be deployed. */
  readonly problems: readonly PlanProblem[]
}

type Report = (problem: PlanProblem) => void

/** Plans a stage. */
export function plan({ config, rules: all, exceptions, stage }: PlanInput): Planned {
  const problems: PlanProblem[] = []
  const report: Report = (problem) => void problems.push(problem)
  const settings = settingsOf(config, stage, report)
  if (settings === undefined) return { manifest: undefined, problems }

  const sorted = all.toSorted((a, b) => compareTexts(a.id, b.id))
  const rules = sorted.filter(({ status }) => status !== 'disabled')
  const compiled = rules.map((rule) => ({ rule, patterns: eventPattern.compile(rule) }))
  const ruleDisjuncts = compiled.map(({ rule, patterns }) => ({
    rule,
    disjuncts: patterns.kind === 'refused' ? [] : patterns.output.flatMap(disjunctsOf),
    residual: patterns.kind === 'superset' ? patterns.residual : [],
  }))
  const channels = channelsOf(config, settings, report)
  const trail = trailOf(config, ruleDisjuncts, settings, report)
  const filters = metricFilters(rules, trail, settings, report)
  const responders = respondersOf(rules, settings, report)
  const watch = compiled
    .filter(({ rule }) => compilesTo('event-pattern', rule.via))
    .flatMap(({ rule, patterns }) => watchedRule(rule, patterns, settings, report) ?? [])
  const pack = config.pack ?? 'by-source'
  const packed = eventRules(watch, pack, settings)
  const isHub = settings.topology.kind === 'hub'
  const beating = settings.topology.kind === 'member' ? [] : regionsOf(packed)
  const limits = limitsOf(config, settings, report)
  const needs = { eventRules: packed, metricFilters: filters, responders, limits }
  const own = ownRules(beating, needs, settings)
  const events = [...packed, ...own].sort(byRegion)

  const { regions: _, deployRole: __, ...identity } = settings
  const parts = { ...identity, ...needs, eventRules: events }
  const manifest: Manifest = {
    version: 1,
    ...parts,
    channels,
    health: { topic: healthTopic(config, settings, report) },
    trail,
    ...(isHub ? { memberRules: memberRules(watch, pack, settings) } : {}),
    heartbeat: {
      regions: beating,
      everyMinutes: heartbeatMinutes(config, report),
      ...(isHub ? { members: membersOf(config, watch, settings) } : {}),
    },
    functions: functionsFor(parts),
    rules: rulePlans(sorted, { watch, packed, filters, channels, exceptions }),
    rulesVersion: fingerprint(JSON.stringify([rules.map(withoutTests), exceptions])),
  }
  for (const problem of checkPlan(manifest, pack)) report(problem)
  return { manifest, problems }
}

/** The EventBridge rules that Tripline needs for itself. */
const ownRules = (
  beating: readonly string[],
  needs: Needs,
  settings: Settings,
): EventRulePlan[] => [
  ...(lambdaFunctions['snapshot-iam'].isNeeded(needs) ? [iamWritesRule(settings)] : []),
  ...heartbeatRules(beating, settings),
]

const regionsOf = (rules: readonly EventRulePlan[]): readonly string[] => [
  ...new Set(rules.map(({ region }) => region)),
]

const byRegion = (a: EventRulePlan, b: EventRulePlan): number =>
  compareTexts(a.region, b.region) || compareTexts(a.name, b.name)

const withoutTests = ({ tests: _, ...rule }: Rule): Omit<Rule, 'tests'> => rule
