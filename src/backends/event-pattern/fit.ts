/**
 * Makes patterns fit. One that EventBridge would refuse is split into several, or widened. It is never
 * cut.
 */

import { fieldTooLong } from '../../diagnostics/catalogue/backends/event-pattern.ts'
import type { Json, JsonObject } from '../../ir/json.ts'
import { pathText } from '../../ir/path.ts'
import { acceptable } from './acceptable.ts'
import { type PrintedConjunction, type PrintedField, patternJson } from './print.ts'

/** The default quota for the characters of a pattern. https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html */
export const maxPatternLength = 2048

export interface Fitted {
  readonly patterns: readonly JsonObject[]
  readonly residual: readonly string[]
}

/** Patterns that together match all events of the conjunctions, each within the limit, in a stable order. */
export function fitPatterns(conjunctions: readonly PrintedConjunction[]): Fitted {
  const pattern = patternJson(conjunctions)
  const text = JSON.stringify(pattern)
  const isSingle = conjunctions.length === 1
  // Besides long ones, EventBridge refuses `$or` over a field that is named like an operator, such as
  // `requestParameters.prefix`.
  if (text.length <= maxPatternLength && (isSingle || acceptable(text)))
    return { patterns: [pattern], residual: [] }
  if (!isSingle) {
    const half = Math.ceil(conjunctions.length / 2)
    return bothFitted(
      fitPatterns(conjunctions.slice(0, half)),
      fitPatterns(conjunctions.slice(half)),
    )
  }
  const [conjunction = []] = conjunctions
  const [longest] = conjunction
    .filter(({ any }) => any.length > 1)
    .toSorted((a, b) => sizeOf(b) - sizeOf(a))
  if (longest !== undefined) {
    const half = Math.ceil(longest.any.length / 2)
    const withOnly = (any: readonly Json[]) => [
      conjunction.map((field) => (field === longest ? { ...field, any } : field)),
    ]
    return bothFitted(
      fitPatterns(withOnly(longest.any.slice(0, half))),
      fitPatterns(withOnly(longest.any.slice(half))),
    )
  }
  const [largest] = conjunction.toSorted((a, b) => sizeOf(b) - sizeOf(a))
  const fitted = fitPatterns([conjunction.filter((field) => field !== largest)])
  return { ...fitted, residual: [...fitted.residual, fieldTooLong(pathText(largest?.path ?? []))] }
}

const sizeOf = ({ any }: PrintedField): number => JSON.stringify(any).length

const bothFitted = (one: Fitted, other: Fitted): Fitted => ({
  patterns: [...one.patterns, ...other.patterns],
  residual: [...one.residual, ...other.residual],
})
