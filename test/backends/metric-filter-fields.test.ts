/** Every operator as a metric filter: a new operator is not done until its row is. */
import { describe, expect, test } from 'vitest'
import type { OperatorCheck, Predicate } from '../../src/ir/predicate.ts'
import { operatorNames } from '../../src/operators/operators.ts'
import {
  all,
  any,
  block,
  equals,
  everywhere,
  field,
  not,
  ofField,
  pinned,
  pins,
  present,
  said,
} from './metric-filter-rule.ts'

/** As itself and as its opposite: the test it becomes, or the sentence that refuses it. */
type Row = readonly [check: OperatorCheck, path: string, itself: string, opposite: string]

const says = (check: OperatorCheck, path: string, itself: string, opposite: string): Row => [
  check,
  path,
  pinned(`$.${path}${itself}`),
  pinned(`($.${path} NOT EXISTS || ${opposite.replaceAll('$', () => `$.${path}`)})`),
]
const refuses = (check: OperatorCheck, path: string, why: string): Row => [check, path, why, why]

const text = 'userAgent'
const number = 'requestParameters.maxPasswordAge'
const plain = (character: string) =>
  `\`userAgent\`: no documentation says how a filter pattern holds ${character} as itself`
const innerStar = (pattern: string) =>
  `\`userAgent\`: a filter pattern knows \`*\` at the ends of a text only, and \`${pattern}\` needs it inside`
const never = 'no event can ever match it'

const caseless = ['equals', 'prefix', 'suffix', 'contains'].map((name): Row => {
  const op = `${name}-ignore-case` as 'equals-ignore-case'
  const why = `a metric filter takes letter case as it stands, and \`${op}\` does not`
  return refuses({ op, text: 'x' }, text, why)
})

const rows: readonly Row[] = [
  says(equals('x y'), text, '="x y"', '$!="x y"'),
  says(equals(''), text, '=""', '$!=""'),
  says(equals('443'), text, '="443"', '$!="443"'),
  says(equals('é'), text, '="é"', '$!="é"'),
  refuses(equals('a*'), text, plain('`*`')),
  refuses(equals('%a%'), text, plain('`%`')),
  says(equals('a%b'), text, '="a%b"', '$!="a%b"'),
  refuses(equals('a"b'), text, plain('`"`')),
  refuses(equals('a\\b'), text, plain('`\\`')),
  refuses(equals('a\nb'), text, plain('a control character')),
  says(equals(300), number, '=300', '$!=300'),
  says(equals(-0.5), number, '=-0.5', '$!=-0.5'),
  says(equals(1e21), number, '=1e+21', '$!=1e+21'),
  says(equals(true), 'readOnly', ' IS TRUE', '$ IS FALSE'),
  says(equals(false), 'readOnly', ' IS FALSE', '$ IS TRUE'),
  [
    equals(null),
    text,
    pinned('$.userAgent IS NULL'),
    '`userAgent`: a metric filter has IS NULL and no opposite of it',
  ],
  says({ op: 'prefix', text: 'x' }, text, '="x*"', '$!="x*"'),
  says({ op: 'suffix', text: 'x' }, text, '="*x"', '$!="*x"'),
  says({ op: 'contains', text: 'x' }, text, '="*x*"', '$!="*x*"'),
  refuses({ op: 'prefix', text: '*' }, text, plain('`*`')),
  says({ op: 'wildcard', pattern: 'x' }, text, '="x"', '$!="x"'),
  says({ op: 'wildcard', pattern: '*x' }, text, '="*x"', '$!="*x"'),
  says({ op: 'wildcard', pattern: 'a*b' }, text, '="*b" && $.userAgent="a*"', '$!="*b" || $!="a*"'),
  says(
    { op: 'wildcard', pattern: 'aba*ab' },
    text,
    '="*ab" && $.userAgent="aba*" && $.userAgent!="abab"',
    '$="abab" || $!="*ab" || $!="aba*"',
  ),
  says(
    { op: 'wildcard', pattern: 'arn:*role/x/*' },
    text,
    '="*role/x/*" && $.userAgent="arn:*"',
    '$!="*role/x/*" || $!="arn:*"',
  ),
  refuses({ op: 'wildcard', pattern: 'arn:*:role/*' }, text, innerStar('arn:*:role/*')),
  refuses({ op: 'wildcard', pattern: '*a*b*' }, text, innerStar('*a*b*')),
  refuses({ op: 'wildcard', pattern: 'a\\*b*' }, text, plain('`*`')),
  ...caseless,
  refuses(
    { op: 'wildcard-ignore-case', pattern: 'x' },
    text,
    'a metric filter takes letter case as it stands, and `wildcard-ignore-case` does not',
  ),
  refuses(
    { op: 'matches', regex: '^x' },
    text,
    'a log group takes five filters with a regular expression, for all rules together, and they know no parentheses',
  ),
  says({ op: 'gt', bound: 90 }, number, '>90', '$<=90'),
  says({ op: 'gte', bound: 90 }, number, '>=90', '$<90'),
  says({ op: 'lt', bound: 90 }, number, '<90', '$>=90'),
  says({ op: 'lte', bound: 90 }, number, '<=90', '$>90'),
  refuses(
    { op: 'cidr', network: '10.0.0.0/8' },
    'sourceIPAddress',
    'a metric filter compares addresses as text, and `10.*` is also the start of what is no address',
  ),
  [
    { op: 'exists', present: true },
    text,
    pinned('$.userAgent="*"'),
    pinned('$.userAgent NOT EXISTS'),
  ],
  [
    { op: 'exists', present: true },
    number,
    pinned(`$.${number}=*`),
    pinned(`$.${number} NOT EXISTS`),
  ],
  [
    { op: 'exists', present: false },
    'readOnly',
    pinned('$.readOnly NOT EXISTS'),
    pinned('($.readOnly IS FALSE || $.readOnly IS TRUE)'),
  ],
  refuses({ op: 'same-as', path: ['errorCode'] }, text, 'a metric filter compares no two fields'),
]

