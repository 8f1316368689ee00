/** Every key of the envelope: missing, empty, of the wrong kind, of the wrong value. One mistake is told once. */
import { describe, expect, test } from 'vitest'
import { helpOf, read, ruleText, told, toldOf } from './told.ts'

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
  expect(toldOf({})).toEqual([])
})

describe('missing', () => {
  test.each(required)('%s', (key) => {
    expect(toldOf({ [key]: undefined })).toEqual([`missing-key: a rule needs \`${key}\``])
  })

  test('all of it: each is told, at the start of the file', () => {
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
    expect(toldOf({ [key]: '' })).toEqual([`empty-value: \`${key}\` has no value`])
  })

  test.each(texts)('%s of blanks', (key) => {
    for (const blank of ["''", "'  '", '"\\n"', '|\n\n'])
      expect(toldOf({ [key]: blank })).toEqual([`bad-value: \`${key}\` is empty`])
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
      expect(toldOf({ [key]: value })).toEqual([`wrong-type: \`${key}\` takes text, not ${noun}`])
  })

  test.each(lists)('%s', (key) => {
    for (const [value, noun] of kinds.filter(([, noun]) => noun !== 'a list'))
      expect(toldOf({ [key]: value })).toEqual([
        `wrong-type: \`${key}\` takes a list of text, not ${noun}`,
      ])
    for (const [value, noun] of kinds.slice(0, 8))
      expect(toldOf({ [key]: `[${value}]` })).toEqual([
        `wrong-type: an item of \`${key}\` is text, not ${noun}`,
      ])
  })

  test.each(mappings)('%s', (key) => {
    for (const [value, noun] of kinds.filter(([, noun]) => noun !== 'a mapping'))
      expect(toldOf({ [key]: value })).toEqual([
        `wrong-type: \`${key}\` takes a mapping, not ${noun}`,
      ])
  })

  test.each(['respond', 'tests'])('%s', (key) => {
    for (const [value, noun] of kinds.filter(([, noun]) => noun !== 'a list'))
      expect(toldOf({ [key]: value })).toEqual([
        `wrong-type: \`${key}\` takes a list of mappings, not ${noun}`,
      ])
    expect(toldOf({ [key]: '[x]' })).toEqual([
      `wrong-type: an item of \`${key}\` is a mapping, not the text \`x\``,
    ])
  })

  test.each(['match', 'unless'])('%s', (key) => {
    for (const [value, noun] of kinds.filter(([, noun]) => !/list|mapping/.test(noun)))
      expect(toldOf({ [key]: value })).toEqual([
        `wrong-type: \`${key}\` takes a block of fields and tests, not ${noun}`,
      ])
    for (const value of ['[]', '{}', '[{}]'])
      expect(toldOf({ [key]: value })).toEqual([
        `empty-block: \`${key}\` asks for nothing, so it would hold for every event`,
      ])
  })

  test.each(Object.entries(words))('%s', (key, [, guess]) => {
    const known = key === 'on' ? ' or a mapping' : ''
    for (const value of ['[x]', '[]'])
      expect(toldOf({ [key]: value })).toEqual([
        expect.stringMatching(
          new RegExp(`^wrong-type: \`${key}\` takes one of .*${guess}.*${known}, not a list$`),
        ),
      ])
    for (const value of ['5', 'true', 'null'])
      expect(toldOf({ [key]: value })).toEqual([
        `unknown-value: \`${value}\` is no value of \`${key}\``,
      ])
  })
})

