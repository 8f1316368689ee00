/** Whether EventBridge would take a pattern for a rule. */
import { checkLength, checkWildcards } from '../../eventbridge/limits.ts'
import { parsePattern } from '../../eventbridge/parse-pattern.ts'

/** Grammar, characters, `$or` combinations, fields and what its wildcards cost. */
export function acceptable(text: string): boolean {
  if (checkLength(text) !== undefined) return false
  const parsed = parsePattern(text)
  return parsed.ok && checkWildcards(parsed.pattern) === undefined
}

/** Whether a pattern counts among the rules with a wildcard, of which a bus takes few. */
export const hasWildcard = (text: string): boolean => text.includes('"wildcard":')
