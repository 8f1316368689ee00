/** EventBridge's `TestEventPattern`, offline: one pattern, one event, AWS's answer. */

import { isObject, parseJson } from './json.ts'
import { checkLength, checkWildcards, PATTERN_CHARACTERS_MAX } from './limits.ts'
import { matches } from './match.ts'
import * as messages from './messages.ts'
import { parsePattern } from './parse-pattern.ts'

export type TestResult =
  | { readonly result: 'match' }
  | { readonly result: 'nomatch' }
  | { readonly result: 'invalid'; readonly error: string }

/**
 * Tests a pattern's text against an event's text. `invalid` carries the message AWS refuses with, be it
 * the pattern or the event that is wrong. All that AWS judges a pattern by applies: the grammar, the
 * greatest length there is, `$or` combinations, and what its wildcards cost. The account's own quota does
 * not: AWS applies it when a rule is put, not when a pattern is tested.
 */
export function testEventPattern(patternText: string, eventText: string): TestResult {
  const tooLong = checkLength(patternText, PATTERN_CHARACTERS_MAX)
  if (tooLong !== undefined) return { result: 'invalid', error: messages.invalidPattern(tooLong) }
  const parsed = parsePattern(patternText)
  if (!parsed.ok) return { result: 'invalid', error: parsed.error }
  const tooComplex = checkWildcards(parsed.pattern)
  if (tooComplex !== undefined)
    return { result: 'invalid', error: messages.invalidPattern(tooComplex) }
  const event = parseJson(eventText)
  if (!event.ok) return { result: 'invalid', error: messages.invalidEvent(event.error) }
  if (!isObject(event.value))
    return { result: 'invalid', error: messages.invalidEvent(messages.eventNotAnObject) }
  return { result: matches(parsed.pattern, event.value) ? 'match' : 'nomatch' }
}
