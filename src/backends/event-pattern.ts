/** A rule as EventBridge event patterns. */
import { type ListsFrom, listsFromFor } from '../aws/single-values.ts'
import { checkWildcards } from '../eventbridge/limits.ts'
import { parsePattern } from '../eventbridge/parse-pattern.ts'
import type { Json, JsonObject } from '../ir/json.ts'
import { type Path, pathText } from '../ir/path.ts'
import type { Predicate } from '../ir/predicate.ts'
import type { Rule } from '../ir/rule.ts'
import type { Compiled } from './backend.ts'
import { deliveredFields, equalTo } from './event-pattern/delivered.ts'
import { fitPatterns } from './event-pattern/fit.ts'
import { matchersFor } from './event-pattern/matchers.ts'
import { patternJson, type Told, type ToldWay } from './event-pattern/pattern-json.ts'
import type { Spend } from './event-pattern/said.ts'
import { shareList, type Way, waysOf } from './event-pattern/ways.ts'

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

interface ToldAll {
  /** Undefined where the way can never match. */
  readonly way: ToldWay | undefined
  readonly residual: readonly string[]
}

/**
 * A way that pins the event's name lets little through anyhow; wildcards are for the others, as long
 * as EventBridge does not find them too complex.
 */
function tell({ on }: Pick<Rule, 'on'>, way: Way): ToldAll {
  if (equalTo(way, 'eventName') !== undefined) return tellWith(on, way, 'no wildcards')
  const told = tellWith(on, way, 'wildcards')
  return told.way !== undefined && tooComplex(told.way) ? tellWith(on, way, 'no wildcards') : told
}

function tooComplex(way: ToldWay): boolean {
  const parsed = parsePattern(JSON.stringify(patternJson([way])))
  return parsed.ok && checkWildcards(parsed.pattern) !== undefined
}

function tellWith(on: Rule['on'], way: Way, spend: Spend): ToldAll {
  const told = way.map(({ path, check }) => ({ path, ...matchersFor(check, spend) }))
  const residual = told.flatMap((each) => {
    const why = each.residual ?? tiedResidual(each, way, listsFromFor(on.detailTypes))
    return why === undefined ? [] : [`\`${pathText(each.path)}\`: ${why}`]
  })
  if (told.some(({ any }) => any?.length === 0)) return { way: undefined, residual: [] }
  const fields = told.flatMap(({ path, any }) => (any === undefined ? [] : [{ path, any }]))
  const delivered = deliveredFields(on, way)
  const source = fields.find(isSource)
  // What a rule asks of `source` itself takes the place of the pin only where it is as safe.
  const unsafe = source !== undefined && !source.any.every(isOfAws)
  const own = unsafe ? fields.filter((told) => !isSource(told)) : fields
  const pins = delivered.filter(
    ({ path }) => !own.some((each) => pathText(each.path) === pathText(path)),
  )
  return {
    way: [...pins, ...own],
    residual: unsafe
      ? [...residual, '`envelope.source`: the pattern pins it to AWS instead']
      : residual,
  }
}

/** What EventBridge loses of a field whose value must come from the same element of a list as that of another field. */
function tiedResidual(
  { path, any }: { path: Path; any: readonly Json[] | undefined },
  way: Way,
  listsFrom: ListsFrom,
): string | undefined {
  if (!way.some((other) => other.path !== path && shareList(path, other.path, listsFrom)))
    return undefined
  const inside = (one: Path, other: Path) => one.every((segment, index) => segment === other[index])
  if (
    way.some(
      (other) => other.path !== path && (inside(path, other.path) || inside(other.path, path)),
    )
  ) {
    return 'EventBridge tells a list from what is in it in another way'
  }
  if (any === undefined) return 'EventBridge cannot ask only that it is in the same element'
  const absent = any.some((matcher) => JSON.stringify(matcher) === '{"exists":false}')
  return absent
    ? 'EventBridge looks for it in one element, where it must be absent from all'
    : undefined
}

const isSource = ({ path }: Told): boolean => pathText(path) === 'envelope.source'

const isOfAws = (matcher: Json): boolean =>
  typeof matcher === 'string' && matcher.startsWith('aws.')
