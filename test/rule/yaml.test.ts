/** The narrow gate: what of YAML is not read, and why nothing behind the gate has to think of it. */
import { describe, expect, test } from 'vitest'
import { readYaml } from '../../src/rule/yaml.ts'
import { read, reported, reportedFor, reportedForTest, ruleText } from './reported.ts'

describe('files that hold nothing to read', () => {
  test.each([
    '',
    ' ',
    '\n\n',
    '\t',
    '# a comment\n',
    '---',
    '---\n...\n',
    '...',
    '\ufeff',
    '\ufeff# a\n',
  ])('%j', (text) => expect(reported(text)).toEqual(['empty-file: the file is empty']))

  test.each([
    ['~', 'null'],
    ["''", 'the text ``'],
    ['word', 'the text `word`'],
    ['5', 'the number `5`'],
    ['[a]', 'a list'],
    ['- a\n', 'a list'],
  ])('%j is no mapping', (text, noun) =>
    expect(reported(text)).toEqual([
      `not-a-mapping: keys and values are expected here, not ${noun}`,
    ]),
  )
})

describe('what YAML can and a rule must not', () => {
  const anchor = (name: string) =>
    `yaml-alias: \`${name}\` is a YAML anchor or alias, which Tripline does not support`

  test.each([
    ['an anchor and an alias', 'title: &t x\nwhy: *t\n', [anchor('&t'), anchor('*t')]],
    ['a merge key', 'a: &a { x: 1 }\n<<: *a\n', [anchor('&a'), anchor('*a')]],
    ['a star without quotes', `match: { eventName: { wildcard: *Policy } }`, [anchor('*Policy')]],
    [
      'a tag',
      'title: !!str x\n',
      ['yaml-tag: `!!str` is a YAML tag, which Tripline does not support'],
    ],
    [
      'a tag of code',
      'title: !!js/function x\n',
      ['yaml-tag: `!!js/function` is a YAML tag, which Tripline does not support'],
    ],
    [
      'a directive',
      '%YAML 1.1\n---\ntitle: x\n',
      ['yaml-directive: `%YAML 1.1` is a YAML directive, which Tripline does not support'],
    ],
    [
      'a tag directive',
      '%TAG ! tag:x,2000:\n---\na: b\n',
      [expect.stringContaining('yaml-directive: ')],
    ],
    [
      'a second document',
      'a: 1\n---\nb: 2\n',
      ['several-documents: a second YAML document starts here'],
    ],
    ['a third', '---\na: 1\n---\n---\n', ['several-documents: a second YAML document starts here']],
    ['a NUL', 'a: b\0c\n', ['not-text: the file is not text: it contains a NUL character']],
  ])('%s', (_, text, says) => expect(reported(text)).toEqual(says))

  test('an alias bomb is refused where it starts', () => {
    const bomb = `a: &a [x, x]\n${Array.from({ length: 30 }, (_, n) => `b${n}: &b${n} [*a, *a]\n`).join('')}`
    expect(reported(bomb)).toHaveLength(20)
  })

  test.each([
    ['a tab for indentation', 'match:\n\teventName: x\n'],
    ['two colons', 'title: a: b\n'],
    ['a reserved character', 'title: @x\n'],
    ['an open quote', 'title: "x\n'],
    ['an open bracket', 'attack: [T1098\n'],
    ['uneven indentation', 'match:\n   a: 1\n  b: 2\n'],
    ['an unknown escape', 'title: "\\d"\n'],
    ['an escape beyond Unicode', 'title: "\\UFFFFFFFF"\n'],
    ['text after a quote', 'title: "a" b\n'],
  ])('%s is a mistake with a place and a way out', (_, text) => {
    const { diagnostics } = read(text)
    expect(diagnostics.length).toBeGreaterThan(0)
    for (const { code, help, message } of diagnostics) {
      expect(code).toBe('yaml-syntax')
      expect(help).toBeDefined()
      expect(message).toMatch(/^[a-z`]/)
    }
  })
})

describe('keys', () => {
  test('set twice are told with the line of the first, in any spelling', () => {
    expect(reported(`${ruleText()}title: again\n`)).toEqual([
      'duplicate-key: `title` is already set on line 2',
    ])
    expect(
      reportedFor({ match: '{ eventName: x, \'eventName\': y, "event\\u004eame": z }' }),
    ).toEqual([
      'duplicate-key: `eventName` is already set on line 5',
      'duplicate-key: `eventName` is already set on line 5',
    ])
  })

  test.each([
    ['5', '`5` is not text'],
    ['true', '`true` is not text'],
    ['1.5', '`1.5` is not text'],
    ['~', '`~` is not text'],
    ['', 'before the colon'],
    ['? [a]', 'a list or a mapping cannot be a key'],
    ['? { a: b }', 'a list or a mapping cannot be a key'],
  ])('%s', (key, says) => {
    expect(reportedFor({ match: `{ eventName: x, ${key} : y }` })).toContainEqual(
      expect.stringMatching(new RegExp(`^key-not-text: .*${says}$`)),
    )
  })

  test('that look like nothing else are text', () => {
    for (const key of ['on', 'yes', 'no', 'off', 'null-ish', '1a', "'5'"]) {
      const { root } = readYaml('x', `${key}: 1`)
      expect(root).toMatchObject({ kind: 'map', entries: [{ key: key.replaceAll("'", '') }] })
    }
  })

  test('of every prototype are names like any other', () => {
    for (const key of ['__proto__', 'constructor', 'prototype', 'toString', 'valueOf']) {
      const path = `requestParameters.${key}`
      const tests = `[{ fires: f, event: { ${key}: { ${key}: 1 } }, with: { ${path}.${key}: 5 } }, { quiet: q, event: {} }]`
      const { rules, diagnostics } = read(ruleText({ match: `{ ${path}: x }`, tests }))
      expect(diagnostics).toEqual([])
      expect(rules[0]?.rule.match).toMatchObject({ fields: [{ path: ['requestParameters', key] }] })
      const [test] = rules[0]?.rule.tests ?? []
      expect(JSON.stringify(test?.events[0]?.event)).toBe(`{"inline":{"${key}":{"${key}":1}}}`)
      expect(reportedForTest(`{ ${key}: x }`)).toEqual([
        `unknown-operator: unknown operator \`${key}\``,
      ])
      expect(reportedFor({ match: `{ is: ${key} }` })).toEqual([
        `unknown-condition: unknown condition \`${key}\``,
      ])
    }
    expect(({} as Record<string, unknown>).a).toBeUndefined()
  })
})

