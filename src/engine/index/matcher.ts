/**
 * Which rules of a set an event matches, without asking most of them: what Lambda and the local
 * account run on every event. `ruleMatches` says what the answer is; this finds it faster.
 *
 * An event's kind leads to a list of rules, made when the kind is first seen. Where the list is
 * long, texts that the rules cannot do without (`atoms.ts`) shorten it. What is left is asked.
 */
import type { Event } from '../../ir/event.ts'
import type { Predicate } from '../../ir/predicate.ts'
import { evaluate } from '../evaluate.ts'
import { ruleMatches } from '../rule-matches.ts'
import { type Batch, batchOf, matchingBits, mostInBatch } from './batch.ts'
import { rememberedByKind } from './by-kind.ts'
import { compiledRule, type Matched, type Test } from './compiled.ts'
import { guardOf } from './guard.ts'
import { hasKind, kindPart } from './kinds.ts'
import { type Lookup, lookupOf } from './lookup.ts'
import { foundByAtoms, kindKey, type RuleIndex, ruleIndex } from './rule-index.ts'
import { View } from './view.ts'

/** The rules that match an event, in the order of the set. */
export type Matcher<R> = (event: Event) => readonly R[]

export const matcherFor = <R extends Matched>(rules: readonly R[]): Matcher<R> =>
  indexedMatcher(
    ruleIndex(rules.map(({ match }) => match)),
    rules.length,
    (number) => rules[number] as R,
  )

/** What is worked out for a kind of event: the rules to ask always, and how to find others. */
interface Kind {
  readonly batches: readonly Batch[]
  readonly lookup: Lookup | undefined
}

/** Lists of rules for which batches are kept. */
const mostLists = 2000

/** Up to so many rules, with so many steps, asking all is faster than looking up. */
const fewRules = 4 * mostInBatch
const fewSteps = 32

const nothing: readonly never[] = []

/** `ruleAt` is asked for a rule when an event first may match it, and once for each rule. */
export function indexedMatcher<R extends Matched>(
  index: RuleIndex,
  ruleCount: number,
  ruleAt: (number: number) => R,
): Matcher<R> {
  const view = new View()
  const rules: (R | undefined)[] = new Array(ruleCount)
  const tests: (Test | undefined)[] = new Array(ruleCount)
  const open = lookupIn(index.byAtoms, view)
  const mayMatch = guardOf(index.byAtoms, view)
  const ruleOf = (number: number): R => {
    const rule = rules[number] ?? ruleAt(number)
    rules[number] = rule
    return rule
  }

  const turns = new Uint32Array(ruleCount)
  let turn = 0
  let hits: number[] = []
  const ask = (numbers: readonly number[]): void => {
    for (const number of numbers) {
      if (turns[number] === turn) continue
      turns[number] = turn
      if (!mayMatch(number)) continue
      const test = tests[number] ?? compiledRule(ruleOf(number), view)
      tests[number] = test
      if (test()) hits.push(number)
    }
  }
  const askAll = (batches: readonly Batch[]): void => {
    for (const batch of batches) {
      for (let bits = matchingBits(batch, view); bits !== 0; bits &= bits - 1) {
        hits.push(batch.numbers[31 - Math.clz32(bits & -bits)] as number)
      }
    }
  }

  const kindParts: (Predicate | undefined)[] = new Array(ruleCount)
  const aboutKind = (number: number): Predicate => {
    const part = kindParts[number] ?? kindPart(ruleOf(number).match)
    kindParts[number] = part
    return part
  }

  // Kinds that only rules about any call of a service are about have the same rules.
  const byRules = new Map<string, Kind>()
  const kindOf = (event: Event): Kind => {
    const { eventSource, eventName } = event.record as Record<string, string | undefined>
    const numbers = rulesOfKind(index, eventSource, eventName).filter((number) =>
      evaluate(aboutKind(number), event),
    )
    const key = numbers.join()
    const known = byRules.get(key)
    if (known !== undefined) return known
    if (byRules.size >= mostLists) byRules.clear()
    const fresh = kindWith(numbers)
    byRules.set(key, fresh)
    return fresh
  }
  const kindFor = rememberedByKind(kindOf)

  const kindWith = (numbers: readonly number[]): Kind => {
    if (numbers.length <= fewRules) {
      const batches = batchesOf(numbers)
      const stepCount = batches.reduce((sum, { steps }) => sum + steps.length, 0)
      if (stepCount <= fewSteps) return { batches, lookup: undefined }
    }
    const { byAtoms, always } = foundByAtoms(numbers, (number) => ruleOf(number).match)
    return { batches: batchesOf(always), lookup: lookupIn(byAtoms, view) }
  }

  const batchesOf = (numbers: readonly number[]): Batch[] => {
    const batches: Batch[] = []
    for (let from = 0; from < numbers.length; from += mostInBatch)
      batches.push(batchOf(numbers.slice(from, from + mostInBatch), ruleOf, view))
    return batches
  }
  let always: readonly Batch[] | undefined

  return (event) => {
    if (!hasKind(event)) return everyRule().filter((rule) => ruleMatches(rule, event))
    view.show(event)
    if (++turn === 2 ** 32) {
      turns.fill(0)
      turn = 1
    }
    const kind = kindFor(event)
    if (hits.length > 0) hits = []
    askAll(kind.batches)
    const ofKind = hits.length
    always ??= batchesOf(index.always)
    askAll(always)
    kind.lookup?.(view, ask)
    open?.(view, ask)
    if (hits.length === 0) return nothing
    if (hits.length > ofKind) hits.sort((a, b) => a - b)
    return hits.map(ruleOf)
  }

  function everyRule(): R[] {
    return Array.from({ length: ruleCount }, (_, number) => ruleOf(number))
  }
}

const lookupIn = (entries: RuleIndex['byAtoms'], view: View): Lookup | undefined =>
  entries.length === 0 ? undefined : lookupOf(entries, view)

function rulesOfKind(
  { byKind, byName, bySource, byTest }: RuleIndex,
  source: string | undefined,
  name: string | undefined,
): number[] {
  const listed = (lists: RuleIndex['byName'], key: string): readonly number[] =>
    Object.hasOwn(lists, key) ? (lists[key] ?? []) : []
  return [
    ...new Set([
      ...(source === undefined || name === undefined ? [] : listed(byKind, kindKey(source, name))),
      ...(name === undefined ? [] : listed(byName, name)),
      ...(source === undefined ? [] : listed(bySource, source)),
      ...byTest,
    ]),
  ].sort((a, b) => a - b)
}
