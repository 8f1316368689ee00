import { globSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { documentFor } from '../../src/alert/document-for.ts'
import { inEnvelope } from '../../src/aws/envelope.ts'
import type { JsonObject } from '../../src/ir/json.ts'
import { decided, eventFrom, rule } from './documents.ts'

describe('a document', () => {
  test('says who did what to what, where, when, from where, and how it ended', () => {
    expect(decided(eventFrom('cloudtrail/stop-logging.json'))).toEqual({
      version: 1,
      id: '5e1f0c2ab7d94463a8c1f6b09d3e7742',
      kind: 'detection',
      status: 'new',
      rule: 'trail-stopped',
      severity: 'critical',
      title:
        'arn:aws:iam::111122223333:user/build-bot stopped trail arn:aws:cloudtrail:eu-west-1:111122223333:trail/account-trail',
      why: rule.why,
      runbook: rule.runbook,
      attack: ['T1685.002'],
      controls: ['cis-4.5'],
      possible: false,
      dedupKey: '9a0b1c2d3e4f',
      time: '2026-05-14T23:25:09Z',
      detectedAt: '2026-05-14T23:25:51.204Z',
      account: '111122223333',
      region: 'eu-west-1',
      event: {
        id: 'dba31c51-0520-480e-bf91-16192558abbf',
        source: 'cloudtrail.amazonaws.com',
        name: 'StopLogging',
      },
      outcome: { succeeded: true, errorCode: null, errorMessage: null },
      actor: {
        name: 'arn:aws:iam::111122223333:user/build-bot',
        kind: 'user',
        account: '111122223333',
        isHuman: true,
        isCrossAccount: false,
        assumedFrom: null,
        sessionName: null,
        accessKeyId: 'AKIAI44QH8DHBEXAMPLE',
        mfa: null,
      },
      sourceIP: '203.0.113.77',
      userAgent: expect.stringContaining('aws-cli/2.31.4'),
      resources: [
        {
          name: 'arn:aws:cloudtrail:eu-west-1:111122223333:trail/account-trail',
          type: 'AWS::CloudTrail::Trail',
        },
      ],
      fields: {
        Trail: 'arn:aws:cloudtrail:eu-west-1:111122223333:trail/account-trail',
        Bucket: null,
      },
      count: 1,
      samples: [expect.objectContaining({ eventName: 'StopLogging' })],
      notes: [],
      links: expect.arrayContaining([expect.objectContaining({ label: 'CloudTrail event' })]),
      response: null,
    })
  })

  test('needs no tests of the rule: rules in a function have none', () => {
    const { actor } = documentFor({
      rule,
      event: eventFrom('signin/root-console-login.json'),
      count: 1,
      samples: [],
      status: 'new',
      id: 'x',
      dedupKey: 'y',
      detectedAt: '2026-05-14T23:25:51Z',
      notes: [],
    })
    expect(actor?.kind).toBe('root')
  })

  test('shows five samples at most, each small', () => {
    const { record } = eventFrom('s3/policy-lets-everybody-read.json')
    const large: JsonObject = { ...record, requestParameters: { policy: 'x'.repeat(90_000) } }
    const { samples } = decided(
      { record, envelope: {} },
      { samples: Array(8).fill(large), count: 8 },
    )
    expect(samples.length).toBe(5)
    expect(JSON.stringify(samples).length).toBeLessThan(15_000)
  })
})

describe('the outcome', () => {
  const outcome = (record: JsonObject) => decided(inEnvelope(record)).outcome.succeeded
  test.each([
    ['a call', { eventName: 'StopLogging' }, true],
    ['a denied call', { eventName: 'StopLogging', errorCode: 'AccessDenied' }, false],
    [
      'a sign-in',
      { eventName: 'ConsoleLogin', responseElements: { ConsoleLogin: 'Success' } },
      true,
    ],
    [
      'a failed sign-in, which has no errorCode',
      { eventName: 'ConsoleLogin', responseElements: { ConsoleLogin: 'Failure' } },
      false,
    ],
    ['a finding, which is no call', { id: 'x', type: 'Recon' }, null],
  ])('of %s', (_, record, succeeded) => expect(outcome(record)).toBe(succeeded))
})

const events = globSync('test/events/*/*.json').map((file) => file.replace('test/events/', ''))

test.each(events)('of %s names an account, a region and a time', (file) => {
  const { account, region, time, event } = decided(eventFrom(file))
  expect({ account, region, time, name: event.name }).toEqual({
    account: expect.stringMatching(/^\d{12}$/),
    region: expect.stringMatching(/^[a-z]+-[a-z]+-\d$/),
    time: expect.stringMatching(/^20/),
    name: expect.any(String),
  })
})
