/** For a kind of event, the rules that may match one: worked out when its first event comes. */
import type { Event } from '../../ir/event.ts'
import type { Predicate } from '../../ir/predicate.ts'
import { evaluate } from '../evaluate.ts'
import { type Batch, batchesOf, mostInBatch } from './batch.ts'
import { rememberedByKind } from './by-kind.ts'
import type { Matched } from './compiled.ts'
import { kindPart } from './kinds.ts'
import { type Lookup, lookupOf } from './lookup.ts'
import { foundByLiterals, numbersOfKind, type RuleIndex } from './rule-index.ts'
import type { View } from './view.ts'

/** Computed once for a kind of event: the rules to evaluate always, and how to find the others. */
export interface Kind {
  readonly batches: readonly Batch[]
  readonly lookup: Lookup | undefined
}

/** Lists of rules for which batches are kept. */
const mostLists = 2000

/** Up to so many rules, with so many steps, asking all is faster than looking up. */
const fewRules = 4 * mostInBatch
const fewSteps = 32

/** The answer is for events whose kind is text (`hasKind`). */
export function kindsOf(
  index: RuleIndex,
  ruleOf: (number: number) => Matched,
  view: View,
): (event: Event) => Kind {
  const kindParts: (Predicate | undefined)[] = []
  const aboutKind = (number: number): Predicate => {
    const part = kindParts[number] ?? kindPart(ruleOf(number).match)
    kindParts[number] = part
    return part
  }
  // Kinds that only rules about any call of a service are about have the same rules.
  const byRules = new Map<string, Kind>()
  return rememberedByKind((event) => {
    const { eventSource, eventName } = event.record as Record<string, string | undefined>
    const numbers = numbersOfKind(index, eventSource, eventName).filter((number) =>
      evaluate(aboutKind(number), event),
    )
    const key = numbers.join()
    const known = byRules.get(key)
    if (known !== undefined) return known
    if (byRules.size >= mostLists) byRules.clear()
    const fresh = kindWith(numbers, ruleOf, view)
    byRules.set(key, fresh)
    return fresh
  })
}

function kindWith(
  numbers: readonly number[],
  ruleOf: (number: number) => Matched,
  view: View,
): Kind {
  if (numbers.length <= fewRules) {
    const batches = batchesOf(numbers, ruleOf, view)
    const stepCount = batches.reduce((sum, { steps }) => sum + steps.length, 0)
    if (stepCount <= fewSteps) return { batches, lookup: undefined }
  }
  const { byRequired, always } = foundByLiterals(numbers, (number) => ruleOf(number).match)
  return { batches: batchesOf(always, ruleOf, view), lookup: lookupIn(byRequired, view) }
}

export const lookupIn = (entries: RuleIndex['byRequired'], view: View): Lookup | undefined =>
  entries.length === 0 ? undefined : lookupOf(entries, view)
