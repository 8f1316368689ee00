/** Reads a filter pattern of any of the three families, or returns the fault and its place. */

import { type JsonPattern, takeJsonPattern } from './json-pattern.ts'
import { fail, PatternFault, type Scanner, scan, skipSpace, startsWith } from './scanner.ts'
import { type SpaceDelimitedPattern, takeSpaceDelimitedPattern } from './space-delimited-pattern.ts'
import { type TermsPattern, takeTermsPattern } from './terms-pattern.ts'

export type FilterPattern = JsonPattern | SpaceDelimitedPattern | TermsPattern

export interface FilterPatternError {
  /** One sentence. */
  readonly message: string
  /** From 1. */
  readonly line: number
  /** From 1, in UTF-16 units. */
  readonly column: number
  /** The text to write instead, where that is known. */
  readonly help?: string
}

export type ParsedFilterPattern =
  | { readonly ok: true; readonly pattern: FilterPattern }
  | { readonly ok: false; readonly error: FilterPatternError }

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutMetricFilter.html */
export const MAX_FILTER_PATTERN_LENGTH = 1024

/**
 * Parses and validates a filter pattern as a metric filter would take it. Text that starts with `{`
 * is a JSON pattern, with `[` a space-delimited one, and any other text is terms.
 */
export function parseFilterPattern(text: string): ParsedFilterPattern {
  try {
    return { ok: true, pattern: takePattern(scan(text)) }
  } catch (fault) {
    if (fault instanceof PatternFault) return { ok: false, error: locate(text, fault) }
    throw fault
  }
}

function takePattern(scanner: Scanner): FilterPattern {
  const { length } = scanner.text
  if (length > MAX_FILTER_PATTERN_LENGTH) {
    fail(
      MAX_FILTER_PATTERN_LENGTH,
      `The pattern has ${length} characters, and AWS takes ${MAX_FILTER_PATTERN_LENGTH}.`,
      'Split it into several filters.',
    )
  }
  skipSpace(scanner)
  if (startsWith(scanner, '{')) return takeJsonPattern(scanner)
  if (startsWith(scanner, '[')) return takeSpaceDelimitedPattern(scanner)
  return takeTermsPattern(scanner)
}

function locate(text: string, fault: PatternFault): FilterPatternError {
  const before = text.slice(0, fault.at)
  const line = before.split('\n').length
  const column = fault.at - before.lastIndexOf('\n')
  const { message, help } = fault
  return help === undefined ? { message, line, column } : { message, line, column, help }
}
