import { describe, expect, test } from 'vitest'
import { checkExceptions } from '../../src/compile.ts'
import { read, reported, ruleText } from './reported.ts'

const keys: Readonly<Record<string, string>> = {
  rules: '[a]',
  match: '{ userIdentity.arn: x }',
  reason: 'known',
  owner: 'ann',
  expires: '2027-01-31',
}

const text = (anew: Readonly<Record<string, string | undefined>> = {}) =>
  Object.entries({ ...keys, ...anew })
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => `${key}: ${value}\n`)
    .join('')

const path = 'exceptions/known.yaml'
const reportedFor = (anew: Readonly<Record<string, string | undefined>>) =>
  reported(text(anew), { path })

describe('keys', () => {
  test('a whole exception has nothing to tell', () => {
    expect(reportedFor({})).toEqual([])
    expect(reportedFor({ rules: "'*'" })).toEqual([])
  })

  test.each(Object.keys(keys))('%s must be there, and say something', (key) => {
    expect(reportedFor({ [key]: undefined })).toEqual([
      `missing-key: an exception needs \`${key}\``,
    ])
    expect(reportedFor({ [key]: '' })).toEqual([`empty-value: \`${key}\` has no value`])
  })

  test.each([
    ['rules', 'a', 'wrong-type: `rules` must be `*` or a list of text, not the text `a`'],
    ['rules', '[]', 'bad-value: `rules` is empty'],
    ['rules', '[A_B]', 'id-not-kebab-case: `A_B` is not a valid rule id'],
    ['rules', '[5]', 'wrong-type: each item of `rules` must be text, not the number `5`'],
    ['rules', '{ a: b }', 'wrong-type: `rules` must be `*` or a list of text, not a mapping'],
    ['rules', '*', 'yaml-alias: `*` is a YAML anchor or alias, which Tripline does not support'],
    ['match', '{}', 'empty-block: `match` is empty, so it would match every event'],
    [
      'match',
      '{ userIdentity.tpye: x }',
      'unknown-field: these events have no field `userIdentity.tpye`',
    ],
    ['reason', "' '", 'bad-value: `reason` is empty'],
    ['owner', '5', 'wrong-type: `owner` must be text, not the number `5`'],
    ['expires', '2027', 'bad-date: `2027` is not a valid date for `expires`'],
    ['expires', 'never', 'bad-date: `never` is not a valid date for `expires`'],
    ['expires', '2027-1-1', 'bad-date: `2027-1-1` is not a valid date for `expires`'],
    ['expires', '2027-13-01', 'bad-date: `2027-13-01` is not a valid date for `expires`'],
    ['expires', '31.01.2027', 'bad-date: `31.01.2027` is not a valid date for `expires`'],
    [
      'expires',
      '2027-01-31T00:00:00Z',
      'bad-date: `2027-01-31T00:00:00Z` is not a valid date for `expires`',
    ],
    ['until', '2027-01-31', 'unknown-key: unknown key `until`'],
    ['rule', '[a]', 'unknown-key: unknown key `rule`'],
    ['id', 'a', 'unknown-key: unknown key `id`'],
  ])('%s: %s', (key, value, says) => expect(reportedFor({ [key]: value })).toEqual([says]))
})

describe('files', () => {
  const item = (anew: Readonly<Record<string, string>> = {}) =>
    `- ${text(anew).trimEnd().replaceAll('\n', '\n  ')}\n`

  test('hold one exception or a list of them', () => {
    expect(read(text(), { path }).exceptions).toHaveLength(1)
    expect(read(item() + item({ rules: "'*'" }), { path }).exceptions).toHaveLength(2)
  })

  test('give what is right in them beside what is wrong', () => {
    const { exceptions, diagnostics } = read(`${item()}- x\n${item({ expires: 'x' })}- {}\n`, {
      path,
    })
    expect(exceptions).toHaveLength(1)
    expect(diagnostics.map(({ code, span }) => `${span.start.line} ${code}`)).toEqual([
      '6 not-a-mapping',
      '11 bad-date',
      ...Array.from({ length: 5 }, () => '12 missing-key'),
    ])
  })

  test('are known by their folder, or by what they hold', () => {
    expect(read(text(), { path: 'rules/x/whatever.yaml' }).exceptions).toHaveLength(1)
    expect(read('rules: [a]\n', { path: 'x.yaml' }).diagnostics[0]?.message).toBe(
      'an exception needs `reason`',
    )
    expect(reported(item(), { path: 'rules/x.yaml' })).toEqual([
      'not-a-mapping: keys and values are expected here, not a list',
    ])
    expect(reported('x', { path })).toEqual([
      'not-a-mapping: keys and values are expected here, not the text `x`',
    ])
  })

  test('with two keys of one name give none', () => {
    const { exceptions, diagnostics } = read(`${text()}owner: bob\n`, { path })
    expect(diagnostics.map(({ code }) => code)).toEqual(['duplicate-key'])
    expect(exceptions).toEqual([])
  })
})

describe('over time', () => {
  const checked = (
    anew: Readonly<Record<string, string>>,
    today: string,
    ids = ['a', 'network-opened'],
  ) =>
    checkExceptions(read(text(anew), { path }), ids, today).map(
      ({ code, message, level, help }) => `${level} ${code}: ${message} (${help})`,
    )

  test('hold to the end of their last day', () => {
    expect(checked({}, '2027-01-31')).toEqual([])
    expect(checked({}, '2027-02-01')).toEqual([
      'warning expired-exception: this exception expired on 2027-01-31 and has no effect any more (ask ann if it is still needed, then set a new date or delete it)',
    ])
  })

  test('a rule that is not there is told with a guess', () => {
    expect(checked({ rules: '[a, netwrok-opened, zzz]' }, '2026-11-21')).toEqual([
      'error unknown-rule: no rule has the id `netwrok-opened` (did you mean `network-opened`?)',
      'error unknown-rule: no rule has the id `zzz` (write the id of a rule, or `"*"` for all rules)',
    ])
    expect(checked({ rules: "'*'" }, '2026-11-21', [])).toEqual([])
  })
})

test('an exception and a rule in one breath are told apart', () => {
  expect(reported(`${ruleText()}expires: 2027-01-31\n`)).toEqual([
    'unknown-key: unknown key `expires`',
  ])
})
