import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { evaluationIn, lastWrite, withConfigAuthor } from '../../src/alert/config-change.ts'
import { configurationDiff } from '../../src/alert/configuration-diff.ts'
import type { JsonObject } from '../../src/ir/json.ts'
import { probe } from '../probes/probe.ts'
import { bucketMadePublic, decided, eventFrom } from './documents.ts'

const event = eventFrom('config-rules/bucket-publicly-readable.json')
const atMs = Date.parse('2026-10-14T09:16:02.114Z')
const none = { atMs, records: [], items: [], problems: [] }

test('the evaluation says what was evaluated, and when', () => {
  expect(evaluationIn(event)).toEqual({
    resourceType: 'AWS::S3::Bucket',
    resourceId: 'prod-customer-exports',
    region: 'eu-west-1',
    atMs,
  })
  expect(evaluationIn(eventFrom('iam/create-user.json'))).toBe(undefined)
})

describe('the last write before the evaluation', () => {
  const write = (eventTime: string, more: JsonObject = {}): JsonObject => ({
    eventName: 'PutBucketPolicy',
    readOnly: false,
    eventTime,
    ...more,
  })
  const early = write('2026-10-14T09:00:00Z')
  const late = write('2026-10-14T09:14:00Z')

  test.each([
    ['the later of two, in any order', [late, early], late],
    ['not one after it', [early, write('2026-10-14T09:17:00Z')], early],
    ['not a read', [early, write('2026-10-14T09:15:00Z', { readOnly: true })], early],
    [
      'not a read that says so in text',
      [early, write('2026-10-14T09:15:00Z', { readOnly: 'true' })],
      early,
    ],
    [
      'not one that was denied',
      [early, write('2026-10-14T09:15:00Z', { errorCode: 'AccessDenied' })],
      early,
    ],
    [
      'one of an old record, by its name',
      [{ eventName: 'PutBucketAcl', eventTime: '2026-10-14T09:01:00Z' }],
      { eventName: 'PutBucketAcl', eventTime: '2026-10-14T09:01:00Z' },
    ],
    [
      'no read of an old record',
      [{ eventName: 'GetBucketAcl', eventTime: '2026-10-14T09:01:00Z' }],
      undefined,
    ],
    ['none without a time', [write('long ago')], undefined],
    ['none at all', [], undefined],
  ])('is %s', (_, records, expected) => expect(lastWrite(records, atMs)).toEqual(expected))
})

describe('the alert', () => {
  test('has its caller as the actor, what it did, and what changed', () => {
    const { actor, sourceIP, time, fields, links } = bucketMadePublic()
    expect([actor?.name, sourceIP, time]).toEqual([
      'arn:aws:iam::111122223333:user/build-bot',
      '203.0.113.77',
      '2026-10-14T09:14:41Z',
    ])
    expect(fields).toMatchObject({
      'Changed by': 'arn:aws:iam::111122223333:user/build-bot',
      'Changed with': 'PutBucketPolicy',
      'Found by Config at': '2026-10-14T09:16:03Z',
      'Configuration change': [
        'supplementaryConfiguration/BucketPolicy/policyText/Statement/0/Principal: (nothing) → "*"',
        'supplementaryConfiguration/BucketPolicy/policyText/Statement/0/Principal/AWS: "111122223333" → (nothing)',
      ],
    })
    expect(links[0]?.label).toBe('The change')
  })

  test('says that nobody was found, and why', () => {
    const document = decided(event)
    expect(withConfigAuthor(document, none).notes).toEqual([
      expect.stringContaining('shows no write'),
    ])
    const problems = ['CloudTrail did not answer']
    expect(withConfigAuthor(document, { ...none, problems }).notes).toEqual(problems)
    expect(withConfigAuthor(document, none).actor).toBe(null)
  })
})

describe('the difference of two configuration items', () => {
  test('opens documents that stand as text in them, URL-encoded or not', () => {
    const policy = (effect: string) => encodeURIComponent(JSON.stringify({ Effect: effect }))
    const before = { configuration: JSON.stringify({ policy: policy('Deny'), same: [1] }) }
    const after = { configuration: JSON.stringify({ policy: policy('Allow'), same: [1] }) }
    expect(configurationDiff(before, after)).toEqual([
      'configuration/policy/Effect: "Deny" → "Allow"',
    ])
  })

  test('leaves out what changes with every item', () => {
    const item = (at: string) => ({
      configurationItemCaptureTime: at,
      configurationStateId: at,
      tags: {},
    })
    expect(configurationDiff(item('1'), item('2'))).toEqual([])
  })

  test('tells what came and what went', () => {
    expect(
      configurationDiff(
        { configuration: { a: 1, b: [] } },
        { configuration: { b: [{}], c: null } },
      ),
    ).toEqual([
      'configuration/b/0: (nothing) → {}',
      'configuration/c: (nothing) → null',
      'configuration/a: 1 → (nothing)',
      'configuration/b: [] → (nothing)',
    ])
  })

  test('has a limited number of lines', () => {
    const wide = {
      configuration: Object.fromEntries(
        Array.from({ length: 500 }, (_, i) => [`k${i}`, 'x'.repeat(999)]),
      ),
    }
    const lines = configurationDiff({}, wide)
    expect(lines.length).toBe(21)
    expect(lines.at(-1)).toBe('and 480 more')
    expect(JSON.stringify(lines).length).toBeLessThan(10_000)
  })

  test('of anything at all does not throw, and of the same is nothing', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (a, b) => {
        const [one, other] = [{ configuration: a }, { configuration: b }] as JsonObject[]
        if (one === undefined || other === undefined) throw new Error('two items')
        expect(configurationDiff(one, other).length).toBeLessThanOrEqual(21)
        expect(configurationDiff(one, one)).toEqual([])
      }),
      probe('alert/config-change/any-json', { short: 100, long: 20_000 }),
    )
  })

  test('goes as deep as it must', () => {
    let deep: JsonObject = { x: 1 }
    for (let level = 0; level < 10_000; level++) deep = { a: deep }
    expect(configurationDiff({ configuration: {} }, { configuration: deep }).length).toBe(2)
  })
})
