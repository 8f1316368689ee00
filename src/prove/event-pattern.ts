/** Runs compiled event patterns with the EventBridge engine of this project, for a proof. */
import type { Compiled } from '../backends/backend.ts'
import type { EventPatterns } from '../backends/event-pattern/event-pattern.ts'
import { fromValue } from '../eventbridge/json.ts'
import { checkLength, checkWildcards } from '../eventbridge/limits.ts'
import { matches } from '../eventbridge/match.ts'
import { type ParsedPattern, parsePattern } from '../eventbridge/parse-pattern.ts'
import type { InvalidOutput, Judged } from './judge.ts'

export function judgeEventPattern(compiled: Compiled<EventPatterns>): Judged {
  // A refusal claims that no event ever matches, which is proven as well.
  const texts =
    compiled.kind === 'refused' ? [] : compiled.output.map((pattern) => JSON.stringify(pattern))
  const parsed = texts.map((text) => ({ text, pattern: parsePattern(text) }))
  const invalid = parsed
    .map(({ text, pattern }) => invalidOutput(text, pattern))
    .find((flaw) => flaw !== undefined)
  if (invalid !== undefined) return { compiled, judge: invalid }
  const patterns = parsed.flatMap(({ pattern }) => (pattern.ok ? [pattern.pattern] : []))
  return {
    compiled,
    judge: {
      reaching: (derived) => derived,
      delivered: (event) => event,
      matches({ envelope, record }) {
        const json = fromValue({ ...envelope, detail: record })
        return patterns.some((pattern) => matches(pattern, json))
      },
      // Every answer of our engine is held against recorded ones.
      isDocumented: () => true,
      isExact: compiled.kind === 'exact',
    },
  }
}

function invalidOutput(text: string, parsed: ParsedPattern): InvalidOutput | undefined {
  if (!parsed.ok) return { kind: 'invalid', pattern: text, error: parsed.error }
  const error = checkLength(text) ?? checkWildcards(parsed.pattern)
  return error === undefined ? undefined : { kind: 'invalid', pattern: text, error }
}
