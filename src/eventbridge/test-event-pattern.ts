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
 * Tests a pattern's text against an event's text. `invalid` has the message of AWS, for a wrong
 * pattern as well as for a wrong event. A pattern is checked like AWS checks it: grammar, greatest
 * length, `$or` combinations and complexity of wildcards. The account's own quota is not checked:
 * AWS applies it when a rule is put, not when a pattern is tested.
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
