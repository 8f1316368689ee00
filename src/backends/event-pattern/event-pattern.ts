/** The backend `event-pattern`: compiles a rule to EventBridge event patterns. */
import { listsFromFor } from '../../aws/single-values.ts'
import {
  neverMatches,
  ofField,
  sourcePinned,
} from '../../diagnostics/catalogue/backends/event-pattern.ts'
import { checkWildcards } from '../../eventbridge/limits.ts'
import { parsePattern } from '../../eventbridge/parse-pattern.ts'
import type { Json, JsonObject } from '../../ir/json.ts'
import { matchAndNotUnless } from '../../ir/logic.ts'
import { pathText } from '../../ir/path.ts'
import type { Rule } from '../../ir/rule.ts'
import { type Backend, type Compiled, compilation } from '../backend.ts'
import { orRefused } from '../or-refused.ts'
import { matchersFor } from './check.ts'
import { type Conjunction, textsAt } from './conjunction.ts'
import { deliveredFields } from './delivered.ts'
import { fitPatterns } from './fit.ts'
import type { Wildcards } from './matcher.ts'
import { disjunctsOf } from './normal-form.ts'
import { type PrintedConjunction, type PrintedField, patternJson } from './print.ts'
import { tiedResidual } from './tied.ts'

/** One pattern for each EventBridge rule. An event that the rule matches, matches at least one of them. */
export type EventPatterns = readonly JsonObject[]

export const eventPattern = {
  name: 'event-pattern',
  summary: 'Patterns of EventBridge rules that send the events of the rule to `detect`.',
  compile: (rule: Pick<Rule, 'on' | 'match' | 'unless'>) => orRefused(() => patternsOf(rule)),
} satisfies Backend<EventPatterns>

function patternsOf(rule: Pick<Rule, 'on' | 'match' | 'unless'>): Compiled<EventPatterns> {
  const { conjunctions, residual } = disjunctsOf(
    matchAndNotUnless(rule),
    listsFromFor(rule.on.detailTypes),
  )
  const printed = conjunctions.flatMap((conjunction) => print(rule.on, conjunction) ?? [])
  if (printed.length === 0) throw neverMatches()
  const fitted = fitPatterns(printed.map(({ fields }) => fields))
  const left = [...residual, ...printed.flatMap((each) => each.residual), ...fitted.residual]
  return compilation(fitted.patterns, [...new Set(left)])
}

interface Printed {
  readonly fields: PrintedConjunction
  readonly residual: readonly string[]
}

/**
 * Wildcards are used only if the conjunction does not require an event name, and only if they are not
 * too complex for EventBridge. Undefined if the conjunction can never hold.
 */
function print(on: Rule['on'], conjunction: Conjunction): Printed | undefined {
  if (textsAt(conjunction, 'eventName') !== undefined) return printWith(on, conjunction, 'rationed')
  const printed = printWith(on, conjunction, 'allowed')
  return printed && tooComplex(printed.fields) ? printWith(on, conjunction, 'rationed') : printed
}

function tooComplex(fields: PrintedConjunction): boolean {
  const parsed = parsePattern(JSON.stringify(patternJson([fields])))
  return parsed.ok && checkWildcards(parsed.pattern) !== undefined
}

function printWith(
  on: Rule['on'],
  conjunction: Conjunction,
  wildcards: Wildcards,
): Printed | undefined {
  const listsFrom = listsFromFor(on.detailTypes)
  const matched = conjunction.map(({ path, check }) => ({ path, ...matchersFor(check, wildcards) }))
  if (matched.some(({ any }) => any?.length === 0)) return undefined
  const residual = matched.flatMap((each) => {
    const why = each.residual ?? tiedResidual(each, conjunction, listsFrom)
    return why === undefined ? [] : [ofField(pathText(each.path), why)]
  })
  const fields = matched.flatMap(({ path, any }) => (any === undefined ? [] : [{ path, any }]))
  const source = fields.find(isSource)
  // A rule's own test of `source` replaces the required one only if it is as safe.
  const unsafe = source !== undefined && !source.any.every(isOfAws)
  const own = unsafe ? fields.filter((field) => !isSource(field)) : fields
  const pins = deliveredFields(on, conjunction).filter(
    ({ path }) => !own.some((each) => pathText(each.path) === pathText(path)),
  )
  return { fields: [...pins, ...own], residual: unsafe ? [...residual, sourcePinned] : residual }
}

const isSource = ({ path }: PrintedField): boolean => pathText(path) === 'envelope.source'

const isOfAws = (matcher: Json): boolean =>
  typeof matcher === 'string' && matcher.startsWith('aws.')
