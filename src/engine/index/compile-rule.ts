/**
 * Compiles a rule to a function that tests the event on view. The result is that of `ruleMatches`;
 * rules share values and results of tests. Only for events of which CloudTrail left nothing out.
 */
import { type Block, fieldsIn, readsObjects } from '../../ir/logic.ts'
import { pathText } from '../../ir/path.ts'
import type { Predicate } from '../../ir/predicate.ts'
import { evaluate, mustHold } from '../evaluate.ts'
import { type Conditions, isObserved } from '../rule-matches.ts'
import { type LinkedField, linkFields } from '../same-as.ts'
import { holdsForAbsent, isCheap, valueTest } from './value-test.ts'
import { many, type View } from './view.ts'

/** Whether the rule matches the event on view. */
export type Test = () => boolean

/** The cheap test of the envelope stands between the two, so they are not joined into one predicate. */
export function compileRule({ on, match, unless }: Conditions, view: View): Test {
  const matches = compilePredicate(match, view)
  const excludes = unless === undefined ? undefined : compileUnless(unless, view)
  return () => matches() && isObserved(on, view.event) && !excludes?.()
}

/** `unless` must hold for certain, which differs only for policy documents that cannot be read. */
export const compileUnless = (unless: Predicate, view: View): Test =>
  readsDocuments(unless) ? () => mustHold(unless, view.event) : compilePredicate(unless, view)

const readsDocuments = (predicate: Predicate): boolean =>
  fieldsIn(predicate).some(({ check }) => readsObjects(check))

export function compilePredicate(predicate: Predicate, view: View): Test {
  switch (predicate.kind) {
    case 'block':
      return compileBlock(predicate, view)
    case 'all':
    case 'any': {
      const parts = predicate.of.map((part) => compilePredicate(part, view))
      return predicate.kind === 'all'
        ? () => parts.every((part) => part())
        : () => parts.some((part) => part())
    }
    case 'not': {
      if (readsDocuments(predicate)) return () => evaluate(predicate, view.event)
      const part = compilePredicate(predicate.of, view)
      return () => !part()
    }
    case 'each':
      // The view has the values of the event and not of its elements.
      return () => evaluate(predicate, view.event)
  }
}

/**
 * If no path passes through an array, each field has one value or none, and the fields are
 * independent. Through arrays, and with `same-as`, `evaluate` decides.
 */
function compileBlock(block: Block, view: View): Test {
  const whole = linkFields(block.fields)
  if (whole.some(({ targets, namesItself }) => targets.length > 0 || namesItself)) {
    return () => evaluate(block, view.event)
  }
  const tests = whole.map((field) => compileField(field, view))
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
 * The test returns `many` if the path passes through an array. A field that fails decides its block
 * at once, even before a field with an array: no choice of elements changes that.
 */
function compileField(
  { path, check, takesObjects }: LinkedField,
  view: View,
): () => boolean | typeof many {
  const id = view.pathId(path, takesObjects)
  const absentPasses = holdsForAbsent(check)
  const passes = valueTest(check)
  if (isCheap(check)) {
    return () => {
      const found = view.valueAt(id)
      return found === many ? many : found === undefined ? absentPasses : passes(found)
    }
  }
  const testId = view.testId(`${pathText(path)} ${JSON.stringify(check)}`)
  return () => {
    const found = view.valueAt(id)
    if (found === many) return many
    if (found === undefined) return absentPasses
    return view.answerOf(testId) ?? view.remember(testId, passes(found))
  }
}
