/** Making patterns fit: one over EventBridge's limit is split into several, or widened; never cut. */
import type { Json, JsonObject } from '../../ir/json.ts'
import { pathText } from '../../ir/path.ts'
import { patternJson, type Told, type ToldWay } from './pattern-json.ts'

/** The default quota for the characters of a pattern. https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html */
export const maxPatternLength = 2048

export interface Fitted {
  readonly patterns: readonly JsonObject[]
  readonly residual: readonly string[]
}

/** Patterns that together take what the ways take, each within the limit, in a stable order. */
export function fitPatterns(ways: readonly ToldWay[]): Fitted {
  const pattern = patternJson(ways)
  if (JSON.stringify(pattern).length <= maxPatternLength)
    return { patterns: [pattern], residual: [] }
  if (ways.length > 1) {
    const half = Math.ceil(ways.length / 2)
    return bothFitted(fitPatterns(ways.slice(0, half)), fitPatterns(ways.slice(half)))
  }
  const [way = []] = ways
  const [longest] = way
    .filter(({ any }) => any.length > 1)
    .toSorted((a, b) => sizeOf(b) - sizeOf(a))
  if (longest !== undefined) {
    const half = Math.ceil(longest.any.length / 2)
    const withOnly = (any: readonly Json[]) => [
      way.map((told) => (told === longest ? { ...told, any } : told)),
    ]
    return bothFitted(
      fitPatterns(withOnly(longest.any.slice(0, half))),
      fitPatterns(withOnly(longest.any.slice(half))),
    )
  }
  const [largest] = way.toSorted((a, b) => sizeOf(b) - sizeOf(a))
  const fitted = fitPatterns([way.filter((told) => told !== largest)])
  const why = `\`${pathText(largest?.path ?? [])}\` alone is longer than a pattern may be`
  return { ...fitted, residual: [...fitted.residual, why] }
}

const sizeOf = ({ any }: Told): number => JSON.stringify(any).length

const bothFitted = (one: Fitted, other: Fitted): Fitted => ({
  patterns: [...one.patterns, ...other.patterns],
  residual: [...one.residual, ...other.residual],
})
