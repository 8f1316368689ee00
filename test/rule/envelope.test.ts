/** Every key of the envelope: missing, empty, of the wrong kind, of the wrong value. One mistake is told once. */
import { describe, expect, test } from 'vitest'
import { helpOf, read, reported, reportedFor, ruleText } from './reported.ts'

const required = ['id', 'title', 'severity', 'why', 'match'] as const
const texts = ['title', 'why', 'runbook'] as const
const words = {
  severity: ['hihg', '`high`'],
  status: ['enable', '`enabled`'],
  via: ['event-bridge', '`eventbridge`'],
  on: ['Cloudtrial', '`cloudtrail`'],
} as const
const lists = ['notify', 'attack', 'controls', 'references', 'falsePositives'] as const
const mappings = ['threshold', 'firstSeen', 'dedup', 'alert'] as const
const every = [
  ...required,
  ...texts,
  ...Object.keys(words),
  ...lists,
  ...mappings,
  'unless',
  'respond',
  'tests',
]

test('a whole rule has nothing to tell', () => {
  expect(reportedFor({})).toEqual([])
})

describe('missing', () => {
  test.each(required)('%s', (key) => {
    expect(reportedFor({ [key]: undefined })).toEqual([`missing-key: a rule needs \`${key}\``])
  })

  test('all of it: each is reported, at the start of the file', () => {
    const { diagnostics } = read('runbook: r\n')
    expect(diagnostics.map(({ message }) => message).sort()).toEqual(
      required.map((key) => `a rule needs \`${key}\``).sort(),
    )
    for (const { span } of diagnostics) expect(span.start).toEqual({ line: 1, column: 1 })
  })

  test('tests are only warned of', () => {
    const { diagnostics, rules } = read(ruleText({ tests: undefined }))
    expect(diagnostics).toMatchObject([{ level: 'warning', code: 'untested-rule' }])
    expect(rules).toHaveLength(1)
  })
})

describe('empty', () => {
  test.each([...new Set(every)])('%s', (key) => {
    expect(reportedFor({ [key]: '' })).toEqual([`empty-value: \`${key}\` has no value`])
  })

  test.each(texts)('%s of blanks', (key) => {
    for (const blank of ["''", "'  '", '"\\n"', '|\n\n'])
      expect(reportedFor({ [key]: blank })).toEqual([`bad-value: \`${key}\` is empty`])
  })
})

