/**
 * Finds the rules of a set that an event matches, and evaluates few of them. Lambda and the local
 * account run it on every event. The result is that of `ruleMatches`, found faster.
 *
 * The kind of an event leads to a list of rules, which is made when the kind is first seen. A long list
 * is shortened by the texts that its rules require (`required-literals.ts`). The rest is evaluated.
 */
import { omittedParts } from '../../aws/omitted.ts'
import type { Event } from '../../ir/event.ts'
import { type Conditions, ruleMatches } from '../rule-matches.ts'
import { type Batch, batchesOf, matchingBits } from './batch.ts'
import { compileRule, type Test } from './compile-rule.ts'
import { guardOf } from './guard.ts'
import { hasKind } from './kinds.ts'
import { numbersOfKind, type RuleIndex, ruleIndex } from './rule-index.ts'
import { kindsOf, lookupIn } from './rules-of-kind.ts'
import { View } from './view.ts'

/** The rules that match an event, in the order of the set. */
export type Matcher<R> = (event: Event) => readonly R[]

export const matcherFor = <R extends Conditions>(rules: readonly R[]): Matcher<R> =>
  indexedMatcher(
    ruleIndex(rules.map(({ match }) => match)),
    rules.length,
    (number) => rules[number] as R,
  )

const nothing: readonly never[] = []

/** Calls `ruleAt` once for each rule, when an event may match it for the first time. */
export function indexedMatcher<R extends Conditions>(
  index: RuleIndex,
  ruleCount: number,
  ruleAt: (number: number) => R,
): Matcher<R> {
  const view = new View()
  const rules: (R | undefined)[] = new Array(ruleCount)
  const tests: (Test | undefined)[] = new Array(ruleCount)
  const open = lookupIn(index.byRequired, view)
  const mayMatch = guardOf(index.byRequired, view)
  const ruleOf = (number: number): R => {
    const rule = rules[number] ?? ruleAt(number)
    rules[number] = rule
    return rule
  }

  const turns = new Uint32Array(ruleCount)
  let turn = 0
  let hits: number[] = []
  const testRules = (numbers: readonly number[]): void => {
    for (const number of numbers) {
      if (turns[number] === turn) continue
      turns[number] = turn
      if (!mayMatch(number)) continue
      const test = tests[number] ?? compileRule(ruleOf(number), view)
      tests[number] = test
      if (test()) hits.push(number)
    }
  }
  const testBatches = (batches: readonly Batch[]): void => {
    for (const batch of batches) {
      for (let bits = matchingBits(batch, view); bits !== 0; bits &= bits - 1) {
        hits.push(batch.numbers[31 - Math.clz32(bits & -bits)] as number)
      }
    }
  }

  const kindFor = kindsOf(index, ruleOf, view)
  let always: readonly Batch[] | undefined

  return (event) => {
    if (!hasKind(event)) return everyRule().filter((rule) => ruleMatches(rule, event))
    // What was left out may hold any text, so required literals find nothing there.
    if (omittedParts(event.record).length > 0)
      return rulesOfKind(event).filter((rule) => ruleMatches(rule, event))
    view.show(event)
    if (++turn === 2 ** 32) {
      turns.fill(0)
      turn = 1
    }
    const kind = kindFor(event)
    if (hits.length > 0) hits = []
    testBatches(kind.batches)
    const ofKind = hits.length
    always ??= batchesOf(index.always, ruleOf, view)
    testBatches(always)
    kind.lookup?.(view, testRules)
    open?.(view, testRules)
    if (hits.length === 0) return nothing
    if (hits.length > ofKind) hits.sort((a, b) => a - b)
    return hits.map(ruleOf)
  }

  /** The rules that allow the kind of the event, in the order of the set. */
  function rulesOfKind({ record }: Event): R[] {
    const { eventSource, eventName } = record as Record<string, string | undefined>
    const open = [...index.byRequired.map(({ rule }) => rule), ...index.always]
    return [...numbersOfKind(index, eventSource, eventName), ...open]
      .sort((a, b) => a - b)
      .map(ruleOf)
  }

  function everyRule(): R[] {
    return Array.from({ length: ruleCount }, (_, number) => ruleOf(number))
  }
}
