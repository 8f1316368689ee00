/** The indexed matcher answers as `ruleMatches` does, for any rules and any events. */
import { globSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { inEnvelope } from '../../../src/aws/envelope.ts'
import { compile } from '../../../src/compile.ts'
import { indexedMatcher, matcherFor } from '../../../src/engine/index/matcher.ts'
import { ruleIndex } from '../../../src/engine/index/rule-index.ts'
import { ruleMatches } from '../../../src/engine/rule-matches.ts'
import type { Event } from '../../../src/ir/event.ts'
import type { Json } from '../../../src/ir/json.ts'
import type { Check, Field, Predicate } from '../../../src/ir/predicate.ts'
import type { Rule } from '../../../src/ir/rule.ts'
import { aboutAnything, aboutLinkedFields } from '../../naive/questions.ts'
import { probe } from '../../probes/probe.ts'
import { shippedRules } from '../../support/shipped-rules.ts'

type Tested = Pick<Rule, 'on' | 'match' | 'unless'>

const on = { source: 'aws.', detailTypes: ['AWS API Call via CloudTrail'] }
const envelope = { source: 'aws.iam', 'detail-type': 'AWS API Call via CloudTrail' }
const ruleOf = (match: Predicate, unless?: Predicate): Tested => ({ on, match, unless })

const numbersOf = (rules: readonly Tested[], matched: readonly Tested[]) =>
  matched.map((rule) => rules.indexOf(rule))

function expectSame(rules: readonly Tested[], events: readonly Event[]): number {
  const match = matcherFor(rules)
  const asData: typeof ruleIndex = (matches) => JSON.parse(JSON.stringify(ruleIndex(matches)))
  const stored = indexedMatcher(
    asData(rules.map((rule) => rule.match)),
    rules.length,
    (number) => rules[number] as Tested,
  )
  let fired = 0
  for (const event of events) {
    const wanted = rules.filter((rule) => ruleMatches(rule, event))
    fired += wanted.length
    expect(numbersOf(rules, match(event))).toEqual(numbersOf(rules, wanted))
    expect(numbersOf(rules, stored(event))).toEqual(numbersOf(rules, wanted))
  }
  return fired
}

describe('random rule sets and events', () => {
  const text = fc.constantFrom(
    'Create',
    'CreateUser',
    'DeleteUser',
    'iam',
    'sts',
    'admin',
    '__proto__',
    '',
  )
  const value: fc.Arbitrary<Json> = fc.oneof(
    { weight: 8, arbitrary: text },
    {
      weight: 1,
      arbitrary: fc.constantFrom<Json[]>(1, null, true, [], {}, ['iam', 'sts'], [['admin'], 1]),
    },
  )
  const check: fc.Arbitrary<Check> = fc.letrec<{ check: Check }>((tie) => ({
    check: fc.oneof(
      { maxDepth: 2 },
      text.map((each): Check => ({ op: 'equals', value: each })),
      fc
        .record({ op: fc.constantFrom('prefix', 'suffix', 'contains'), text })
        .map((each): Check => each),
      text.map((each): Check => ({ op: 'wildcard', pattern: `*${each}*` })),
      fc.boolean().map((present): Check => ({ op: 'exists', present })),
      text.map((each): Check => ({ op: 'equals-ignore-case', text: each.toLowerCase() })),
      fc.constant<Check>({ op: 'same-as', path: ['b'] }),
      tie('check').map((of): Check => ({ op: 'not', of })),
      fc
        .record({ op: fc.constantFrom('any', 'all'), of: fc.array(tie('check'), { maxLength: 4 }) })
        .map((each): Check => each),
    ),
  })).check
  const path = fc.constantFrom(
    ['eventSource'],
    ['eventName'],
    ['a'],
    ['b'],
    ['s', 'a'],
    ['s', 'b'],
    ['envelope', 'region'],
    ['__proto__'],
    ['toString'],
  )
  const block = fc
    .uniqueArray(fc.record({ path, check }), { maxLength: 4, selector: ({ path }) => path.join() })
    .map((fields: Field[]): Predicate => ({ kind: 'block', fields }))
  const predicate = fc.letrec<{ predicate: Predicate }>((tie) => ({
    predicate: fc.oneof(
      { maxDepth: 2 },
      { weight: 6, arbitrary: block },
      { weight: 1, arbitrary: tie('predicate').map((of): Predicate => ({ kind: 'not', of })) },
      {
        weight: 2,
        arbitrary: fc.record({
          kind: fc.constantFrom('any', 'all'),
          of: fc.array(tie('predicate'), { maxLength: 3 }),
        }),
      },
    ),
  })).predicate
  const part = fc.record({ a: value, b: value }, { requiredKeys: [], noNullPrototype: true })
  const record = fc.record(
    {
      eventSource: value,
      eventName: value,
      a: value,
      b: value,
      s: fc.oneof(part, fc.array(part, { maxLength: 3 })),
      ['__proto__']: value,
      toString: value,
    },
    { requiredKeys: [], noNullPrototype: true },
  )
  const event = fc
    .tuple(record, fc.constantFrom('eu-west-1', 'iam'))
    // Through JSON, as events come: `__proto__` is a field of its own there.
    .map(
      ([each, region]): Event => ({
        record: JSON.parse(JSON.stringify(each)),
        envelope: { ...envelope, region },
      }),
    )
  const rule = fc.tuple(predicate, fc.option(predicate, { nil: undefined }))

  test('answer alike, one rule or forty, fresh or in memory', () => {
    let fired = 0
    const parameters = probe('engine/index/matcher/many-rules', { short: 600, long: 30_000 })
    fc.assert(
      fc.property(
        fc.array(rule, { minLength: 1, maxLength: 40 }),
        fc.array(event, { minLength: 1, maxLength: 12 }),
        (rules, events) => {
          fired += expectSame(
            rules.map(([match, unless]) => ruleOf(match, unless)),
            events,
          )
        },
      ),
      parameters,
    )
    expect(fired / parameters.numRuns).toBeGreaterThan(7)
  })

  test('answer alike, two hundred rules about one kind', () => {
    const ofKind: Predicate = {
      kind: 'block',
      fields: [{ path: ['eventName'], check: { op: 'equals', value: 'CreateUser' } }],
    }
    let fired = 0
    const parameters = probe('engine/index/matcher/one-kind', { short: 40, long: 2000 })
    fc.assert(
      fc.property(
        fc.array(rule, { minLength: 8, maxLength: 20 }),
        fc.array(event, { minLength: 1, maxLength: 8 }),
        (rules, events) => {
          // The same rules again and again fill batches up and leave many to be looked up.
          const many = Array.from({ length: 200 }, (_, at): Tested => {
            const [match, unless] = rules[at % rules.length] as [Predicate, Predicate | undefined]
            return ruleOf({ kind: 'all', of: [ofKind, match] }, unless)
          })
          fired += expectSame(
            many,
            events.map(({ record, envelope: around }) => ({
              record: { ...record, eventName: 'CreateUser' },
              envelope: around,
            })),
          )
        },
      ),
      parameters,
    )
    expect(fired / parameters.numRuns).toBeGreaterThan(10)
  })

  test.each([
    ['linked fields', aboutLinkedFields()],
    ['anything', aboutAnything()],
  ] as const)('about %s', (_, question) => {
    fc.assert(
      fc.property(fc.array(question, { minLength: 1, maxLength: 20 }), (questions) => {
        const rules = questions.map(([match]) => ruleOf(match))
        const events = questions.map(([, each]) => ({
          record: each.record,
          envelope: { ...each.envelope, ...envelope },
        }))
        expectSame(rules, events)
      }),
      probe('engine/index/matcher/questions', { short: 300, long: 20_000 }),
    )
  })
})

describe('the shipped rules', () => {
  const rules = compile({ config: undefined, files: shippedRules }).rules.map(({ rule }) => rule)
  const events = globSync('test/events/**/*.json')
    .flatMap((file) => JSON.parse(readFileSync(file, 'utf8')))
    .map((json) => inEnvelope(json) as Event)

  test('on every event of their tests, and on those moved about', () => {
    expect(events.length).toBeGreaterThan(50)
    expect(expectSame(rules, events)).toBeGreaterThan(50)
    const moved = events.map(({ record }, at) => ({
      record: { ...record, eventName: events[(at + 7) % events.length]?.record.eventName ?? null },
      envelope: events[at]?.envelope ?? {},
    }))
    expectSame(rules, moved)
  })

  test('for a source that is not of AWS nothing fires', () => {
    const match = matcherFor(rules)
    for (const { record } of events) {
      expect(match({ record, envelope: { ...envelope, source: 'mine' } })).toEqual([])
    }
  })
})

test('a text is not taken for one that looks alike where a few characters are read', () => {
  // They are in the fifth character, of which the places of texts know nothing.
  const tools = Array.from({ length: 9 }, (_, at) => `tool${at}`)
  const rules = tools.map((tool) =>
    ruleOf({
      kind: 'block',
      fields: [{ path: ['userAgent'], check: { op: 'contains', text: tool } }],
    }),
  )
  const events = [...tools, 'other', ...tools].map((tool) => ({
    record: { userAgent: tool.padEnd(40) },
    envelope,
  }))
  expect(expectSame(rules, events)).toBe(18)
})

test('kinds without end take memory with an end', () => {
  const match = matcherFor([ruleOf({ kind: 'block', fields: [] })])
  for (let at = 0; at < 45_000; at++) {
    expect(match({ record: { eventName: `N${at}` }, envelope })).toHaveLength(1)
  }
})
