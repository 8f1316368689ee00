/** Alarms that reach the health topic as events: all of Tripline's own, and nobody's own words. */
import { describe, expect, test } from 'vitest'
import { testEventPattern } from '../../src/eventbridge/test-event-pattern.ts'
import { healthAlarms } from '../../src/plan/health.ts'
import { alarmSentence, forwardedRules, homeRules } from '../../src/plan/home-rules.ts'
import { everything, hub, member, standalone, withMetricFilter } from '../infra/manifests.ts'

const changeOf = (alarmName: string, account: string): string =>
  JSON.stringify({
    version: '0',
    id: '1',
    'detail-type': 'CloudWatch Alarm State Change',
    source: 'aws.cloudwatch',
    account,
    time: '2026-11-21T10:00:00Z',
    region: 'us-east-1',
    resources: [],
    detail: { alarmName, state: { value: 'ALARM', reason: 'Call +1 555 0100' } },
  })

const match = { result: 'match' }

const patternAtHome = (manifest: typeof standalone): string =>
  homeRules(manifest).find(({ name }) => name === 'health')?.pattern ?? ''

const filtering = withMetricFilter(standalone, 'us-east-2')

describe.each([
  ['standalone', standalone, standalone],
  ['everything', everything, everything],
  ['alarms in another region', filtering, filtering],
  ['a member of a hub', member, hub],
] as const)('%s', (_, manifest, receiver) => {
  const elsewhere = healthAlarms(manifest).filter(({ topic }) => topic === undefined)

  test('every alarm without a topic of its own arrives', () => {
    expect(elsewhere.length).toBeGreaterThan(0)
    for (const { name, region } of elsewhere) {
      const event = changeOf(name, manifest.account)
      const forwarded = forwardedRules(manifest).find(
        (rule) => rule.region === region && rule.name === `${manifest.prefix}-health`,
      )
      expect([name, testEventPattern(forwarded?.pattern ?? '', event)]).toEqual([name, match])
      expect([name, testEventPattern(patternAtHome(receiver), event)]).toEqual([name, match])
    }
  })

  test('an alarm of another name does not', () => {
    const name = `${manifest.prefix}-your account is locked, call +1 555 0100`
    const event = changeOf(name, manifest.account)
    expect(testEventPattern(patternAtHome(receiver), event)).toEqual({ result: 'nomatch' })
  })
})

test('the message has what AWS knows, and not the reason that a caller gives', () => {
  expect(Object.values(alarmSentence.paths)).toEqual([
    '$.account',
    '$.detail.alarmName',
    '$.region',
    '$.detail.state.value',
  ])
})

describe('an account without a stage', () => {
  const eventOf = (account: string): string =>
    JSON.stringify({
      version: '0',
      id: '1',
      'detail-type': 'AWS API Call via CloudTrail',
      source: 'aws.iam',
      account,
      time: '2026-11-21T10:00:00Z',
      region: 'us-east-1',
      resources: [],
      detail: { eventName: 'CreateUser' },
    })
  const matching = (account: string): string[] =>
    homeRules(hub)
      .filter(({ pattern }) => testEventPattern(pattern, eventOf(account)).result === 'match')
      .map(({ name }) => name)

  test('is reported to detect by its number, and its events are not evaluated', () => {
    expect(matching('999988887777')).toEqual(['unlisted'])
    expect(homeRules(hub).find(({ name }) => name === 'unlisted')).toMatchObject({
      queue: 'events',
      input: { paths: { account: '$.account' }, template: '"<account>"' },
    })
    for (const account of [hub.account, '444455556666'])
      expect(matching(account)).toContain('deliver')
    for (const account of [hub.account, '444455556666'])
      expect(matching(account)).not.toContain('unlisted')
  })

  test('cannot send where there is no hub', () => {
    expect(homeRules(standalone).map(({ name }) => name)).not.toContain('unlisted')
  })
})