describe('of the wrong kind', () => {
  const kinds = [
    ['5', 'the number `5`'],
    ['true', '`true`'],
    ['null', 'null'],
    ['~', 'null'],
    ['[]', 'a list'],
    ['[x]', 'a list'],
    ['{}', 'a mapping'],
    ['{ a: b }', 'a mapping'],
    ['word', 'the text `word`'],
    ["'5'", 'the text `5`'],
  ] as const

  test.each([...texts, 'id'])('%s', (key) => {
    for (const [value, noun] of kinds.slice(0, 8))
      expect(reportedFor({ [key]: value })).toEqual([
        `wrong-type: \`${key}\` must be text, not ${noun}`,
      ])
  })

  test.each(lists)('%s', (key) => {
    for (const [value, noun] of kinds.filter(([, noun]) => noun !== 'a list'))
      expect(reportedFor({ [key]: value })).toEqual([
        `wrong-type: \`${key}\` must be a list of text, not ${noun}`,
      ])
    for (const [value, noun] of kinds.slice(0, 8))
      expect(reportedFor({ [key]: `[${value}]` })).toEqual([
        `wrong-type: each item of \`${key}\` must be text, not ${noun}`,
      ])
  })

  test.each(mappings)('%s', (key) => {
    for (const [value, noun] of kinds.filter(([, noun]) => noun !== 'a mapping'))
      expect(reportedFor({ [key]: value })).toEqual([
        `wrong-type: \`${key}\` must be a mapping, not ${noun}`,
      ])
  })

  test.each(['respond', 'tests'])('%s', (key) => {
    for (const [value, noun] of kinds.filter(([, noun]) => noun !== 'a list'))
      expect(reportedFor({ [key]: value })).toEqual([
        `wrong-type: \`${key}\` must be a list of mappings, not ${noun}`,
      ])
    expect(reportedFor({ [key]: '[x]' })).toEqual([
      `wrong-type: each item of \`${key}\` must be a mapping, not the text \`x\``,
    ])
  })

  test.each(['match', 'unless'])('%s', (key) => {
    for (const [value, noun] of kinds.filter(([, noun]) => !/list|mapping/.test(noun)))
      expect(reportedFor({ [key]: value })).toEqual([
        `wrong-type: \`${key}\` must be a block of fields and tests, not ${noun}`,
      ])
    for (const value of ['[]', '{}', '[{}]'])
      expect(reportedFor({ [key]: value })).toEqual([
        `empty-block: \`${key}\` is empty, so it would match every event`,
      ])
  })

  test.each(Object.entries(words))('%s', (key, [, guess]) => {
    const known = key === 'on' ? ' or a mapping' : ''
    for (const value of ['[x]', '[]'])
      expect(reportedFor({ [key]: value })).toEqual([
        expect.stringMatching(
          new RegExp(`^wrong-type: \`${key}\` must be one of .*${guess}.*${known}, not a list$`),
        ),
      ])
    for (const value of ['5', 'true', 'null'])
      expect(reportedFor({ [key]: value })).toEqual([
        `unknown-value: \`${key}\` cannot be \`${value}\``,
      ])
  })
})

describe('keys that mean nothing', () => {
  test.each([
    ['titel', 'title'],
    ['Severity', 'severity'],
    ['first_seen', 'firstSeen'],
    ['false-positives', 'falsePositives'],
    ['test', 'tests'],
    ['description', 'why'],
    ['level', 'severity'],
    ['filter', 'unless'],
    ['tags', 'attack'],
  ])('%s: did you mean %s?', (key, guess) => {
    const text = `${ruleText()}${key}: x\n`
    expect(reported(text)).toEqual([`unknown-key: unknown key \`${key}\``])
    expect(helpOf(text)).toEqual([`did you mean \`${guess}\`?`])
  })

  test.each([
    'zzz',
    '__proto__',
    'constructor',
    'toString',
    'hasOwnProperty',
    '<<',
    "''",
    'detection',
  ])('%s', (key) => {
    expect(reported(`${ruleText()}${key}: { a: b }\n`)).toEqual([
      expect.stringContaining('unknown-key: unknown key '),
    ])
    for (const within of ['alert', 'dedup', 'threshold'])
      expect(reportedFor({ [within]: `{ ${key}: { a: b } }` })).toContainEqual(
        expect.stringContaining('unknown key'),
      )
  })
})

test('everything wrong in a file is told at once, in the order of the file', () => {
  const text = `id: B
title: ''
severity: hihg
why: 5
zzz: 1
match:
  eventNam: x
  errorCode: { exist: true }
  sourceIPAddress: { cidr: nowhere }
unless: []
alert: { title: '{foo}', fields: { A: '$.a[?(@.b)]' } }
dedup: { by: $.a, within: 1w }
tests: [{ fires: f }, { quiet: q, event: { a: 012345678901 } }]
`
  const { diagnostics, rules } = read(text)
  expect(rules).toEqual([])
  expect(diagnostics.map(({ span, code }) => `${span.start.line} ${code}`)).toEqual([
    '1 id-not-kebab-case',
    '2 bad-value',
    '3 unknown-value',
    '4 wrong-type',
    '5 unknown-key',
    '7 unknown-field',
    '8 unknown-operator',
    '9 bad-network',
    '10 empty-block',
    '11 bad-json-path',
    '11 bad-json-path',
    '12 bad-path',
    '12 bad-duration',
    '13 missing-key',
    '13 unquoted-account-id',
  ])
})
