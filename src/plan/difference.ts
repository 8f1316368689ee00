/** What a change of rules or of tripline.yaml does to what is deployed, and what it would no longer see. */
import type { EventRulePlan, Manifest, MetricFilterPlan, RulePlan } from './manifest.ts'
import type { PlannedResource } from './resources/resource.ts'
import { resourcesOf } from './resources.ts'

export interface Difference {
  readonly added: readonly PlannedResource[]
  readonly removed: readonly PlannedResource[]
  /** EventBridge rules and metric filters that stay and ask for something else. */
  readonly changed: readonly PlannedResource[]
  readonly newRules: readonly string[]
  readonly moved: readonly RuleMove[]
  readonly lost: readonly Loss[]
}

/** A rule that is seen in other regions than before. */
interface RuleMove {
  readonly rule: string
  readonly to: readonly string[]
  readonly from: readonly string[]
}

/** Something that alerted before and would not any more. */
interface Loss {
  readonly rule: string
  /** As the end of a sentence that begins with the rule. */
  readonly what: string
}

/** What a rule no longer fires for, as a phrase; undefined where it fires for all that it did. */
type Narrowed = (before: RulePlan, after: RulePlan) => string | undefined

export function differenceOf(before: Manifest, after: Manifest, narrowed: Narrowed): Difference {
  const [had, has] = [byKey(resourcesOf(before)), byKey(resourcesOf(after))]
  const asked = askedBy(before)
  const now = askedBy(after)
  return {
    added: [...has].filter(([key]) => !had.has(key)).map(([, each]) => each),
    removed: [...had].filter(([key]) => !has.has(key)).map(([, each]) => each),
    changed: [...has]
      .filter(([key]) => asked.has(key) && now.has(key) && asked.get(key) !== now.get(key))
      .map(([, each]) => each),
    newRules: after.rules
      .filter((rule) => isActive(rule) && !before.rules.some(({ id }) => id === rule.id))
      .map(({ id }) => id),
    moved: movesOf(before, after),
    lost: lossesOf(before, after, narrowed),
  }
}

const keyOf = ({ type, region, name, why }: PlannedResource): string =>
  `${type} ${region} ${name}${why.startsWith('on the home bus') ? ' (home bus)' : ''}`

const byKey = (resources: readonly PlannedResource[]): ReadonlyMap<string, PlannedResource> =>
  new Map(resources.map((each) => [keyOf(each), each]))

const askedBy = ({ eventRules, metricFilters }: Manifest): ReadonlyMap<string, string> =>
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

const isActive = ({ status }: RulePlan): boolean => status !== 'disabled'

function movesOf(before: Manifest, after: Manifest): RuleMove[] {
  return after.rules.flatMap((rule) => {
    const was = before.rules.find(({ id }) => id === rule.id)
    if (was === undefined || !isActive(was) || !isActive(rule)) return []
    const to = rule.regions.filter((region) => !was.regions.includes(region))
    const from = was.regions.filter((region) => !rule.regions.includes(region))
    return to.length + from.length === 0 ? [] : [{ rule: rule.id, to, from }]
  })
}

function lossesOf(before: Manifest, after: Manifest, narrowed: Narrowed): Loss[] {
  const unheard = before.account === after.account ? [] : [accountLeft(before, after)]
  const losses = before.rules.filter(isActive).flatMap((was) => {
    const rule = after.rules.find(({ id }) => id === was.id)
    return lossOf(was, rule, narrowed).map((what) => ({ rule: was.id, what }))
  })
  return [...unheard, ...losses]
}

const accountLeft = (before: Manifest, after: Manifest): Loss => ({
  rule: '*',
  what: `leaves account ${before.account} for ${after.account}`,
})

function lossOf(was: RulePlan, rule: RulePlan | undefined, narrowed: Narrowed): string[] {
  if (rule === undefined) return ['is removed']
  if (!isActive(rule)) return ['is disabled']
  const lost = was.regions.filter((region) => !rule.regions.includes(region))
  const via = was.via.filter((each) => !rule.via.includes(each))
  const told = was.channels.filter((channel) => !rule.channels.includes(channel))
  const less = narrowed(was, rule)
  const accepted = rule.exceptions.filter(
    (each) => !was.exceptions.some((other) => sameAs(other.match, each.match)),
  )
  return [
    ...(was.status === 'enabled' && rule.status === 'staged'
      ? ['is staged: it still evaluates and tells nobody']
      : told.map((channel) => `no longer tells channel ${channel}`)),
    ...(lost.length === 0 ? [] : [`is no longer seen in ${lost.join(', ')}`]),
    ...via.map((each) => `no longer goes by ${each}`),
    ...(less === undefined ? [] : [`no longer fires for ${less}`]),
    ...rarer(was, rule),
    ...accepted.map(
      ({ reason, expires }) => `is held back by an exception until ${expires}: ${reason}`,
    ),
  ]
}

/** A rule that counts or remembers in another way may stay quiet where it fired. */
function rarer({ asks: was }: RulePlan, { asks }: RulePlan): string[] {
  const counted = asks.threshold
  const before = was.threshold
  const less =
    counted !== undefined &&
    (before === undefined ||
      counted.count > before.count ||
      counted.windowMs < before.windowMs ||
      !sameAs([counted.by, counted.distinct], [before.by, before.distinct]))
  const remembers = asks.firstSeen !== undefined && !sameAs(was.firstSeen, asks.firstSeen)
  return [
    ...(less ? [`fires only from ${counted.count} events on, or counts them otherwise`] : []),
    ...(remembers ? ['fires only for what was not seen before, or remembers it otherwise'] : []),
  ]
}

/** As JSON, which is what a plan is read back from. */
const sameAs = (one: unknown, other: unknown): boolean =>
  JSON.stringify(one) === JSON.stringify(other)
