/** A rule as a metric filter of the trail's log group and the alarm over its metric. */

import { pathText } from '../ir/path.ts'
import type { Predicate } from '../ir/predicate.ts'
import type { Rule, Threshold } from '../ir/rule.ts'
import type { Compiled } from './backend.ts'
import { type Alarm, alarmFor } from './metric-filter/alarm.ts'
import { conditionOf } from './metric-filter/condition.ts'
import { type Expression, patternOf } from './metric-filter/expression.ts'
import { type Formula, formulaOf } from './metric-filter/formula.ts'
import { mustBeLogged, observed } from './metric-filter/observed.ts'
import { Refusal } from './metric-filter/refusal.ts'
import { simplified } from './metric-filter/simplified.ts'

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
  /** Written for minutes in which logs came and none matched. It forbids dimensions. https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/MonitoringLogData.html */
  readonly defaultValue: 0
}

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutMetricFilter.html */
export const maxPatternLength = 1024

/** A pattern has room for some sixty tests. Of more than these, too many would be left however much of them follows from the rest. */
const maxTests = 500

/**
 * The filter matches exactly the records of the rule. Nothing follows a metric that would take some
 * out again, so what cannot be said exactly is refused, and nothing is said in a way that the
 * documentation leaves open.
 *
 * A `threshold` makes it a superset: see `alarm.ts` for what the alarm counts beyond, which
 * function `alarm` decides on the events it reads.
 */
export function metricFilter(rule: Rule): Compiled<MetricFilter> {
  try {
    mustOnlyCount(rule)
    const pattern = patternFor(rule)
    const metric = { namespace: 'Tripline', name: rule.id, value: 1, defaultValue: 0 } as const
    const output = {
      pattern,
      metric,
      alarm: alarmFor(`${rule.title} (rule ${rule.id}). ${rule.why}`, rule.threshold),
    }
    if (rule.threshold === undefined) return { kind: 'exact', output }
    return { kind: 'superset', output, residual: [wholeMinutes(rule.threshold, output.alarm)] }
  } catch (refusal) {
    if (!(refusal instanceof Refusal)) throw refusal
    return { kind: 'refused', why: refusal.message, instead: refusal.instead }
  }
}

const elsewhere = 'leave the rule to EventBridge (`via: eventbridge`), where the function'

function mustOnlyCount({ firstSeen, threshold }: Rule): void {
  if (firstSeen !== undefined)
    throw new Refusal(
      'an alarm counts, and cannot know what was seen before',
      `${elsewhere} remembers`,
    )
  if (threshold === undefined) return
  const { by, distinct } = threshold
  if (distinct !== undefined)
    throw new Refusal(
      `an alarm counts events, and this rule the different values of \`${pathText(distinct)}\``,
      `${elsewhere} tells them apart, or count events: drop \`distinct\``,
    )
  if (by.length > 0)
    throw new Refusal(
      `an alarm counts all events together, and this rule for each \`${by.map(pathText).join('`, `')}\` by itself`,
      `${elsewhere} counts for each value, or count all together: drop \`by\``,
    )
}

const wholeMinutes = ({ count, windowMs }: Threshold, { periodSeconds }: Alarm): string =>
  `${count} events within ${windowMs / 1000} s of one another: the alarm counts them over ${periodSeconds / 60} whole minutes`

/** The filter pattern for the records of a rule; throws a `Refusal`. */
function patternFor({ on, match, unless }: Rule): string {
  mustBeLogged(on)
  const whole: Predicate =
    unless === undefined ? match : { kind: 'all', of: [match, { kind: 'not', of: unless }] }
  const formula = formulaOf(whole)
  const tests = testsIn(formula)
  if (tests > maxTests) throw tooLong(`asks for ${tests} things`, undefined)
  const condition = simplified(
    conditionOf(formula, {
      detailTypes: on.detailTypes,
      eventSources: undefined,
      eventNames: undefined,
    }),
  )
  const expression = simplified({ kind: 'all', of: [condition, observed(on, formula, condition)] })
  if (expression.kind === 'never')
    throw new Refusal(
      'no event can ever match it',
      'look for a field that is asked to be two things at once, or something that it never is',
    )
  const pattern = patternOf(expression)
  if (pattern.length > maxPatternLength)
    throw tooLong(`is ${pattern.length} characters long`, expression)
  return pattern
}

const testsIn = (formula: Formula): number =>
  formula.kind === 'literal' ? 1 : formula.of.reduce((sum, part) => sum + testsIn(part), 0)

function tooLong(what: string, expression: Expression | undefined): Refusal {
  const counts = Map.groupBy(expression ? selectorsIn(expression) : [], (selector) => selector)
  const [most] = [...counts].toSorted(([, a], [, b]) => b.length - a.length)
  return new Refusal(
    `its filter pattern ${what}, and a filter pattern has ${maxPatternLength} characters at most`,
    most === undefined
      ? 'split it into rules that ask for less'
      : `split it: \`${most[0].slice('$.'.length)}\` is tested ${most[1].length} times, of which each rule could have a part`,
  )
}

function selectorsIn(expression: Expression): readonly string[] {
  if (expression.kind === 'test' || expression.kind === 'absent') return [expression.selector]
  return 'of' in expression ? expression.of.flatMap(selectorsIn) : []
}
