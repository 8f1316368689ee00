/**
 * The event selectors that a trail needs so that the rules see their events: all management events,
 * and of the events that cost extra only those that rules name.
 *
 * https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_AdvancedFieldSelector.html
 */

import { pricePer100k } from '../aws/data-events.ts'
import { networkActivityDetailType, observations } from '../aws/detail-types.ts'
import { anyNetwork, everyResource, unselected } from '../diagnostics/catalogue/plan/trail.ts'
import type { PlanProblem } from '../diagnostics/plan-problem.ts'
import { compareTexts } from '../ir/compare-texts.ts'
import type { Rule } from '../ir/rule.ts'
import { broadTypes, dataSelectors, mayBeData, type TrailPlace } from './data-selectors.ts'
import type { AdvancedEventSelector, SelectorPlan } from './manifest/trail.ts'
import {
  type Conjunction,
  eventNameKey,
  eventSourceKey,
  keyOf,
  sourceKey,
  textsAt,
} from './pack/conjunction.ts'

/** A rule with the disjuncts of its event patterns. */
export interface RuleDisjuncts {
  readonly rule: Rule
  readonly disjuncts: readonly Conjunction[]
  /** The residual: sentences for the checks that the patterns do not express. */
  readonly residual: readonly string[]
}

/** The selectors for some rules. Reports rules for which no selector can be derived. */
export function selectorsFor(
  rules: readonly RuleDisjuncts[],
  place: TrailPlace,
  report: (problem: PlanProblem) => void,
): SelectorPlan {
  for (const each of rules) {
    if (hasUnnamedDataEvents(each)) report(unselected(each.rule.id))
    if (hasUnnamedNetworkSource(each)) report(anyNetwork(each.rule.id))
    const broad = [...new Set(each.disjuncts.flatMap((one) => broadTypes(one, place)))].sort()
    if (broad.length > 0) report(everyResource(each.rule.id, broad, pricePer100k.data))
  }
  return {
    advanced: [
      {
        Name: 'Management events',
        FieldSelectors: [{ Field: 'eventCategory', Equals: ['Management'] }],
      },
      ...dataSelectors(
        rules.flatMap((each) => each.disjuncts),
        place,
      ),
      ...networkSelectors(
        rules.flatMap((each) =>
          each.rule.on.detailTypes.includes(networkActivityDetailType) ? each.disjuncts : [],
        ),
      ),
    ],
    insights: insightsOf(rules),
  }
}

/**
 * Whether a rule about a service with data events tests names in a way that EventBridge cannot
 * express.
 */
const hasUnnamedDataEvents = ({ disjuncts, residual }: RuleDisjuncts): boolean =>
  residual.some((why) => why.startsWith('`eventName`')) && disjuncts.some(mayBeData)

const hasUnnamedNetworkSource = ({ rule, disjuncts }: RuleDisjuncts): boolean =>
  rule.on.detailTypes.includes(networkActivityDetailType) &&
  disjuncts.some((conjunction) => sourcesOf(conjunction).length === 0)

/**
 * A selector for each service, as AWS requires. It has names if all rules on the service name their
 * events.
 */
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
    .sort(([a], [b]) => compareTexts(a, b))
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

/**
 * The event sources of a conjunction, from the event source or else from the source of the
 * envelope.
 */
const sourcesOf = (conjunction: Conjunction): readonly string[] =>
  textsAt(conjunction, eventSourceKey) ??
  (textsAt(conjunction, sourceKey) ?? []).map(
    (source) => `${source.replace(/^aws\./, '')}.amazonaws.com`,
  )

const insightTypes = ['ApiCallRateInsight', 'ApiErrorRateInsight'] as const
const insightTypeKey = keyOf(['insightDetails', 'insightType'])

function insightsOf(rules: readonly RuleDisjuncts[]): SelectorPlan['insights'] {
  const insightDetailTypes: readonly string[] = observations.insight.detailTypes
  const disjuncts = rules.flatMap((each) =>
    each.rule.on.detailTypes.some((type) => insightDetailTypes.includes(type))
      ? each.disjuncts
      : [],
  )
  const wanted = disjuncts.flatMap(
    (conjunction) => textsAt(conjunction, insightTypeKey) ?? insightTypes,
  )
  return insightTypes.filter((type) => wanted.includes(type))
}
