/** A rule as a function of the event on view: the same answer as `ruleMatches`, with the work of many rules shared. */
import type { Scalar } from '../../ir/json.ts'
import { pathText } from '../../ir/path.ts'
import type { Check, Field, Predicate } from '../../ir/predicate.ts'
import type { Rule } from '../../ir/rule.ts'
import { evaluate } from '../evaluate.ts'
import { type Chosen, holds } from '../holds.ts'
import { linked } from '../links.ts'
import { isObserved } from '../rule-matches.ts'
import { many, type View } from './view.ts'

export type Matched = Pick<Rule, 'on' | 'match' | 'unless'>

/** Whether the rule asks for the event on view. */
export type Test = () => boolean

export function compiledRule({ on, match, unless }: Matched, view: View): Test {
  const matches = compiledPredicate(match, view)
  const holdsBack = unless === undefined ? undefined : compiledPredicate(unless, view)
  return () => isObserved(on, view.event) && matches() && !holdsBack?.()
}

export function compiledPredicate(predicate: Predicate, view: View): Test {
  switch (predicate.kind) {
    case 'block':
      return compiledBlock(predicate.fields, view)
    case 'all': {
      const parts = predicate.of.map((part) => compiledPredicate(part, view))
      return () => parts.every((part) => part())
    }
    case 'any': {
      const parts = predicate.of.map((part) => compiledPredicate(part, view))
      return () => parts.some((part) => part())
    }
    case 'not': {
      const part = compiledPredicate(predicate.of, view)
      return () => !part()
    }
  }
}

const nothingChosen: Chosen = new Map()

/**
 * Where no array is on the way, a field has one value or none and the fields are independent of each
 * other. Through arrays, and where fields are compared, `evaluate` chooses.
 */
function compiledBlock(fields: readonly Field[], view: View): Test {
  const asWritten: Predicate = { kind: 'block', fields }
  const whole = linked(fields)
  if (whole.some(({ targets, namesItself }) => targets.length > 0 || namesItself)) {
    return () => evaluate(asWritten, view.event)
  }
  const tests = whole.map((field) => compiledField(field, view))
  return () => {
    for (const test of tests) {
      const answer = test()
      if (answer === many) return evaluate(asWritten, view.event)
      if (!answer) return false
    }
    return true
  }
}

/**
 * `many` where an array is on the way. A field that fails ends its block, even before one with an
 * array is reached: no choice of elements makes up for it.
 */
function compiledField({ path, check }: Field, view: View): () => boolean | typeof many {
  const id = view.pathId(path)
  const absentHolds = holdsForAbsent(check)
  const passes = valueTest(check)
  if (isCheap(check)) {
    return () => {
      const found = view.valueAt(id)
      return found === many ? many : found === undefined ? absentHolds : passes(found)
    }
  }
  const testId = view.testId(`${pathText(path)} ${JSON.stringify(check)}`)
  return () => {
    const found = view.valueAt(id)
    if (found === many) return many
    if (found === undefined) return absentHolds
    return view.answerOf(testId) ?? view.remember(testId, passes(found))
  }
}

export const holdsForAbsent = (check: Check): boolean => holds(check, undefined, nothingChosen)

/** Whether a test takes no longer than it takes to remember how it came out. */
export const isCheap = (check: Check): boolean =>
  check.op === 'equals' ||
  check.op === 'prefix' ||
  check.op === 'suffix' ||
  check.op === 'exists' ||
  (check.op === 'not' && isCheap(check.of)) ||
  alternatives(check) !== undefined

/** The values of a list of alternatives that are all plain values. */
function alternatives(check: Check): ReadonlySet<Scalar> | undefined {
  if (check.op !== 'any') return undefined
  const values = check.of.flatMap((each) => (each.op === 'equals' ? [each.value] : []))
  return values.length === check.of.length ? new Set(values) : undefined
}

/** The check of a value that is there. */
export function valueTest(check: Check): (value: Scalar) => boolean {
  if (check.op === 'equals') {
    const { value: wanted } = check
    return (value) => value === wanted
  }
  const among = alternatives(check)
  if (among !== undefined) return (value) => among.has(value)
  return (value) => holds(check, value, nothingChosen)
}
