/** What a metric filter makes of fields: of values they never hold, of their absence, and of lists and objects. Operators have a table of their own. */
import { describe, expect, test } from 'vitest'
import type { Predicate } from '../../src/ir/predicate.ts'
import {
  all,
  any,
  block,
  compiledText,
  equals,
  everywhere,
  field,
  not,
  ofField,
  pinned,
  pins,
  present,
} from './metric-filter-rule.ts'

const text = 'userAgent'
const number = 'requestParameters.maxPasswordAge'
const never = 'no event can match it'

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
    const why = `\`${name}\` can be a text or a boolean, and CloudWatch Logs does not document how a filter distinguishes the two`
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
    expect(
      compiledText({ kind: 'all', of: [block(...pins), block(field(text, present)), either] }),
    ).toBe(pinned('$.userAgent="*"'))
  })
})

describe('what a path may hold', () => {
  const list = (path: string) =>
    `\`${path}\` can be a list, and a metric filter cannot read values in a list`

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
    const tested = field('requestParameters.userName', equals('x'))
    expect(compiledText(block(tested))).toBe(list('requestParameters.userName'))
    expect(compiledText(block(field('eventSource', equals('ec2.amazonaws.com')), tested))).toBe(
      list('requestParameters.userName'),
    )
    expect(
      compiledText(block(field('eventSource', not(equals('ec2.amazonaws.com'))), tested)),
    ).toBe(list('requestParameters.userName'))
    const exception = { unless: block(tested) }
    expect(compiledText(block(...pins), exception)).toBe(
      pinned('($.requestParameters.userName NOT EXISTS || $.requestParameters.userName!="x")'),
    )
  })
  test('an object has no value', () => {
    const why = (path: string) =>
      `\`${path}\` is an object, and a metric filter cannot compare an object`
    expect(ofField('userIdentity', present)).toBe(why('userIdentity'))
    expect(ofField('requestParameters', not(present))).toBe(why('requestParameters'))
  })
  test('what only sign-ins have is not asked of other events', () => {
    const failed = field('responseElements.ConsoleLogin', not(equals('Failure')))
    const from = (service: string, name: string) =>
      compiledText(
        block(
          field('eventName', equals(name)),
          failed,
          field('eventSource', equals(`${service}.amazonaws.com`)),
          field('eventType', equals('AwsConsoleSignIn')),
        ),
      )
    expect(from('iam', 'CreateUser')).not.toContain('responseElements')
    expect(from('iam', 'ConsoleLogin')).not.toContain('responseElements')
    expect(from('signin', 'ConsoleLogin')).toContain('$.responseElements.ConsoleLogin!="Failure"')
  })
  test('of the envelope, account and Region are in the record too', () => {
    expect(ofField('envelope.region', equals('eu-west-1'))).toBe(
      '$.eventSource="iam.amazonaws.com" && $.awsRegion="eu-west-1" && $.eventType="AwsApiCall"',
    )
    expect(ofField('envelope.account', equals('111122223333'))).toBe(
      pinned('$.recipientAccountId="111122223333"'),
    )
    expect(ofField('envelope.time', equals('x'))).toBe(
      'the records in the log group do not have `envelope.time`, because only EventBridge adds it',
    )
  })
})
