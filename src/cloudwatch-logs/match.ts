/** Runs a parsed filter pattern on a log message. */

import { type JsonPattern, matchesJson } from './json-pattern.ts'
import type { FilterPattern } from './parse-filter-pattern.ts'
import { type ExtractedValues, matchSpaceDelimited } from './space-delimited-pattern.ts'
import { matchesTerms } from './terms-pattern.ts'

export { matchesJson }

/**
 * The values that `TestMetricFilter` would extract from the message, or undefined if it does not
 * match. Only space-delimited patterns extract values ("If you are not using a space-delimited
 * filter, this will be empty", FilterAndPatternSyntax).
 */
export function matches(pattern: FilterPattern, message: string): ExtractedValues | undefined {
  switch (pattern.kind) {
    case 'json':
      return matchesJsonText(pattern, message) ? {} : undefined
    case 'terms':
      return matchesTerms(pattern, message) ? {} : undefined
    case 'space-delimited':
      return matchSpaceDelimited(pattern, message)
  }
}

/** A message that is not JSON matches no JSON pattern. */
function matchesJsonText(pattern: JsonPattern, message: string): boolean {
  const value = parse(message)
  return value !== undefined && matchesJson(pattern, value)
}

function parse(message: string): unknown {
  try {
    return JSON.parse(message)
  } catch {
    return undefined
  }
}
