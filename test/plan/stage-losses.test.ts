import { describe, expect, test } from 'vitest'
import type { PlanConfig } from '../../src/plan/config.ts'
import { stageLosses } from '../../src/plan/stage-losses.ts'
import { config, manifestOf, ruleOf } from './stage.ts'

const rules = [
  ruleOf('a', { respond: [{ action: 'restart-trail', mode: 'observe' }], via: 'both' }),
]

/** What a stage loses when keys of tripline.yaml change, read back from JSON as a plan in a file is. */
function lost(was: Partial<PlanConfig>, now: Partial<PlanConfig>): string[] {
  const of = (keys: Partial<PlanConfig>) => manifestOf({ rules, config: { ...config, ...keys } })
  return stageLosses(JSON.parse(JSON.stringify(of(was))), of(now))
}

const accounts = { production: { account: '111122223333' } }
const two = { ...accounts, team: { account: '444455556666' }, lab: { account: '777788889999' } }
const hub = { account: '111122223333', region: 'eu-west-1', organization: 'o-a1b2c3d4e5' }
const arn = 'arn:aws:sns:eu-west-1:111122223333:alerts'

test('nothing, where nothing changed', () => {
  for (const keys of [{}, { accounts: two, hub }, { trail: { create: 'account' } }] as const)
    expect(lost(keys, keys)).toEqual([])
})

describe('accounts', () => {
  test('another one', () => {
    expect(lost({}, { accounts: { production: { account: '444455556666' } } })).toEqual([
      'moves from account 111122223333 to 444455556666',
    ])
  })

  test('a member that the hub no longer hears', () => {
    const { lab: _, ...one } = two
    expect(lost({ accounts: two, hub }, { accounts: one, hub })).toEqual([
      'no longer receives the events of account 777788889999',
    ])
    expect(lost({ accounts: one, hub }, { accounts: two, hub })).toEqual([])
    expect(lost({ accounts: two, hub }, { accounts: two })).toHaveLength(2)
  })

  test('one that becomes a member', () => {
    const other = { ...hub, account: '444455556666' }
    expect(lost({ accounts: two }, { accounts: two, hub: other })).toEqual([
      'no longer sends alerts or starts responders: it forwards events to arn:aws:events:eu-west-1:444455556666:event-bus/tripline-team',
    ])
  })
})

describe('trails', () => {
  test.each<[string, PlanConfig['trail'], PlanConfig['trail'], readonly string[]]>([
    [
      'one that is no longer made',
      { create: 'account' },
      { logGroup: 'other' },
      [
        'no longer has the trail tripline-production-trail: no event arrives unless another trail is logging',
      ],
    ],
    [
      'one that no longer records the organization',
      { create: 'organization' },
      { create: 'account' },
      ['no longer has a trail for the whole organization'],
    ],
    [
      'another log group',
      { logGroup: 'all' },
      { logGroup: 'one' },
      ['moves its metric filters from log group all to one'],
    ],
    ['one that records more', { create: 'account' }, { create: 'organization' }, []],
  ])('%s', (_, was, now, expected) => {
    expect(lost({ trail: was }, { trail: now })).toEqual(expected)
  })
})

describe('listeners', () => {
  const subscribed = (...subscribe: string[]) => ({ channels: { oncall: { subscribe } } })

  test('one who is no longer subscribed', () => {
    expect(lost(subscribed('a@example.com', 'b@example.com'), subscribed('b@example.com'))).toEqual(
      ['no longer sends to a@example.com (channel oncall)'],
    )
    expect(lost(subscribed('a@example.com'), subscribed('b@example.com', 'a@example.com'))).toEqual(
      [],
    )
  })

  test('another topic', () => {
    const existing = { channels: { oncall: { topic: arn } } }
    expect(lost(existing, subscribed('a@example.com'))).toEqual([
      `no longer sends to ${arn} (channel oncall)`,
    ])
    expect(lost(existing, { channels: { oncall: { topic: `${arn}2` } } })).toHaveLength(1)
    expect(lost({ channels: { oncall: { subscribe: 'elsewhere' } } }, existing)).toEqual([
      'no longer sends to the topic tripline-production-oncall (channel oncall)',
    ])
  })

  test('of what is broken', () => {
    expect(lost({}, { health: { subscribe: 'elsewhere' } })).toEqual([
      'no longer sends to platform@example.com (health)',
    ])
  })
})

describe('responders', () => {
  test('who spare more, act less often or wait less long', () => {
    expect(
      lost(
        { accounts, responders: { breakGlass: ['arn:aws:iam::*:role/a'] } },
        {
          accounts: {
            production: {
              account: '111122223333',
              deployRole: 'arn:aws:iam::111122223333:role/deploy',
            },
          },
          responders: {
            breakGlass: ['arn:aws:iam::*:role/a', 'arn:aws:iam::*:role/b'],
            maxActionsPerHour: 5,
            approvalExpires: '1h',
          },
        },
      ),
    ).toEqual([
      'no longer responds to calls of arn:aws:iam::*:role/b',
      'no longer responds to calls of arn:aws:iam::111122223333:role/deploy',
      'responds at most 5 times an hour instead of 10',
      'accepts approvals for a shorter time',
    ])
  })
})
