/**
 * The difference between two plans: how deployed resources change, and which detections are lost.
 */
import type { EventRulePlan } from './manifest/event-rules.ts'
import type { MetricFilterPlan } from './manifest/metric-filters.ts'
import type { Manifest } from './manifest.ts'
import type { PlannedResource } from './resources/resource.ts'
import { resourcesOf } from './resources.ts'
import { type FindNarrowing, isActive, ruleLosses } from './rule-losses.ts'
import { stageLosses } from './stage-losses.ts'

/** The changes between two plans. */
export interface Difference {
  readonly added: readonly PlannedResource[]
  readonly removed: readonly PlannedResource[]
  /** EventBridge rules and metric filters that remain, with another pattern. */
  readonly changed: readonly PlannedResource[]
  readonly newRules: readonly string[]
  readonly moved: readonly RuleMove[]
  readonly lost: readonly Loss[]
}

/** A rule whose events are seen in other regions than before. */
interface RuleMove {
  readonly rule: string
  readonly to: readonly string[]
  readonly from: readonly string[]
}

/** An alert or a response that existed before the change and does not exist after it. */
interface Loss {
  /** The id of the rule, or `*` for a loss that concerns all rules. */
  readonly rule: string
  /** The end of a sentence that begins with the rule or with the stage. */
  readonly what: string
}

/** The id of the rule in a loss that concerns all rules. */
export const anyRule = '*'

/** Compares two plans. `narrowing` compares the conditions of two versions of a rule. */
export function differenceOf(
  before: Manifest,
  after: Manifest,
  narrowing: FindNarrowing,
): Difference {
  const [had, has] = [byKey(resourcesOf(before)), byKey(resourcesOf(after))]
  const patternsBefore = patternsOf(before)
  const patternsNow = patternsOf(after)
  const known = new Set(before.rules.map(({ id }) => id))
  return {
    added: [...has].filter(([key]) => !had.has(key)).map(([, each]) => each),
    removed: [...had].filter(([key]) => !has.has(key)).map(([, each]) => each),
    changed: [...has]
      .filter(
        ([key]) =>
          patternsBefore.has(key) &&
          patternsNow.has(key) &&
          patternsBefore.get(key) !== patternsNow.get(key),
      )
      .map(([, each]) => each),
    newRules: after.rules
      .filter((rule) => isActive(rule) && !known.has(rule.id))
      .map(({ id }) => id),
    moved: movesOf(before, after),
    lost: lossesOf(before, after, narrowing),
  }
}

const keyOf = ({ type, region, name, why }: PlannedResource): string =>
  `${type} ${region} ${name}${why.startsWith('on the home bus') ? ' (home bus)' : ''}`

const byKey = (resources: readonly PlannedResource[]): ReadonlyMap<string, PlannedResource> =>
  new Map(resources.map((each) => [keyOf(each), each]))

const patternsOf = ({ eventRules, metricFilters }: Manifest): ReadonlyMap<string, string> =>
  new Map([
    ...eventRules.map(({ region, name, state, pattern }: EventRulePlan): [string, string] => [
      `AWS::Events::Rule ${region} ${name}`,
      `${state} ${pattern}`,
    ]),
    ...metricFilters.flatMap(({ region, name, pattern, alarm }: MetricFilterPlan) => {
      const { description: _, ...counted } = alarm
      return [
        [`AWS::Logs::MetricFilter ${region} ${name}`, pattern],
        [`AWS::CloudWatch::Alarm ${region} ${name}`, JSON.stringify(counted)],
      ] as [string, string][]
    }),
  ])

function movesOf(before: Manifest, after: Manifest): RuleMove[] {
  const known = new Map(before.rules.map((rule) => [rule.id, rule]))
  return after.rules.flatMap((rule) => {
    const was = known.get(rule.id)
    if (was === undefined || !isActive(was) || !isActive(rule)) return []
    const to = rule.regions.filter((region) => !was.regions.includes(region))
    const from = was.regions.filter((region) => !rule.regions.includes(region))
    return to.length + from.length === 0 ? [] : [{ rule: rule.id, to, from }]
  })
}

function lossesOf(before: Manifest, after: Manifest, narrowing: FindNarrowing): Loss[] {
  const isMember = after.topology.kind === 'member'
  const now = new Map(after.rules.map((rule) => [rule.id, rule]))
  const losses = before.rules
    .filter(isActive)
    .flatMap((was) =>
      ruleLosses(was, now.get(was.id), narrowing, isMember).map((what) => ({ rule: was.id, what })),
    )
  return [...stageLosses(before, after).map((what) => ({ rule: anyRule, what })), ...losses]
}
