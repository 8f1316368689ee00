/**
 * The limits of EventBridge and its matching engine, each number once. Each check returns a
 * sentence, or undefined if the limit is kept.
 */

import * as messages from './messages.ts'
import type { Comparison, EventPattern } from './pattern.ts'
import { wildcardComplexity } from './wildcard-complexity.ts'
import { wildcardFields } from './wildcard-fields.ts'

/**
 * Nesting the engine's JSON reader takes, in patterns and events (Jackson `StreamReadConstraints`).
 */
export const JSON_DEPTH = 1_000
/** Characters of one JSON number (same source). */
export const JSON_NUMBER_CHARACTERS = 1_000
/** Characters of one JSON field name (same source). */
export const JSON_NAME_CHARACTERS = 50_000
/** Characters of one JSON string (same source). */
export const JSON_STRING_CHARACTERS = 20_000_000

/** Characters of a pattern by default: an adjustable quota (EventBridge user guide, "Quotas"). */
export const PATTERN_CHARACTERS = 2_048
/** Characters of a pattern at most, whatever the quota (`EventPattern` in the API reference). */
export const PATTERN_CHARACTERS_MAX = 4_096
/** The lengths of a pattern's `$or` arrays, multiplied (user guide, "Content filtering"). */
export const OR_COMBINATIONS = 1_000
/** Fields of one `$or` combination (`MAXIMUM_RULE_SIZE` in event-ruler's `GenericMachine.java`). */
export const FIELDS = 256

const groupDigits = (value: number): string => value.toLocaleString('en-US')

/** The length of a pattern's text against the account's quota, and against what no quota allows. */
export function checkLength(text: string, quota = PATTERN_CHARACTERS): string | undefined {
  const length = groupDigits(text.length)
  if (text.length > PATTERN_CHARACTERS_MAX)
    return `The event pattern has ${length} characters; EventBridge takes no more than ${groupDigits(PATTERN_CHARACTERS_MAX)}`
  if (text.length > quota)
    return `The event pattern has ${length} characters; the quota is ${groupDigits(quota)}, and can be raised to ${groupDigits(PATTERN_CHARACTERS_MAX)}`
  return undefined
}

/** The `$or` combinations of a pattern: the lengths of all its `$or` arrays multiplied. */
export function checkCombinations(combinations: number): string | undefined {
  if (combinations <= OR_COMBINATIONS) return undefined
  return `Event pattern contains more than ${OR_COMBINATIONS} rule combinations`
}

/** The number of fields in one combination. */
export function checkFields(fields: number): string | undefined {
  return fields > FIELDS ? `Size of rule exceeds max value of ${FIELDS}` : undefined
}

/**
 * The greatest complexity of the wildcards of one field (see `wildcardComplexity`). AWS publishes
 * no number. It refuses `*:*:*:*:*:event-bus/*` (11) and four of `*:stack/NAME/*` (12), and accepts
 * three of those (9).
 */
export const WILDCARD_COMPLEXITY = 10

/** Checks the complexity of the wildcards of a compiled pattern, field by field. */
export function checkWildcards(pattern: EventPattern): string | undefined {
  const tooComplex = wildcardFields(pattern).some(
    (wildcards) => wildcardComplexity(wildcards, WILDCARD_COMPLEXITY) > WILDCARD_COMPLEXITY,
  )
  return tooComplex ? messages.tooComplex : undefined
}

/**
 * Numbers AWS documents `numeric` for: up to this, either sign (user guide, "Numeric matching").
 */
export const DOCUMENTED_NUMBER = 5_000_000_000

/**
 * Checks for numbers outside of the range that AWS documents. Its engine compares any 64-bit float,
 * so they are not an error, but AWS does not guarantee them.
 */
export function checkNumbers(pattern: EventPattern): string | undefined {
  const numbers = pattern.alternatives
    .flat()
    .flatMap(({ comparisons }) => comparisons.flatMap(numbersOf))
  const beyond = numbers.find((number) => Math.abs(number) > DOCUMENTED_NUMBER)
  if (beyond === undefined) return undefined
  return `The number ${beyond} is beyond ±${groupDigits(DOCUMENTED_NUMBER)}, up to which AWS documents numeric matching`
}

function numbersOf(comparison: Comparison): number[] {
  if (comparison.kind === 'number') return [comparison.value]
  if (comparison.kind === 'anything-but') return comparison.comparisons.flatMap(numbersOf)
  if (comparison.kind !== 'numeric') return []
  return [comparison.from, comparison.to].filter(Number.isFinite)
}

/**
 * Fields written into `$or` combinations while a pattern is read. Not AWS's number: it bounds the
 * work a hostile text can cause, far beyond what a text of `PATTERN_CHARACTERS_MAX` reaches.
 */
const FIELD_WRITES = 2_000_000

export function checkSize(writes: number): string | undefined {
  return writes > FIELD_WRITES ? 'Event pattern is too large' : undefined
}
