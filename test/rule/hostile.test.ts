/** Files nobody would write by hand: each is a diagnostic, none is a crash or a wait. */
import { describe, expect, test } from 'vitest'
import { maxFileSizeBytes } from '../../src/rule/yaml.ts'
import { read, reported, ruleText } from './reported.ts'

const fill = (unit: string, length: number): string => unit.repeat(Math.floor(length / unit.length))

/** Whatever a text is, the answer is a whole rule or an error, and each sentence can be read. */
function isAnswered(text: string): void {
  const { diagnostics, rules } = read(text)
  const errors = diagnostics.filter(({ level }) => level === 'error')
  expect(errors.length > 0 || rules.length === 1).toBe(true)
  expect(rules.length === 0 || errors.length === 0).toBe(true)
  for (const { message, help = '' } of diagnostics) {
    expect(message.length).toBeLessThan(1200)
    expect(message + help).not.toMatch(/[\r\n]/)
  }
}

const units = [
  ...['[', '{', '- ', '? ', '&a ', '*a ', '!a ', ']', '}', ',', '"', "'", '|\n', '>\n', '#', '#\n'],
  ...[
    '[\n',
    '{a: ',
    'a: ',
    'a: b: c\n',
    '---\n',
    '...\n',
    '%a\n',
    '\t',
    ' ',
    '\n',
    '\r',
    '\r\n',
    '@',
    '`',
  ],
  ...[
    ': ',
    '?\n',
    '-\n',
    'a\n',
    'a b ',
    '\\',
    '\u{1f600}',
    '\ud800',
    '\u202e',
    '\ufeff',
    '\u2028',
    '[],',
    '{},',
  ],
]

test.each([['&a '], ['?\n'], [']'], [',']])('50 KB of %j', (unit) => isAnswered(fill(unit, 50_000)))

describe.each(units.map((unit) => [JSON.stringify(unit), unit]))('%s over and over', (_, unit) => {
  test('10 KB', () => isAnswered(fill(unit, 10_000)))
  test('as a value', () => isAnswered(ruleText({ match: fill(unit, 2000) })))
  test('as a field', () =>
    isAnswered(ruleText({ match: `{ requestParameters.x: ${fill(unit, 2000)}` })))
})

describe('the largest file that is read', () => {
  test('is answered', () => isAnswered(fill('[', maxFileSizeBytes)))

  test('and what is larger is not even looked at', () => {
    expect(reported(fill('[', maxFileSizeBytes + 1))).toEqual([
      'file-too-large: the file has 500001 bytes, but the limit is 500000',
    ])
    expect(reported(fill('a', 10_000_000))).toMatchObject([
      expect.stringContaining('file-too-large'),
    ])
  })
})

describe('many of a thing', () => {
  const lines = (count: number, line: (n: number) => string) =>
    `\n${Array.from({ length: count }, (_, n) => line(n)).join('\n')}`

  test('20,000 fields and values are a rule', () => {
    const fields = lines(10_000, (n) => `  requestParameters.k${n}: v`)
    expect(reported(ruleText({ match: fields }))).toEqual([])
    const values = lines(20_000, (n) => `    - value-${n}`)
    expect(reported(ruleText({ match: `\n  eventName:${values}` }))).toEqual([])
  })

  test.each([
    ['unknown keys', { severity: `low${lines(2000, (n) => `severty${n}: v`)}` }, 'unknown-key'],
    [
      'misspelt fields',
      { match: lines(1200, (n) => `  sessionCredentialFromConsole${n}: v`) },
      'unknown-field',
    ],
    [
      'misspelt operators',
      { match: lines(2000, (n) => `  requestParameters.k${n}: { prefx: v }`) },
      'unknown-operator',
    ],
    ['fields set twice', { match: lines(5000, () => '  eventName: v') }, 'duplicate-key'],
    [
      'account ids',
      { match: `{ eventName: [${fill('012345678901, ', 20_000)}] }` },
      'unquoted-account-id',
    ],
    ['wrong techniques', { attack: `[${fill('T1, ', 20_000)}]` }, 'bad-attack-id'],
    ['wrong channels', { notify: `[${fill('1, ', 20_000)}]` }, 'wrong-type'],
    ['wrong tests', { tests: lines(5000, () => '  - 1') }, 'wrong-type'],
  ])('%s: a thousand are told', (_, keys, code) => {
    const { diagnostics, rules } = read(ruleText(keys))
    expect(rules).toHaveLength(0)
    expect(diagnostics.length).toBeLessThanOrEqual(1001)
    expect(diagnostics.map((each) => each.code)).toContain(code)
  })

  test('an error is told however many warnings come before it', () => {
    const fields = lines(1500, (n) => `  nothing${n}: v`)
    const { diagnostics, rules } = read(
      ruleText({ match: `${fields}\n  errorCode: { exists: maybe }` }),
    )
    expect(rules).toEqual([])
    expect(diagnostics.filter(({ level }) => level === 'error')).toMatchObject([
      { code: 'wrong-operand' },
    ])
  })
})

