/**
 * What a trail has to record so that the rules see their events: all management events, and of those
 * that cost extra only what rules ask for by name.
 *
 * https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_AdvancedFieldSelector.html
 */
import { networkActivityDetailType, observations } from '../aws/detail-types.ts'
import type { Rule } from '../ir/rule.ts'
import { dataSelectors, mayBeData } from './data-selectors.ts'
import type { AdvancedEventSelector, SelectorPlan } from './manifest/trail.ts'
import {
  type Conjunction,
  compare,
  eventNameKey,
  eventSourceKey,
  keyOf,
  sourceKey,
  textsAt,
} from './pack/conjunction.ts'
import type { PlanProblem } from './problems/problem.ts'
import { anyNetwork, unselected } from './problems/trail.ts'

/** A rule with the disjuncts of its event patterns. */
export interface AskingRule {
  readonly rule: Rule
  readonly disjuncts: readonly Conjunction[]
  /** What the patterns do not say. */
  readonly residual: readonly string[]
}

/** Tells of rules for which no selector can be derived. */
export function selectorsFor(
  rules: readonly AskingRule[],
  report: (problem: PlanProblem) => void,
): SelectorPlan {
  for (const asking of rules) {
    if (asksUnnamed(asking)) report(unselected(asking.rule.id))
    if (asksAnyNetwork(asking)) report(anyNetwork(asking.rule.id))
  }
  return {
    advanced: [
      {
        Name: 'Management events',
        FieldSelectors: [{ Field: 'eventCategory', Equals: ['Management'] }],
      },
      ...dataSelectors(rules.flatMap((each) => each.disjuncts)),
      ...networkSelectors(
        rules.flatMap((each) =>
          each.rule.on.detailTypes.includes(networkActivityDetailType) ? each.disjuncts : [],
        ),
      ),
    ],
    insights: insightsOf(rules),
  }
}

/** A rule about a service with data events that asks for names in words which EventBridge has none for. */
const asksUnnamed = ({ disjuncts, residual }: AskingRule): boolean =>
  residual.some((why) => why.startsWith('`eventName`')) && disjuncts.some(mayBeData)

const asksAnyNetwork = ({ rule, disjuncts }: AskingRule): boolean =>
  rule.on.detailTypes.includes(networkActivityDetailType) &&
  disjuncts.some((conjunction) => sourcesOf(conjunction).length === 0)

/** A selector for each service, which AWS demands; by name where all rules on it name their events. */
function networkSelectors(disjuncts: readonly Conjunction[]): AdvancedEventSelector[] {
  const namesBySource = new Map<string, readonly string[] | undefined>()
  for (const conjunction of disjuncts) {
    const names = textsAt(conjunction, eventNameKey)
    for (const source of sourcesOf(conjunction)) {
      const known = namesBySource.has(source) ? namesBySource.get(source) : []
      namesBySource.set(source, known && names && [...known, ...names])
    }
  }
  return [...namesBySource]
    .sort(([a], [b]) => compare(a, b))
    .map(([source, names]) => ({
      Name: `Network activity of ${source}`,
      FieldSelectors: [
        { Field: 'eventCategory', Equals: ['NetworkActivity'] },
        { Field: 'eventSource', Equals: [source] },
        ...(names === undefined
          ? []
          : [{ Field: 'eventName', Equals: [...new Set(names)].sort() }]),
      ],
    }))
}

/** The event source as a rule asks for it, or the one behind the source of the envelope. */
const sourcesOf = (conjunction: Conjunction): readonly string[] =>
  textsAt(conjunction, eventSourceKey) ??
  (textsAt(conjunction, sourceKey) ?? []).map(
    (source) => `${source.replace(/^aws\./, '')}.amazonaws.com`,
  )

const insightTypes = ['ApiCallRateInsight', 'ApiErrorRateInsight'] as const
const insightTypeKey = keyOf(['insightDetails', 'insightType'])

function insightsOf(asked: readonly AskingRule[]): SelectorPlan['insights'] {
  const observed: readonly string[] = observations.insight.detailTypes
  const disjuncts = asked.flatMap((each) =>
    each.rule.on.detailTypes.some((type) => observed.includes(type)) ? each.disjuncts : [],
  )
  const wanted = disjuncts.flatMap(
    (conjunction) => textsAt(conjunction, insightTypeKey) ?? insightTypes,
  )
  return insightTypes.filter((type) => wanted.includes(type))
}
