/** A rule as EventBridge event patterns. */
import { listsFromFor } from '../aws/single-values.ts'
import type { JsonObject } from '../ir/json.ts'
import { pathText } from '../ir/path.ts'
import type { Predicate } from '../ir/predicate.ts'
import type { Rule } from '../ir/rule.ts'
import type { Compiled } from './backend.ts'
import { deliveredFields, equalTo } from './event-pattern/delivered.ts'
import { fitPatterns } from './event-pattern/fit.ts'
import { matchersFor } from './event-pattern/matchers.ts'
import type { ToldWay } from './event-pattern/pattern-json.ts'
import { type Way, waysOf } from './event-pattern/ways.ts'

/** Each a pattern for an EventBridge rule of its own; an event of the rule matches one of them at least. */
export type EventPatterns = readonly JsonObject[]

export function eventPattern(rule: Pick<Rule, 'on' | 'match' | 'unless'>): Compiled<EventPatterns> {
  const { ways, residual } = waysOf(wholeOf(rule), listsFromFor(rule.on.detailTypes))
  const told = ways.map((way) => tell(rule, way))
  const living = told.flatMap(({ way }) => (way === undefined ? [] : [way]))
  if (living.length === 0) {
    return {
      kind: 'refused',
      why: 'no event can ever match it',
      instead: 'look for a field that is asked to be two things at once',
    }
  }
  const fitted = fitPatterns(living)
  const all = [
    ...new Set([...residual, ...told.flatMap((each) => each.residual), ...fitted.residual]),
  ]
  return all.length === 0
    ? { kind: 'exact', output: fitted.patterns }
    : { kind: 'superset', output: fitted.patterns, residual: all }
}

const wholeOf = ({ match, unless }: Pick<Rule, 'match' | 'unless'>): Predicate =>
  unless === undefined ? match : { kind: 'all', of: [match, { kind: 'not', of: unless }] }

function tell(
  { on }: Pick<Rule, 'on'>,
  way: Way,
): { way: ToldWay | undefined; residual: string[] } {
  // A way that pins the event's name lets little through anyhow; wildcards are for the others.
  const spend = equalTo(way, 'eventName') === undefined ? 'wildcards' : 'no wildcards'
  const told = way.map(({ path, check }) => ({ path, ...matchersFor(check, spend) }))
  const residual = told.flatMap((each) =>
    each.residual ? [`\`${pathText(each.path)}\`: ${each.residual}`] : [],
  )
  if (told.some(({ any }) => any?.length === 0)) return { way: undefined, residual: [] }
  const fields = told.flatMap(({ path, any }) => (any === undefined ? [] : [{ path, any }]))
  const asked = new Set(fields.map(({ path }) => pathText(path)))
  // What a rule itself asks of the envelope is asked beside the pin, as the tighter of the two.
  const delivered = deliveredFields(on, way).filter(({ path }) => !asked.has(pathText(path)))
  return { way: [...delivered, ...fields], residual }
}
