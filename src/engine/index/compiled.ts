/** A rule as a function of the event on view: the same answer as `ruleMatches`, with the work of many rules shared. */
import { type Block, foldPredicate } from '../../ir/logic.ts'
import { pathText } from '../../ir/path.ts'
import type { Field, Predicate } from '../../ir/predicate.ts'
import type { Rule } from '../../ir/rule.ts'
import { evaluate } from '../evaluate.ts'
import { isObserved } from '../rule-matches.ts'
import { linked } from '../same-as.ts'
import { holdsForAbsent, isCheap, valueTest } from './value-test.ts'
import { many, type View } from './view.ts'

export type Matched = Pick<Rule, 'on' | 'match' | 'unless'>

/** Whether the rule asks for the event on view. */
export type Test = () => boolean

/** The cheap test of the envelope stands between the two, so they are not joined into one predicate. */
export function compiledRule({ on, match, unless }: Matched, view: View): Test {
  const matches = compiledPredicate(match, view)
  const holdsBack = unless === undefined ? undefined : compiledPredicate(unless, view)
  return () => matches() && isObserved(on, view.event) && !holdsBack?.()
}

export const compiledPredicate = (predicate: Predicate, view: View): Test =>
  foldPredicate<Test>(predicate, {
    leaf: (block) => compiledBlock(block, view),
    all: (parts) => () => parts.every((part) => part()),
    any: (parts) => () => parts.some((part) => part()),
    not: (part) => () => !part(),
  })

/**
 * Where no array is on the way, a field has one value or none and the fields are independent of each
 * other. Through arrays, and where fields are compared, `evaluate` chooses.
 */
function compiledBlock(block: Block, view: View): Test {
  const whole = linked(block.fields)
  if (whole.some(({ targets, namesItself }) => targets.length > 0 || namesItself)) {
    return () => evaluate(block, view.event)
  }
  const tests = whole.map((field) => compiledField(field, view))
  return () => {
    for (const test of tests) {
      const answer = test()
      if (answer === many) return evaluate(block, view.event)
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
