/** Whether one comparison of a pattern holds for one leaf of an event. */

import { addressDigits, isInBlock } from './addresses.ts'
import type { Leaf } from './event-leaves.ts'
import { endsWithIgnoreCase, equalsIgnoreCase, startsWithIgnoreCase } from './ignore-case.ts'
import type { Comparison } from './pattern.ts'
import { matchesWildcard } from './wildcard.ts'

/**
 * Strings, numbers and words are never equal to one another: `"1"`, `1` and `true` are three
 * values.
 */
export function holds(comparison: Comparison, leaf: Leaf): boolean {
  switch (comparison.kind) {
    case 'exists':
      return comparison.wanted
    case 'anything-but':
      return !comparison.comparisons.some((excepted) => holds(excepted, leaf))
    case 'literal':
      return leaf.type !== 'string' && leaf.text === comparison.text
    case 'number':
      return leaf.type === 'number' && leaf.value === comparison.value
    case 'numeric':
      return leaf.type === 'number' && leaf.value !== undefined && isInRange(comparison, leaf.value)
    case 'exactly':
    case 'prefix':
    case 'suffix':
    case 'equals-ignore-case':
    case 'prefix-ignore-case':
    case 'suffix-ignore-case':
    case 'wildcard':
    case 'cidr':
      return leaf.type === 'string' && holdsForText(comparison, leaf.text)
  }
}

function isInRange(range: Extract<Comparison, { kind: 'numeric' }>, value: number): boolean {
  const { from, to, withFrom, withTo } = range
  return (value > from || (withFrom && value === from)) && (value < to || (withTo && value === to))
}

type OfValues = 'exists' | 'anything-but' | 'literal' | 'number' | 'numeric'
type OfTexts = Exclude<Comparison, { kind: OfValues }>

function holdsForText(comparison: OfTexts, text: string): boolean {
  switch (comparison.kind) {
    case 'exactly':
      return text === comparison.value
    case 'prefix':
      return text.startsWith(comparison.value)
    case 'suffix':
      return text.endsWith(comparison.value)
    case 'equals-ignore-case':
      return equalsIgnoreCase(text, comparison.value)
    case 'prefix-ignore-case':
      return startsWithIgnoreCase(text, comparison.value)
    case 'suffix-ignore-case':
      return endsWithIgnoreCase(text, comparison.value)
    case 'wildcard':
      return matchesWildcard(text, comparison.parts)
    case 'cidr': {
      const digits = addressDigits(text)
      return digits !== undefined && isInBlock(digits, comparison.first, comparison.last)
    }
  }
}
