/** Random rules of the whole language: whatever fires one matches its event pattern, and an exact pattern matches nothing else. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { eventPattern } from '../../src/backends/event-pattern/event-pattern.ts'
import { ruleMatches } from '../../src/engine/rule-matches.ts'
import { fromValue } from '../../src/eventbridge/json.ts'
import { matches } from '../../src/eventbridge/match.ts'
import { parsePattern } from '../../src/eventbridge/parse-pattern.ts'
import type { Event } from '../../src/ir/event.ts'
import type { Check, Predicate } from '../../src/ir/predicate.ts'
import { judgeEventPattern } from '../../src/prove/event-pattern.ts'
import { proofOf } from '../../src/prove/proof.ts'
import {
  aboutAnything,
  aboutLinkedFields,
  aboutOneField,
  type Question,
} from '../naive/questions.ts'
import { probe } from '../probes/probe.ts'

const on = { source: 'aws.', detailTypes: ['AWS API Call via CloudTrail'] }

/** The same question about fields that a service fills: objects at the top, anything below. */
const below = ([predicate, { record, envelope }]: Question): Question => [
  inParameters(predicate),
  { record: { requestParameters: record }, envelope },
]

const moved = (path: readonly string[]) =>
  path[0] === 'envelope' ? path : ['requestParameters', ...path]

function inParameters(predicate: Predicate): Predicate {
  if (predicate.kind === 'not') return { kind: 'not', of: inParameters(predicate.of) }
  if (predicate.kind === 'each') return { ...predicate, path: moved(predicate.path) }
  if (predicate.kind !== 'block') return { ...predicate, of: predicate.of.map(inParameters) }
  return {
    kind: 'block',
    fields: predicate.fields.map(({ path, check }) => ({
      path: moved(path),
      check: aboutMoved(check),
    })),
  }
}

function aboutMoved(check: Check): Check {
  if (check.op === 'not') return { op: 'not', of: aboutMoved(check.of) }
  if (check.op === 'any' || check.op === 'all') return { ...check, of: check.of.map(aboutMoved) }
  return check.op === 'same-as' ? { ...check, path: moved(check.path) } : check
}

const delivered = ({ record, envelope }: Event): Event => ({
  record,
  envelope: { ...envelope, source: 'aws.any', 'detail-type': 'AWS API Call via CloudTrail' },
})

/** What went wrong, if anything: a rule that fires unseen, or a pattern that is not exact and says so. */
function flawOf([match, tested]: Question): string | undefined {
  const event = delivered(tested)
  const rule = { id: 'random', on, match, unless: undefined }
  const compiled = eventPattern.compile(rule)
  const fires = ruleMatches(rule, event)
  if (compiled.kind === 'refused') return fires ? 'refused, and it fires' : undefined
  const json = fromValue({ ...event.envelope, detail: event.record })
  const matched = compiled.output.some((pattern) => {
    const parsed = parsePattern(JSON.stringify(pattern))
    if (!parsed.ok) throw new Error(`${parsed.error} ${JSON.stringify(pattern)}`)
    return matches(parsed.pattern, json)
  })
  if (fires && !matched) return `missed by ${JSON.stringify(compiled.output)}`
  return matched && !fires && compiled.kind === 'exact'
    ? `excess of ${JSON.stringify(compiled.output)}`
    : undefined
}

describe.for([
  ['one field', aboutOneField],
  ['tied fields', aboutLinkedFields()],
  ['anything', aboutAnything()],
] as const)('random rules about %s', ([, question]) => {
  test.for([
    ['at the top of a record', question],
    ['inside of a service’s part', question.map(below)],
  ] as const)('%s', ([, tested]) => {
    fc.assert(
      fc.property(tested, (each) => {
        expect(flawOf(each)).toBeUndefined()
      }),
      probe('backends/random-rules/events', { short: 1000, long: 30_000 }),
    )
  })
})

test('random rules are proven on events of their own', () => {
  fc.assert(
    fc.property(aboutAnything(), ([match]) => {
      const rule = { id: 'random', on, match, unless: undefined }
      const bounds = { exhaustive: 60, random: 60 }
      const { flaw } = proofOf(rule, judgeEventPattern(eventPattern.compile(rule)), [], bounds)
      expect(flaw).toBeUndefined()
    }),
    probe('backends/random-rules/proven', { short: 80, long: 6000 }),
  )
})
