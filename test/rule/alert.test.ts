/** The texts of an alert: a mistake in one is told when it is written, not when it is needed. */
import { describe, expect, test } from 'vitest'
import { printedAlert } from '../../src/alert/alert.ts'
import { briefFor } from '../../src/alert/brief.ts'
import { read, reportedFor, ruleText } from './reported.ts'

const titled = (title: string) =>
  reportedFor({ alert: `{ title: '${title.replaceAll("'", "''")}' }` })
const field = (jsonPath: string) =>
  reportedFor({ alert: `{ fields: { A: '${jsonPath.replaceAll("'", "''")}' } }` })
const noValue = (written: string) =>
  `bad-json-path: the alert would show \`${written}\` as plain text, and not the value of a field`

describe('titles', () => {
  test.each([
    'plain words',
    '{$.userIdentity.arn} did it',
    '{$.userIdentity.arn}{$.eventName}',
    '{{$.userIdentity.arn}}',
    '{} and { }',
    '{$.requestParameters["a b"]}',
    '{$.resources[*].ARN} and {$.resources[0].ARN}',
    '{$..arn}',
    'costs $5',
  ])('%s', (title) => expect(titled(title)).toEqual([]))

  test.each([
    ['{userIdentity.arn}', '{userIdentity.arn}'],
    ['{ $.userIdentity.arn }', '{ $.userIdentity.arn }'],
    ['{$.userIdentity.arn', '{$.userIdentity.arn'],
    ['$.userIdentity.arn did it', '$.userIdentity.arn'],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: a slip of people who write shell
    ['${foo}', '{foo}'],
    ['{{foo}}', '{foo}'],
    ['{} {foo}', '{foo}'],
    ['{foo} and {foo}', '{foo}'],
  ])('%s holds no value', (title, written) => expect(titled(title)).toEqual([noValue(written)]))

  test.each([
    ['{$.userIdentity.arm}', 'unknown-field: these events have no field `userIdentity.arm`'],
    ['{$.nothing}', 'unknown-field: AWS documents no field `nothing` for these events'],
    [
      '{$.detail.eventName}',
      'bad-json-path: `$.detail.eventName` starts at the envelope, but paths start at the record',
    ],
    ['{$}', 'bad-json-path: `$` does not name a field'],
    [
      '{$.a[?(@.b)]}',
      'bad-json-path: `$.a[?(@.b)]` does more than name a field, which Tripline does not support',
    ],
  ])('%s', (title, says) => expect(titled(title)).toEqual([says]))

  test('one that is left out or empty', () => {
    expect(reportedFor({ alert: '{}' })).toEqual([])
    expect(reportedFor({ alert: '{ title: }' })).toEqual(['empty-value: `title` has no value'])
    expect(reportedFor({ alert: '{ title: 5 }' })).toEqual([
      'wrong-type: `title` must be text, not the number `5`',
    ])
  })
})

describe('fields', () => {
  test.each([
    '$.userIdentity.arn',
    '$.requestParameters.items[*].cidrIp',
    "$.requestParameters['a.b c,d:e/f']",
    '$.requestParameters["x"]',
    '$["userIdentity"]["arn"]',
    '$.envelope.account',
    '$..cidrIp',
    '$.*',
  ])('%s', (jsonPath) => expect(field(jsonPath)).toEqual([]))

  test.each([
    '$.a[?(@.b)]',
    '$.a[?(@.b == 1)].c',
    '$.a[(@.length-1)]',
    '$[(process.exit())]',
    '$.a^',
    '$.a~',
    '$.a.`parent`',
    '$.a@string()',
    "$.a['b'].c()",
  ])('%s does more than name a field', (jsonPath) =>
    expect(field(jsonPath)).toEqual([
      `bad-json-path: \`${jsonPath}\` does more than name a field, which Tripline does not support`,
    ]),
  )

  test.each([
    '$.',
    '$..',
    '$.a.',
    '$.a..',
    '$.a[',
    '$.a]',
    '$.a[*',
    "$.a['b'",
    "$.a['b]",
    '$.a[]',
    '$.a[b]',
    '$.a b',
    '$.a[-1]',
    '$.a[0:2]',
    '$.a[0,1]',
    "$.a['b','c']",
  ])('%s names no field', (jsonPath) =>
    expect(field(jsonPath)).toEqual([`bad-json-path: \`${jsonPath}\` does not name a field`]),
  )

  test.each(['(1)', '?(@.x)', '^', 'a^', '#0', 'a;b', '@string()', 'a..b', 'a[b'])(
    "names with signs of JSONPath's own are refused: %s",
    (name) => {
      const jsonPath = `$.requestParameters['${name}']`
      expect(field(jsonPath)).toEqual([
        expect.stringMatching(
          /^bad-json-path: .* (?:has a field name with characters that JSONPath uses for other purposes|does more than name a field, which Tripline does not support)$/,
        ),
      ])
    },
  )

  test.each([
    ['x', 'bad-json-path: `x` is not a JSONPath'],
    ['$', 'bad-json-path: `$` is not a JSONPath'],
    ['eventName', 'bad-json-path: `eventName` is not a JSONPath'],
    ['', 'bad-json-path: `` is not a JSONPath'],
    ['$.usrIdentity.arn', 'unknown-field: these events have no field `usrIdentity.arn`'],
    [
      '$.detail.eventName',
      'bad-json-path: `$.detail.eventName` starts at the envelope, but paths start at the record',
    ],
  ])('%j', (jsonPath, says) => expect(field(jsonPath)).toEqual([says]))

  test.each([
    ['{ A: 5 }', 'wrong-type: `A` must be text, not the number `5`'],
    ['{ A: }', 'empty-value: `A` has no value'],
    ['{ A: [$.eventName] }', 'wrong-type: `A` must be text, not a list'],
    ['{ constructor: 5 }', 'wrong-type: `constructor` must be text, not the number `5`'],
    ['[a]', 'wrong-type: `fields` must be a mapping, not a list'],
  ])('%s', (fields, says) =>
    expect(reportedFor({ alert: `{ fields: ${fields} }` })).toEqual([says]),
  )
})

test('whatever is read fills in for any record', () => {
  const alert = `{ title: '{$.requestParameters["a.b"]} {$..x} {$.*}', fields: { __proto__: $.eventName, constructor: '$.requestParameters[*]["x"]' } }`
  const [compiled] = read(ruleText({ alert })).rules
  if (compiled === undefined) throw new Error('no rule')
  for (const requestParameters of [
    null,
    5,
    [],
    [[[]]],
    { 'a.b': { c: null } },
    [{ x: [1, [2]] }],
    { x: { x: { x: 'y' } } },
  ]) {
    const event = { record: { eventName: 'e', requestParameters }, envelope: {} }
    const brief = briefFor({ rule: compiled.rule, event, count: 1, status: 'new' })
    const made = printedAlert(brief)
    expect(Object.keys(made.fields)).toEqual(['__proto__', 'constructor'])
    expect(made.title).toBeTypeOf('string')
  }
})
