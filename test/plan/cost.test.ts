import { describe, expect, test } from 'vitest'
import { cloudWatch } from '../../src/aws/prices.ts'
import { costOf, totalOf, usualAssumptions } from '../../src/plan/cost.ts'
import { resourcesOf } from '../../src/plan/resources.ts'
import { config, manifestOf, matchOf, ruleOf, shippedRules } from './stage.ts'

const nothing = { eventsMonthly: 0, alertsMonthly: 0, managementEventsMonthly: 0 }

describe('the arithmetic', () => {
  const iam = manifestOf({ rules: [ruleOf('a', { match: matchOf('iam', 'CreateUser') })] })

  test('what stands is paid for, by the piece', () => {
    const alarms = resourcesOf(iam).filter(({ type }) => type === 'AWS::CloudWatch::Alarm').length
    const lines = new Map(costOf(iam, nothing).map(({ what, dollars }) => [what, dollars]))
    expect(lines.get('alarms')).toBeCloseTo(alarms * cloudWatch.alarmMonthly)
    // Sent, received and late in one region, and two of the stage.
    expect(lines.get('metrics')).toBeCloseTo(5 * cloudWatch.metricMonthly)
    expect(lines.get('dashboard')).toBe(cloudWatch.dashboardMonthly)
  })

  test('an event more costs a dollar a million to send, and what is done with it', () => {
    const more = { ...nothing, eventsMonthly: 1_000_000 }
    const dollars = totalOf(costOf(iam, more)) - totalOf(costOf(iam, nothing))
    // 1 to send, 3 x 0.4 through the queue, 0.2 to call, 150,000 GB-seconds to decide.
    expect(dollars).toBeCloseTo(1 + 1.2 + 0.2 + 2, 1)
  })

  test('heartbeats are events too', () => {
    const often = manifestOf({
      rules: [ruleOf('a', { match: matchOf('iam', 'CreateUser') })],
      config: { ...config, heartbeat: { every: '1m' } },
    })
    const sent = costOf(often, nothing).find(({ what }) => what === 'events sent to the home bus')
    expect(sent?.how).toBe('43,200 events at $1.00 a million')
  })

  test('Insights only where a rule asks for them, by what is analysed', () => {
    const insights = (manifest: typeof iam) =>
      costOf(manifest).find(({ what }) => what === 'Insights')?.dollars
    expect(insights(iam)).toBeUndefined()
    expect(insights(manifestOf({ rules: shippedRules }))).toBeCloseTo(
      (2 * usualAssumptions.managementEventsMonthly * 0.35) / 100_000,
    )
  })

  test('a member pays for sending alone', () => {
    const member = manifestOf({
      stage: 'team',
      config: {
        ...config,
        accounts: { hub: { account: '111122223333' }, team: { account: '444455556666' } },
        hub: { account: '111122223333', region: 'eu-west-1', organization: 'o-a1b2c3d4e5' },
      },
      rules: [ruleOf('a')],
    })
    expect(costOf(member).map(({ what }) => what)).toEqual([
      'alarms',
      'events sent to the home bus',
    ])
  })
})

test('the dearest first, and nothing that costs nothing', () => {
  const dollars = costOf(manifestOf({})).map((line) => line.dollars)
  expect(dollars).toEqual(dollars.toSorted((a, b) => b - a))
  expect(Math.min(...dollars)).toBeGreaterThan(0)
})
