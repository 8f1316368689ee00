/** The answers of the local TestEventPattern for plain JavaScript values. A string counts as JSON text. */

import { fromValue } from '../../src/eventbridge/json.ts'
import { matches } from '../../src/eventbridge/match.ts'
import { parsePattern } from '../../src/eventbridge/parse-pattern.ts'
import type { EventPattern } from '../../src/eventbridge/pattern.ts'
import { testEventPattern } from '../../src/eventbridge/test-event-pattern.ts'

const text = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value))

export function compiled(pattern: unknown): EventPattern {
  const parsed = parsePattern(text(pattern))
  if (!parsed.ok) throw new Error(parsed.error)
  return parsed.pattern
}

/** The answer of TestEventPattern; the event given as a value must get the same answer. */
export function matchResult(pattern: unknown, event: unknown): string {
  const answer = testEventPattern(text(pattern), text(event))
  if (answer.result === 'invalid') return answer.error
  if (typeof event !== 'string') {
    const again = matches(compiled(pattern), fromValue(event)) ? 'match' : 'nomatch'
    if (again !== answer.result) throw new Error(`${answer.result} as text, ${again} as a value`)
  }
  return answer.result
}

/** Whether `{ "a": [comparison] }` matches `{ "a": value }`. */
export const holdsFor = (comparison: unknown, value: unknown): string =>
  matchResult({ a: [comparison] }, { a: value })

/** What AWS says of a pattern, without the words it always begins with. */
export function refusal(pattern: unknown): string {
  const parsed = parsePattern(text(pattern))
  if (parsed.ok) return 'valid'
  return parsed.error.replace('Event pattern is not valid. Reason: ', '')
}

/** The first line of `refusal`: the reason without the place. */
export const reason = (pattern: unknown): string => refusal(pattern).split('\n')[0] ?? ''
