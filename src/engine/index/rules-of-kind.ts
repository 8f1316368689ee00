/** The rules that may match events of one kind, computed at the first event of the kind. */
import type { Event } from '../../ir/event.ts'
import type { Predicate } from '../../ir/predicate.ts'
import { evaluate } from '../evaluate.ts'
import type { Conditions } from '../rule-matches.ts'
import { type Batch, batchesOf, maxInBatch } from './batch.ts'
import { rememberByKind } from './by-kind.ts'
import { kindPart } from './kinds.ts'
import { type Lookup, lookupOf } from './lookup.ts'
import { indexByLiterals, numbersOfKind, type RuleIndex } from './rule-index.ts'
import type { View } from './view.ts'

/** Computed once for a kind of event: the rules to evaluate always, and how to find the others. */
export interface Kind {
  readonly batches: readonly Batch[]
  readonly lookup: Lookup | undefined
}

/** The number of lists of rules whose batches are cached. */
const maxLists = 2000

/** Up to this many rules and steps, testing all is faster than a lookup. */
const fewRules = 4 * maxInBatch
const fewSteps = 32

/** Only for events whose source and name are texts (`hasKind`). */
export function kindsOf(
  index: RuleIndex,
  ruleOf: (number: number) => Conditions,
  view: View,
): (event: Event) => Kind {
  const kindParts: (Predicate | undefined)[] = []
  const aboutKind = (number: number): Predicate => {
    const part = kindParts[number] ?? kindPart(ruleOf(number).match)
    kindParts[number] = part
    return part
  }
  // Many kinds have the same rules: those about any call of their service.
  const byRules = new Map<string, Kind>()
  return rememberByKind((event) => {
    const { eventSource, eventName } = event.record as Record<string, string | undefined>
    const numbers = numbersOfKind(index, eventSource, eventName).filter((number) =>
      evaluate(aboutKind(number), event),
    )
    const key = numbers.join()
    const known = byRules.get(key)
    if (known !== undefined) return known
    if (byRules.size >= maxLists) byRules.clear()
    const fresh = kindWith(numbers, ruleOf, view)
    byRules.set(key, fresh)
    return fresh
  })
}

function kindWith(
  numbers: readonly number[],
  ruleOf: (number: number) => Conditions,
  view: View,
): Kind {
  if (numbers.length <= fewRules) {
    const batches = batchesOf(numbers, ruleOf, view)
    const stepCount = batches.reduce((sum, { steps }) => sum + steps.length, 0)
    if (stepCount <= fewSteps) return { batches, lookup: undefined }
  }
  const { byRequired, always } = indexByLiterals(numbers, (number) => ruleOf(number).match)
  return { batches: batchesOf(always, ruleOf, view), lookup: lookupIn(byRequired, view) }
}

export const lookupIn = (entries: RuleIndex['byRequired'], view: View): Lookup | undefined =>
  entries.length === 0 ? undefined : lookupOf(entries, view)
