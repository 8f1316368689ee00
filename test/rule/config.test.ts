/** What is told about a tripline.yaml by itself; what only a plan can know is in test/plan. */
import { describe, expect, test } from 'vitest'
import { alertFormats } from '../../src/ir/names.ts'
import { read, reported, ruleText } from './reported.ts'

const reportedFor = (config: string): string[] => reported(ruleText(), { config })

describe('what may stand there', () => {
  test.each([
    'channels: { a: { subscribe: elsewhere } }',
    'channels: { a: { subscribe: [a@example.com, "+4915112345678", "https://example.com/x?y=z"] } }',
    'channels: { a: { subscribe: ["arn:aws:sqs:eu-west-1:111122223333:q", "arn:aws-cn:lambda:cn-north-1:111122223333:function:f", "arn:aws:firehose:eu-west-1:111122223333:deliverystream/s"] } }',
    ...alertFormats.map((format) => `channels: { a: { format: ${format} } }`),
    'health: { topic: "arn:aws:sns:eu-west-1:111122223333:t" }',
    'trail: { create: organization }',
    'heartbeat: { every: 1h }',
    'hub: { account: "111122223333", region: eu-west-1, organization: o-a1b2c3d4e5 }',
  ])('%s', (config) => {
    expect(reportedFor(config)).toEqual([])
  })
})

describe('what may not', () => {
  test.each([
    ['channels: { a: { subscribe: [nobody] } }', 'bad-value: SNS cannot deliver to `nobody`'],
    [
      'channels: { a: { subscribe: ["http://example.com"] } }',
      'bad-value: SNS cannot deliver to `http://example.com`',
    ],
    [
      'health: { subscribe: ["arn:aws:iam::111122223333:role/x"] }',
      'bad-value: SNS cannot deliver to `arn:aws:iam::111122223333:role/x`',
    ],
    ['channels: { a: { subscribe: [] } }', 'bad-value: `subscribe` is empty'],
    ['channels: { a: { format: xml } }', 'unknown-value: `format` cannot be `xml`'],
    ['health: { subscibe: elsewhere }', 'unknown-key: unknown key `subscibe`'],
    ['trail: { create: everything }', 'unknown-value: `create` cannot be `everything`'],
    ['heartbeat: { every: often }', 'bad-duration: `often` is not a valid duration for `every`'],
    ['heartbeat: {}', 'missing-key: `heartbeat` needs `every`'],
    [
      'hub: { account: "111122223333", region: eu-west-1 }',
      'missing-key: `hub` needs `organization`',
    ],
    [
      'hub: { account: "111122223333", region: eu-west-1, organization: mine }',
      'bad-value: `mine` is not the id of an organization',
    ],
    [
      'hub: { account: 111122223333, region: eu-west-1, organization: o-a1b2c3d4e5 }',
      'unquoted-account-id: `111122223333` looks like an account id, but YAML reads it as a number',
    ],
  ])('%s', (config, says) => {
    expect(reportedFor(config)).toContain(says)
  })

  test('one word for a list of listeners is no list', () => {
    const [said = ''] = reportedFor('channels: { a: { subscribe: a@example.com } }')
    expect(said).toMatch(/^(?:unknown-value|wrong-type): .*`subscribe`/)
  })
})

test('a place is that of the key, or of what would hold it', () => {
  const { config } = read(ruleText(), {
    config:
      'home: eu-west-1\naccounts:\n  production:\n    account: "111122223333"\n    regions: [eu-west-1, us-east-1]\n',
  })
  const at = (...keys: string[]) => {
    const { start, end } = config?.spanAt(keys) ?? {}
    return `${start?.line}:${start?.column}-${end?.line}:${end?.column}`
  }
  expect(at('accounts', 'production', 'account')).toBe('4:5-4:12')
  expect(at('accounts', 'production', 'operators')).toBe('4:5-4:5')
  expect(at('accounts', 'production', 'regions', '1')).toBe('5:26-5:35')
  expect(at('accounts', 'team', 'regions')).toBe('3:3-3:3')
  expect(at('nothing')).toBe('1:1-1:1')
  expect(at()).toBe('1:1-1:1')
})
