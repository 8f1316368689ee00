/** Checks whether EventBridge accepts a pattern, with the matching engine of this project. */
import { checkLength, checkWildcards } from '../../eventbridge/limits.ts'
import { parsePattern } from '../../eventbridge/parse-pattern.ts'

/** Checks grammar, length, `$or` combinations, fields and the complexity of wildcards. */
export function acceptable(text: string): boolean {
  if (checkLength(text) !== undefined) return false
  const parsed = parsePattern(text)
  return parsed.ok && checkWildcards(parsed.pattern) === undefined
}

/** Whether a pattern has a wildcard. A bus accepts few rules with one. */
export const hasWildcard = (text: string): boolean => text.includes('"wildcard":')
