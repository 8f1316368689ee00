/** What the few values of a record say to the rules is what the whole record says. */
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { recordBy } from '../../bench/data/events.ts'
import { randomFrom } from '../../bench/data/random.ts'
import { ruleSet } from '../../bench/data/rules.ts'
import { inEnvelope } from '../../src/aws/envelope.ts'
import { ruleMatches } from '../../src/engine/rule-matches.ts'
import type { Event } from '../../src/ir/event.ts'
import type { Json, JsonObject } from '../../src/ir/json.ts'
import type { Check, Predicate } from '../../src/ir/predicate.ts'
import type { Rule } from '../../src/ir/rule.ts'
import { fileScanner } from '../../src/replay/file-scanner.ts'

const folder = mkdtempSync(join(tmpdir(), 'tripline-sieve-'))
const [template] = ruleSet('quiet', 1) as [Rule]
const ruleOf = (match: Predicate, unless?: Predicate): Rule => ({ ...template, match, unless })
const field = (path: string, check: Check): Predicate => ({
  kind: 'block',
  fields: [{ path: path.split('.'), check }],
})
const random = randomFrom(5)
const records = Array.from({ length: 3000 }, (_, at) => recordBy(random, at))

let written = 0
function expectSame(rules: readonly Rule[], files: readonly (readonly JsonObject[])[]): number {
  const scan = fileScanner(rules)
  let matches = 0
  for (const list of files) {
    const path = join(folder, `${written++}.json`)
    writeFileSync(path, JSON.stringify({ Records: list }))
    const wanted = list.flatMap((record) => {
      const event = inEnvelope(record) as Event
      const matching = rules.flatMap((rule, at) => (ruleMatches(rule, event) ? [at] : []))
      return matching.length === 0 ? [] : [matching]
    })
    const found = scan(path)
    expect(found && [...found.lists].map((at) => found.ruleLists[at])).toEqual(wanted)
    matches += wanted.length
  }
  return matches
}

test.each(['quiet', 'typical', 'scan'] as const)('%s rules', (kind) => {
  const thirds = [0, 1, 2].map((third) => records.slice(third * 1000, (third + 1) * 1000))
  expect(expectSame(ruleSet(kind, 400), thirds)).toBeGreaterThan(30)
})

const paths = [
  'awsRegion',
  'sourceIPAddress',
  'userAgent',
  'errorCode',
  'recipientAccountId',
  'userIdentity.type',
  'userIdentity.principalId',
  'userIdentity.arn',
  'userIdentity.accountId',
  'userIdentity.accessKeyId',
  'userIdentity.userName',
  'userIdentity.invokedBy',
]
const strange: Readonly<Record<string, Json>> = {
  text: 'x1',
  'another text': 'y',
  'no text': '',
  'a text that needs an escape': 'x1"\\',
  'a text of other letters': 'ü漢🔥',
  'a long text': 'x1'.repeat(3000),
  null: null,
  'a number': 1,
  truth: true,
  'a list': ['x1'],
  'an empty list': [],
  'an object': { x1: 'x1' },
}

describe.each(paths)('%s', (path) => {
  const checks: Check[] = [
    { op: 'equals', value: 'x1' },
    { op: 'equals', value: 1 },
    { op: 'equals', value: null },
    { op: 'prefix', text: 'x' },
    { op: 'contains-ignore-case', text: 'X' },
    { op: 'exists', present: true },
    { op: 'exists', present: false },
    { op: 'not', of: { op: 'equals', value: 'x1' } },
  ]
  const name = field('eventName', { op: 'prefix', text: 'Create' })
  const rules = checks.flatMap((check) => {
    const one = field(path, check)
    return [
      ruleOf(one),
      ruleOf({ kind: 'all', of: [name, one] }),
      ruleOf({ kind: 'any', of: [name, one] }),
      ruleOf({ kind: 'not', of: one }),
      ruleOf(name, one),
    ]
  })
  const withValue = (value: Json | undefined): JsonObject[] =>
    records.slice(0, 6).map((record) => {
      const [first = '', second] = path.split('.')
      if (second === undefined) return { ...record, [first]: value as Json }
      return { ...record, [first]: { ...(record[first] as JsonObject), [second]: value as Json } }
    })

  test('whatever is there', () => {
    const forms = [...Object.values(strange).map(withValue), withValue(undefined)]
    const without = records.slice(0, 6).map((record) => ({ ...record, userIdentity: null }))
    expect(expectSame(rules, [...forms, without, forms.flat(), forms.flat()])).toBeGreaterThan(100)
  })
})

test('more alternatives than are taken apart, and more values than are remembered', () => {
  const many = (path: string): Predicate => ({
    kind: 'any',
    of: Array.from({ length: 80 }, (_, at) => field(path, { op: 'equals', value: `name${at}` })),
  })
  const rules = [
    ruleOf(many('userIdentity.userName')),
    ruleOf({ kind: 'all', of: [many('userIdentity.userName'), many('awsRegion')] }),
    ruleOf(field('userIdentity.arn', { op: 'suffix', text: '77' })),
  ]
  const file = (from: number, length: number): JsonObject[] =>
    Array.from({ length }, (_, at) => ({
      eventVersion: '1.09',
      userIdentity: { userName: `name${at % 100}`, arn: `arn:${from + at}` },
      eventTime: '2026-11-21T05:22:02Z',
      eventSource: 's3.amazonaws.com',
      eventName: 'GetObject',
      awsRegion: `name${at % 90}`,
    }))
  expect(expectSame(rules, [file(0, 18_000), file(18_000, 6000), file(0, 6000)])).toBeGreaterThan(
    1000,
  )
})
