/** The backend `event-pattern`: compiles a rule to EventBridge event patterns. */
import { isNeverIn } from '../../aws/sign-in-fields.ts'
import { listsFromFor } from '../../aws/single-values.ts'
import {
  neverMatches,
  ofField,
  sourcePinned,
} from '../../diagnostics/catalogue/backends/event-pattern.ts'
import { fromValue } from '../../eventbridge/json.ts'
import { checkWildcards } from '../../eventbridge/limits.ts'
import { matches } from '../../eventbridge/match.ts'
import { parsePattern } from '../../eventbridge/parse-pattern.ts'
import { holdsForAbsent } from '../../ir/in-blocks.ts'
import type { Json, JsonObject } from '../../ir/json.ts'
import { matchAndNotUnless } from '../../ir/logic.ts'
import { namedTexts } from '../../ir/named-values.ts'
import { type Path, pathText } from '../../ir/path.ts'
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
function print(on: Rule['on'], whole: Conjunction): Printed | undefined {
  const conjunction = withoutForeign(whole)
  if (textsAt(conjunction, 'eventName') !== undefined) return printWith(on, conjunction, 'rationed')
  const printed = printWith(on, conjunction, 'allowed')
  return printed && tooComplex(printed.fields) ? printWith(on, conjunction, 'rationed') : printed
}

/**
 * Leaves out tests that pass for an absent field, if no event of the conjunction has the field:
 * `is: succeeded` tests a field of sign-ins, and most rules are about other calls.
 */
function withoutForeign(conjunction: Conjunction): Conjunction {
  const [names, sources] = ['eventName', 'eventSource'].map((path) => textsAt(conjunction, path))
  return conjunction.filter(
    ({ path, check }) => !isNeverIn(path, names, sources) || !holdsForAbsent(check),
  )
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
  const pins = deliveredFields(on, conjunction).map((pin) => narrowedPin(pin, fields, conjunction))
  if (pins.some(({ any }) => any.length === 0)) return undefined
  const own = fields.filter(({ path }) => !isPinned(path))
  return {
    fields: [...pins, ...own],
    residual: [...residual, ...pins.flatMap((pin) => pin.residual)],
  }
}

const isPinned = (path: Path): boolean =>
  pathText(path) === 'envelope.source' || pathText(path) === 'envelope.detail-type'

/** The values of a field of the envelope that `on` lets in and the tests of the rule pass. */
function narrowedPin(
  { path, any }: PrintedField,
  fields: readonly PrintedField[],
  conjunction: Conjunction,
) {
  const isHere = (field: { readonly path: Path }) => pathText(field.path) === pathText(path)
  const tests = fields.filter(isHere)
  if (tests.length === 0) return { path, any, residual: [] }
  const passes = (value: Json) => tests.every((test) => matchesValue(test.any, value))
  if (any.every((matcher) => typeof matcher === 'string'))
    return { path, any: any.filter(passes), residual: [] }
  const named = conjunction
    .filter(isHere)
    .map(({ check }) => namedTexts(check))
    .find((texts) => texts !== undefined)
  return named === undefined
    ? { path, any, residual: [sourcePinned] }
    : { path, any: named.filter((each) => isOfAws(each) && passes(each)), residual: [] }
}

function matchesValue(any: readonly Json[], value: Json): boolean {
  const parsed = parsePattern(JSON.stringify({ value: any }))
  return !parsed.ok || matches(parsed.pattern, fromValue({ value }))
}

const isOfAws = (source: string): boolean => source.startsWith('aws.')
