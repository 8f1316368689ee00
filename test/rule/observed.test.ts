/** `on:`, `tests:` and tripline.yaml: the parts of the envelope that are read in ways of their own. */
import { describe, expect, test } from 'vitest'
import { read, reported, reportedFor, ruleText } from './reported.ts'

describe('on', () => {
  const free = { match: '{ x: y }' }

  test.each([
    ['cloudtrail', 'aws.'],
    ['insight', 'aws.cloudtrail'],
    ['config', 'aws.config'],
    ['guardduty', 'aws.guardduty'],
    ['securityhub', 'aws.securityhub'],
  ])('%s', (on, source) => {
    const { rules } = read(ruleText({ on, match: '{ envelope.account: x }' }))
    expect(rules[0]?.rule.on.source).toBe(source)
  })

  test('source and detail-types, one or several', () => {
    for (const [written, detailTypes] of [
      ['AWS Health Event', ['AWS Health Event']],
      ['[A, B]', ['A', 'B']],
    ] as const) {
      const { rules } = read(
        ruleText({ ...free, on: `{ source: aws.health, detail-type: ${written} }` }),
      )
      expect(rules[0]?.rule.on).toEqual({ source: 'aws.health', detailTypes })
    }
  })

  test.each([
    ['[aws.s3, aws.kms]', ['aws.s3', 'aws.kms']],
    ['[aws.s3, aws.s3]', 'aws.s3'],
    ["'aws.*'", 'aws.'],
    ["[aws.s3, 'aws.*']", 'aws.'],
  ])('several sources: %s', (written, source) => {
    const { rules, diagnostics } = read(
      ruleText({ ...free, on: `{ source: ${written}, detail-type: Object Created }` }),
    )
    expect(diagnostics).toEqual([])
    expect(rules[0]?.rule.on).toEqual({ source, detailTypes: ['Object Created'] })
  })

  test.each([
    [
      'aws.config',
      'Config Rule Compliance Change',
      'unknown-detail-type: no detail-type `Config Rule Compliance Change` is known for these sources',
    ],
    [
      '[aws.s3, aws.kms]',
      'AWS Network Activity Events via CloudTrail',
      'unknown-detail-type: no detail-type `AWS Network Activity Events via CloudTrail` is known for these sources',
    ],
    ['aws.health', 'A', 'unknown-detail-type: no detail-type `A` is known for these sources'],
  ])('%s with %s', (source, type, says) =>
    expect(reportedFor({ ...free, on: `{ source: ${source}, detail-type: ${type} }` })).toEqual([
      says,
    ]),
  )

  test.each([
    [
      '[cloudtrail]',
      'wrong-type: `on` must be one of `cloudtrail`, `insight`, `config`, `guardduty`, `securityhub` or a mapping, not a list',
    ],
    ['Cloudtrial', 'unknown-value: `on` cannot be `Cloudtrial`'],
    ['{ source: aws.health }', 'missing-key: `on` needs `detail-type`'],
    ['{ detail-type: x }', 'missing-key: `on` needs `source`'],
    ['{ source: aws.health, detail-type: [] }', 'bad-value: `detail-type` is empty'],
    ["{ source: aws.health, detail-type: '' }", 'bad-value: `detail-type` is empty'],
    [
      '{ source: aws.ec2, detail-type: [A, 5] }',
      'wrong-type: each item of `detail-type` must be text, not the number `5`',
    ],
    ['{ source: aws.ec2, detail-type: A, region: x }', 'unknown-key: unknown key `region`'],
    [
      '{ source: 5, detail-type: A }',
      'wrong-type: `source` must be text or a list of text, not the number `5`',
    ],
    ['{ source: , detail-type: A }', 'empty-value: `source` has no value'],
  ])('%s', (on, says) => expect(reportedFor({ ...free, on })).toEqual([says]))

  test.each(['my.app', 'aws', 'aws.', 'awsx.ec2', 'AWS.ec2', "' aws.ec2'"])(
    'a source that anybody can use: %s',
    (source) =>
      expect(reportedFor({ ...free, on: `{ source: ${source}, detail-type: A }` })).toEqual([
        `bad-value: \`${source.replaceAll("'", '')}\` is not a source of AWS, and anyone in the account can send events with it`,
      ]),
  )
})