describe('long text', () => {
  const long = fill('abc ', 200_000)

  test.each([
    ['id', { id: long }],
    ['severity', { severity: long }],
    ['on', { on: long }],
    ['attack', { attack: `["${long}"]` }],
    ['a key', { [`"${long}"`]: '1' }],
    ['a field', { match: `{ ? "${long}" : x }` }],
    ['a field of quotes', { match: `{ ? '${fill('"', 100_000)}' : x }` }],
    ['a field of dots', { match: `{ ? '${fill('a.', 100_000)}a' : x }` }],
    ['an operator', { match: `{ eventName: { ? "${long}" : x } }` }],
    ['a regular expression', { match: `{ eventName: { matches: "(${long}" } }` }],
    [
      'nested groups',
      { match: `{ eventName: { matches: "${fill('(', 100_000)}${fill(')', 100_000)}" } }` },
    ],
    ['repeated groups', { match: '{ eventName: { matches: "((((a{100}){100}){100}){100})" } }' }],
    ['a wildcard', { match: `{ eventName: { wildcard: "${fill('*a', 200_000)}\\\\b" } }` }],
    ['a list mark', { match: `{ eventName: "${fill('${lists.', 200_000)}" }` }],
    ['spaces in a list mark', { match: `{ eventName: "\${${fill(' ', 200_000)}lists" }` }],
    ['a title', { alert: `{ title: "${fill('{$.', 200_000)}" }` }],
    ['braces', { alert: `{ title: "${fill('{ ', 200_000)}" }` }],
    ['a JSONPath', { alert: `{ fields: { A: "$${fill('.a', 200_000)}" } }` }],
    ['brackets', { alert: `{ fields: { A: "$${fill('[', 200_000)}" } }` }],
    ['backticks', { severity: `"${fill('`', 200_000)}"` }],
    ['line breaks', { severity: `"${fill('\\n', 200_000)}"` }],
    ['spaces', { severity: `"${fill(' ', 200_000)}x"` }],
  ])('as %s', (_, keys) => isAnswered(ruleText(keys)))
})

describe('nesting', () => {
  const nested = (open: string, inner: string, close: string, depth: number) =>
    `${open.repeat(depth)}${inner}${close.repeat(depth)}`

  test('that a rule can need is read', () => {
    expect(reported(ruleText({ match: nested('{ not: ', '{ eventName: x }', ' }', 30) }))).toEqual(
      [],
    )
    expect(
      reported(ruleText({ match: nested('{ all: [', '{ eventName: x }', '] }', 15) })),
    ).toEqual([])
  })

  test.each([
    ['blocks', nested('{ all: [', '{ eventName: x }', '] }', 2000)],
    ['open blocks', '{ any: ['.repeat(5000)],
    ['tests', `{ eventName: ${nested('{ not: ', 'x', ' }', 5000)} }`],
    ['lists', `{ eventName: ${nested('[', 'x', ']', 10_000)} }`],
  ])('of %s without end is told once', (_, match) => {
    expect(reported(ruleText({ match }))).toEqual([
      'too-deep: the YAML is nested more than 64 levels deep',
    ])
  })
})
