/** A rule as a metric filter of the trail's log group and the alarm over its metric. */

import {
  countsAllTogether,
  countsNoValues,
  neverMatches,
  remembersNothing,
  tooLong,
  tooManyTests,
  wholeMinutes,
} from '../../diagnostics/catalogue/backends/metric-filter.ts'
import { literalsIn, matchAndNotUnless } from '../../ir/logic.ts'
import { pathText } from '../../ir/path.ts'
import type { Rule } from '../../ir/rule.ts'
import { type Backend, type Compiled, compilation } from '../backend.ts'
import { orRefused } from '../or-refused.ts'
import { type Alarm, alarmFor } from './alarm.ts'
import { conditionOf } from './condition.ts'
import type { Expression } from './expression.ts'
import { exactFormulaOf } from './normal-form.ts'
import { patternOf } from './print.ts'
import { mustBeLogged, restrictToObserved } from './restrict-to-observed.ts'
import { simplify } from './simplify.ts'

export interface MetricFilter {
  /** A JSON filter pattern, at most 1,024 characters. */
  readonly pattern: string
  readonly metric: Metric
  readonly alarm: Alarm
}

export interface Metric {
  readonly namespace: string
  readonly name: string
  readonly value: 1
  /** The value for minutes with log events of which none matched. A metric with it cannot have dimensions. https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/MonitoringLogData.html */
  readonly defaultValue: 0
}

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutMetricFilter.html */
export const maxPatternLength = 1024

/** A pattern has room for some sixty tests. With more tests than these it would be too long, even without those that follow from others. */
const maxTests = 500

/**
 * The filter matches exactly the records of the rule. No later step removes records from a metric. So a
 * rule that has no exact filter is refused, and a filter uses no syntax whose meaning the documentation
 * leaves open.
 *
 * With a `threshold` the result is a superset: `alarm.ts` explains which bursts the alarm reports
 * beyond those of the rule. The function `alarm` reads the events and decides.
 */
export const metricFilter = {
  name: 'metric-filter',
  summary:
    "A metric filter of the trail's log group, and an alarm over its metric that wakes function `alarm`.",
  compile: (rule: Rule) => orRefused(() => filterOf(rule)),
} satisfies Backend<MetricFilter>

function filterOf(rule: Rule): Compiled<MetricFilter> {
  const { id, title, why, threshold } = rule
  mustOnlyCount(rule)
  const pattern = patternFor(rule)
  const alarm = alarmFor(`${title} (rule ${id}). ${why}`, threshold)
  const metric = { namespace: 'Tripline', name: id, value: 1, defaultValue: 0 } as const
  const residual =
    threshold === undefined
      ? []
      : [wholeMinutes(threshold.count, threshold.windowMs, alarm.periodSeconds)]
  return compilation({ pattern, metric, alarm }, residual)
}

function mustOnlyCount({ firstSeen, threshold }: Rule): void {
  if (firstSeen !== undefined) throw remembersNothing()
  if (threshold?.distinct !== undefined) throw countsNoValues(pathText(threshold.distinct))
  if (threshold !== undefined && threshold.by.length > 0)
    throw countsAllTogether(threshold.by.map(pathText))
}

/** The filter pattern for the records of a rule; throws `Uncompilable`. */
function patternFor(rule: Rule): string {
  const { on } = rule
  mustBeLogged(on)
  const formula = exactFormulaOf(matchAndNotUnless(rule))
  const testCount = literalsIn(formula).length
  if (testCount > maxTests) throw tooManyTests(testCount, maxPatternLength)
  const condition = simplify(
    conditionOf(formula, {
      detailTypes: on.detailTypes,
      eventSources: undefined,
      eventNames: undefined,
    }),
  )
  const expression = simplify({
    kind: 'all',
    of: [condition, restrictToObserved(on, formula, condition)],
  })
  if (expression.kind === 'never') throw neverMatches()
  const pattern = patternOf(expression)
  if (pattern.length <= maxPatternLength) return pattern
  throw tooLong(pattern.length, maxPatternLength, commonestField(expression))
}

function commonestField(expression: Expression) {
  const tests = Map.groupBy(selectorsIn(expression), (selector) => selector)
  const [first] = [...tests].toSorted(([, a], [, b]) => b.length - a.length)
  return first && { field: first[0].slice('$.'.length), count: first[1].length }
}

function selectorsIn(expression: Expression): readonly string[] {
  if (expression.kind === 'test' || expression.kind === 'absent') return [expression.selector]
  return 'of' in expression ? expression.of.flatMap(selectorsIn) : []
}