describe.for(rows)('$0 of $1', ([check, path, itself, opposite]) => {
  test('as itself', () => expect(ofField(path, check)).toBe(itself))
  test('as its opposite', () => expect(ofField(path, not(check))).toBe(opposite))
})

test('every operator has a row', () => {
  const told = new Set<string>(rows.map(([{ op }]) => op))
  expect(operatorNames.filter((name) => !told.has(name))).toEqual([])
})

describe('values of a kind that a field never holds', () => {
  test('match nothing', () => {
    expect(ofField(text, equals(300))).toBe(never)
    expect(ofField(number, { op: 'prefix', text: '3' })).toBe(never)
    expect(ofField('readOnly', equals('true'))).toBe(never)
  })
  test('and are left out of a list', () => {
    expect(ofField('readOnly', any(equals('true'), equals(true)))).toBe(
      pinned('$.readOnly IS TRUE'),
    )
    expect(ofField(text, any(not(equals(300)), equals('x')))).toBe(everywhere)
  })
  test('a field seen as text and as true or false is asked for both', () => {
    const name = 'sessionCredentialFromConsole'
    expect(ofField(name, any(equals('true'), equals(true)))).toBe(
      pinned(`($.${name} IS TRUE || $.${name}="true")`),
    )
    const why = `\`${name}\` is seen both as text and as true or false, which a metric filter tells apart in no documented way`
    expect(ofField(name, equals('true'))).toBe(why)
    expect(ofField(name, equals(true))).toBe(why)
    expect(ofField(name, not(any(equals('true'), equals(true))))).toBe(why)
    expect(ofField(name, { op: 'prefix', text: 't' })).toBe(why)
  })
})

describe('absence', () => {
  test('one guard is enough for several values', () => {
    expect(ofField(text, not(any(equals('x'), equals('y'))))).toBe(
      pinned('($.userAgent NOT EXISTS || ($.userAgent!="x" && $.userAgent!="y"))'),
    )
  })
  test('where a field is there anyhow, no guard is needed', () => {
    expect(ofField(text, all(present, not(equals('x'))))).toBe(
      pinned('$.userAgent="*" && $.userAgent!="x"'),
    )
    expect(ofField(text, all({ op: 'prefix', text: 'a' }, present, not(equals('ab'))))).toBe(
      pinned('$.userAgent="a*" && $.userAgent!="ab"'),
    )
  })
  test('two questions that imply each other are not both left out', () => {
    const either: Predicate = {
      kind: 'any',
      of: [block(field(text, present)), block(field(text, equals('x')))],
    }
    expect(said({ kind: 'all', of: [block(...pins), block(field(text, present)), either] })).toBe(
      pinned('$.userAgent="*"'),
    )
  })
})

describe('what a path may hold', () => {
  const list = (path: string) =>
    `\`${path}\` may hold a list, and a metric filter reads no value inside a list`

  test('a list is refused, wherever it may be', () => {
    expect(ofField('requestParameters.anything', equals('x'))).toBe(
      list('requestParameters.anything'),
    )
    expect(ofField('requestParameters.userName.deeper', equals('x'))).toBe(
      list('requestParameters.userName.deeper'),
    )
    expect(ofField('resources.ARN', equals('x'))).toBe(list('resources.ARN'))
  })
  test('a parameter is known by its service only', () => {
    const asked = field('requestParameters.userName', equals('x'))
    expect(said(block(asked))).toBe(list('requestParameters.userName'))
    expect(said(block(field('eventSource', equals('ec2.amazonaws.com')), asked))).toBe(
      list('requestParameters.userName'),
    )
    expect(said(block(field('eventSource', not(equals('ec2.amazonaws.com'))), asked))).toBe(
      list('requestParameters.userName'),
    )
    const exception = { unless: block(asked) }
    expect(said(block(...pins), exception)).toBe(
      pinned('($.requestParameters.userName NOT EXISTS || $.requestParameters.userName!="x")'),
    )
  })
  test('an object has no value', () => {
    const why = (path: string) => `\`${path}\` is an object, which has no value of its own`
    expect(ofField('userIdentity', present)).toBe(why('userIdentity'))
    expect(ofField('requestParameters', not(present))).toBe(why('requestParameters'))
  })
  test('what only sign-ins have is not asked of other events', () => {
    const failed = field('responseElements.ConsoleLogin', not(equals('Failure')))
    const named = (name: string) => said(block(field('eventName', equals(name)), failed, ...pins))
    expect(named('CreateUser')).not.toContain('ConsoleLogin')
    expect(named('ConsoleLogin')).toContain('$.responseElements.ConsoleLogin!="Failure"')
  })
  test('of the envelope, account and Region are in the record too', () => {
    expect(ofField('envelope.region', equals('eu-west-1'))).toBe(
      '$.eventSource="iam.amazonaws.com" && $.awsRegion="eu-west-1" && $.eventType="AwsApiCall"',
    )
    expect(ofField('envelope.account', equals('111122223333'))).toBe(
      pinned('$.recipientAccountId="111122223333"'),
    )
    expect(ofField('envelope.time', equals('x'))).toBe(
      "`envelope.time` is EventBridge's, and the trail writes the bare record into its log group",
    )
  })
})