describe('numbers that are not what they look like', () => {
  const account = (id: string) =>
    `unquoted-account-id: \`${id}\` looks like an account id, but YAML reads it as a number`

  test.each([
    ['a field', { match: '{ recipientAccountId: 012345678901 }' }],
    ['a list of alternatives', { match: "{ recipientAccountId: [012345678901, '111122223333'] }" }],
    ['an operand', { match: '{ recipientAccountId: { prefix: 012345678901 } }' }],
    ['a list of operands', { match: '{ recipientAccountId: { suffix: [012345678901] } }' }],
    [
      'deep below',
      { match: '{ any: [{ not: { all: [{ recipientAccountId: { not: 012345678901 } }] } }] }' },
    ],
    ['unless', { unless: '[{ recipientAccountId: 012345678901 }]' }],
    [
      'an event',
      { tests: '[{ fires: f, event: { a: { b: [012345678901] } } }, { quiet: q, event: {} }]' },
    ],
    [
      'with',
      {
        tests:
          '[{ fires: f, event: {}, with: { recipientAccountId: 012345678901 } }, { quiet: q, event: {} }]',
      },
    ],
    ['a title', { title: '012345678901' }],
    ['notify', { notify: '[012345678901]' }],
  ])('an account id in %s is told once', (_, keys) => {
    expect(reportedFor(keys)).toEqual([account('012345678901')])
    expect(read(ruleText(keys)).rules).toEqual([])
  })

  test('an account id as a key is no text', () => {
    expect(reportedFor({ match: '{ requestParameters.x: y, 012345678901: z }' })).toContainEqual(
      'key-not-text: the key `012345678901` is not text',
    )
  })

  test.each([
    '0x1F',
    '0o17',
    '007',
    '+5',
    '.5',
    '5.',
    '.inf',
    '-.INF',
    '.nan',
    '1e999',
    '-1e400',
    '12345678901234567890',
    '9007199254740993',
    '-00',
    '1E+400',
  ])('%s is reported, and no rule is made of it', (written) => {
    expect(reportedForTest(written)).toEqual([
      expect.stringContaining(`ambiguous-number: YAML reads \`${written}\` as the number `),
    ])
    expect(read(ruleText({ match: `{ requestParameters.x: ${written} }` })).rules).toEqual([])
  })

  test.each([
    '0',
    '-1',
    '5.0',
    '1e3',
    '9007199254740991',
    '1_000',
    '0b1',
    '12:30:45',
    '2026-01-31',
    'yes',
    'No',
    "'007'",
  ])('%s is what it looks like', (written) => expect(reportedForTest(written)).toEqual([]))
})

test('a mistake that the gate tells leaves no rule', () => {
  for (const keys of [
    { match: '{ a: x, a: y }' },
    { match: '{ eventName: x, 5: y }' },
    { match: '{ eventName: 007 }' },
  ])
    expect(read(ruleText(keys)).rules).toEqual([])
})