describe('tests', () => {
  const fires = '{ fires: f, event: { eventName: StopLogging } }'
  const quiet = '{ quiet: q, event: {} }'
  const untested = (what: string) => `untested-rule: this rule has no test with ${what}`

  test.each([
    [`[${fires}]`, [untested('`quiet`')]],
    [`[${quiet}]`, [untested('`fires`')]],
    ['[]', [untested('`fires` and none with `quiet`')]],
    [`[${fires}, {}]`, [untested('`quiet`'), 'missing-key: a test needs `fires` or `quiet`']],
    [`[${fires}, { quiet: q }]`, ['missing-key: a test needs `event`']],
    [`[${fires}, { quiet: q, event: }]`, ['empty-value: `event` has no value']],
    [
      `[${fires}, { quiet: q, event: 5 }]`,
      ['wrong-type: `event` must be a file name or an event, not the number `5`'],
    ],
    [
      `[${fires}, { quiet: q, event: [] }]`,
      ['wrong-type: `event` must be a file name or an event, not a list'],
    ],
    [
      `[${fires}, { quiet: q, fires: f, event: {} }]`,
      ['bad-value: a test cannot have both `fires` and `quiet`'],
    ],
    [`[${fires}, { quiet: , event: {} }]`, ['empty-value: `quiet` has no value']],
    [
      `[${fires}, { quiet: 5, event: {} }]`,
      ['wrong-type: `quiet` must be text, not the number `5`'],
    ],
    [`[${fires}, ${quiet}, ${quiet}]`, ['bad-value: two tests have the name `q`']],
    [
      `[${fires}, { quiet: q, event: {}, with: 5 }]`,
      ['wrong-type: `with` must be a mapping, not the number `5`'],
    ],
    [
      `[${fires}, { quiet: q, event: {}, with: { a..b: 5 } }]`,
      ['bad-path: `a..b` has an empty field name'],
    ],
    [
      `[${fires}, { quiet: q, event: {}, with: { $.a: 5 } }]`,
      ['bad-path: `$.a` is a JSONPath, but a path is expected here'],
    ],
    [
      `[${fires}, { quiet: q, event: {}, with: { errorCode: } }]`,
      ['empty-value: `errorCode` has no value'],
    ],
    [`[${fires}, { quiet: q, event: { a: { b: [{ c: }] } } }]`, ['empty-value: `c` has no value']],
    [`[${fires}, { quiet: q, event: {}, wiht: {} }]`, ['unknown-key: unknown key `wiht`']],
  ])('%s', (tests, says) => expect(reportedFor({ tests })).toEqual(says))

  test('null is a value where it is written', () => {
    const { rules } = read(
      ruleText({ tests: `[${fires}, { quiet: q, event: { a: null }, with: { b: ~ } }]` }),
    )
    expect(rules[0]?.rule.tests[1]).toMatchObject({
      events: [{ event: { inline: { a: null } }, with: [{ path: ['b'], value: null }] }],
    })
  })
})

describe('tripline.yaml', () => {
  const inConfig = (config: string) => reported(ruleText(), { config })

  test('break-glass principals are unique ids, ARNs and patterns', () => {
    const entries = '[AROAEXAMPLE, AIDAEXAMPLE, "*break-glass*", "arn:aws:iam::*:role/x"]'
    expect(inConfig(`responders: { breakGlass: ${entries} }`)).toEqual([])
  })

  test.each([
    ['home: eu', 'bad-value: `eu` is not the code of a region'],
    [
      'accounts: { prod: { account: 123456789012 } }',
      'unquoted-account-id: `123456789012` looks like an account id, but YAML reads it as a number',
    ],
    ["accounts: { prod: { account: '12345' } }", 'bad-value: `12345` is not an account id'],
    [
      "accounts: { Prod_1: { account: '123456789012' } }",
      'bad-value: `Prod_1` is not a valid name',
    ],
    [
      "accounts: { prod: { account: '123456789012', deployRole: x } }",
      'bad-value: `x` is not an ARN',
    ],
    [
      "accounts: { prod: { account: '123456789012', regions: [] } }",
      'bad-value: `regions` is empty',
    ],
    ['responders: { breakGlass: [break-glass] }', 'bad-value: `break-glass` is not a principal'],
    [
      'responders: { breakGlass: [AKIAIOSFODNN7EXAMPLE] }',
      'bad-value: `AKIAIOSFODNN7EXAMPLE` is not a principal',
    ],
    ['accounts: { prod: }', 'empty-value: `prod` has no value'],
    ['channels: { oncall: { topic: nwe } }', 'bad-value: `nwe` is not an ARN'],
    ['channels: { oncall: { format: slack } }', 'unknown-value: `format` cannot be `slack`'],
    ['channels: [oncall]', 'wrong-type: `channels` must be a mapping, not a list'],
    ['trail: { logGroup: }', 'empty-value: `logGroup` has no value'],
    [
      'lists: { a: [null] }',
      'wrong-type: each item of `a` must be text or a number or `true` or `false`, not null',
    ],
    [
      'lists: { a: x }',
      'wrong-type: `a` must be a list of text, numbers, `true` or `false`, not the text `x`',
    ],
    ['responders: { maxActionsPerHour: 0 }', 'bad-value: `maxActionsPerHour` must be at least 1'],
    [
      'responders: { approvalExpires: 1w }',
      'bad-duration: `1w` is not a valid duration for `approvalExpires`',
    ],
    ['pack: all', 'unknown-value: `pack` cannot be `all`'],
    ['hoem: eu-west-1', 'unknown-key: unknown key `hoem`'],
    ['- a', 'not-a-mapping: keys and values are expected here, not a list'],
  ])('%s', (config, says) => expect(inConfig(`${config}\n`)).toEqual([says]))

  test('may be empty, or all comments', () => {
    for (const config of ['', '# later\n', '---\n', '{}']) expect(inConfig(config)).toEqual([])
  })
})