describe('of the wrong value', () => {
  test.each(Object.entries(words))('%s', (key, [slip, guess]) => {
    expect(toldOf({ [key]: slip })).toEqual([
      `unknown-value: \`${slip}\` is no value of \`${key}\``,
    ])
    expect(helpOf(ruleText({ [key]: slip }))).toEqual([`did you mean ${guess}?`])
  })

  test.each([
    'Trail-Stopped',
    'a_b',
    'a--b',
    '-a',
    'a-',
    'a.b',
    'a b',
    "''",
    '"a\\u0000"',
    'ä',
    'a'.repeat(65),
  ])('id: %s', (id) =>
    expect(toldOf({ id })).toEqual([expect.stringContaining('id-not-kebab-case: ')]),
  )

  test('an id is the name of its file, with either ending, in any folder', () => {
    expect(toldOf({ id: 'b' })).toEqual([
      'id-not-file-name: the rule `b` stands in a file called `a.yaml`',
    ])
    for (const path of ['a.yaml', 'a.yml', 'x/y/a.yaml', 'x\\y\\a.yaml'])
      expect(toldOf({}, { path })).toEqual([])
    for (const path of ['a.json', 'a.yaml.txt', 'A.yaml', 'a/b.yaml'])
      expect(toldOf({}, { path })).toHaveLength(1)
  })

  test.each([
    ['attack', '[x]', 'bad-attack-id: `x` is no ATT&CK technique'],
    ['attack', '[t1098]', 'bad-attack-id: `t1098` is no ATT&CK technique'],
    ['attack', '[T1562.008]', 'old-attack-id: ATT&CK 19 replaced `T1562.008`'],
    ['controls', '[CIS-4.5]', 'bad-value: `controls` cannot be `CIS-4.5`: write it like `cis-4.5`'],
    ['controls', "['']", 'bad-value: `controls` cannot be ``: write it like `cis-4.5`'],
    [
      'references',
      '[x]',
      'bad-value: `references` cannot be `x`: write a whole `https://` address',
    ],
    [
      'references',
      '["javascript:alert(1)"]',
      'bad-value: `references` cannot be `javascript:alert(1)`: write a whole `https://` address',
    ],
    ['notify', '[]', 'bad-value: `notify` is empty'],
    ['notify', "['']", 'bad-value: `notify` is empty'],
    ['falsePositives', "[' ']", 'bad-value: `falsePositives` is empty'],
    ['threshold', '{ count: 1, within: 5m }', 'bad-value: `count` must be at least 2'],
    ['threshold', '{ count: 100001, within: 5m }', 'bad-value: `count` must be at most 100000'],
    [
      'threshold',
      '{ count: 2.5, within: 5m }',
      'wrong-type: `count` takes a whole number, not the number `2.5`',
    ],
    [
      'threshold',
      "{ count: '5', within: 5m }",
      'wrong-type: `count` takes a whole number, not the text `5`',
    ],
    ['threshold', '{ count: 5 }', 'missing-key: `threshold` needs `within`'],
    ['threshold', '{ within: 5m }', 'missing-key: `threshold` needs `count`'],
    ['threshold', '{ count: 5, within: 5m, by: [] }', 'bad-value: `by` is empty'],
    [
      'threshold',
      '{ count: 5, within: 5m, by: 5 }',
      'wrong-type: `by` takes text or a list of text, not the number `5`',
    ],
    [
      'threshold',
      '{ count: 5, within: 5m, by: [sourceIPAdress] }',
      'unknown-field: these events have no field `sourceIPAdress`',
    ],
    ['threshold', '{ count: 5, within: 5m, distinct: $.a }', 'bad-path: `$.a` is a JSONPath'],
    ['threshold', '{ count: 5, within: 5m, times: 3 }', 'unknown-key: unknown key `times`'],
    ['firstSeen', '{ by: userIdentity.arn }', 'missing-key: `firstSeen` needs `within`'],
    ['firstSeen', "{ by: '', within: 1h }", 'bad-path: `` has an empty segment'],
    ['firstSeen', '{ by: [[a]], within: 1h }', 'wrong-type: an item of `by` is text, not a list'],
    ['dedup', '{ within: 1h }', 'missing-key: `dedup` needs `by`'],
    [
      'dedup',
      '{ by: detail.eventName, within: 1h }',
      'bad-path: `detail.eventName` starts at the envelope',
    ],
    ['respond', '[{ mode: observe }]', 'missing-key: an item of `respond` needs `action`'],
    ['respond', '[{ action: rollback }]', 'unknown-value: `rollback` is no value of `action`'],
    [
      'respond',
      '[{ action: rollback-iam, mode: dry-run }]',
      'unknown-value: `dry-run` is no value of `mode`',
    ],
    ['respond', '[{ action: }]', 'empty-value: `action` has no value'],
    ['alert', '{ titel: x }', 'unknown-key: unknown key `titel`'],
  ])('%s: %s', (key, value, says) => expect(toldOf({ [key]: value })).toEqual([says]))

  test.each([
    '5',
    '5 m',
    '5M',
    '0m',
    '1w',
    '5min',
    '-5m',
    '1.5h',
    '1000000s',
    '5m\u200b',
    'null',
    'true',
  ])('within: %s', (within) =>
    expect(toldOf({ dedup: `{ by: eventName, within: ${within} }` })).toEqual([
      `bad-duration: \`${within}\` is no duration for \`within\``,
    ]),
  )
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
    expect(told(text)).toEqual([`unknown-key: unknown key \`${key}\``])
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
    expect(told(`${ruleText()}${key}: { a: b }\n`)).toEqual([
      expect.stringContaining('unknown-key: unknown key '),
    ])
    for (const within of ['alert', 'dedup', 'threshold'])
      expect(toldOf({ [within]: `{ ${key}: { a: b } }` })).toContainEqual(
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
