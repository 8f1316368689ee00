import { describe, expect, test } from 'vitest'
import { narrowing } from '../../src/compare/narrowing.ts'
import type { Rule } from '../../src/ir/rule.ts'
import { differenceOf } from '../../src/plan/difference.ts'
import type { Manifest } from '../../src/plan/manifest.ts'
import { config, manifestOf, matchOf, ruleOf, shippedRules } from './stage.ts'

const between = (before: Manifest, after: Manifest) => differenceOf(before, after, narrowing)

const lostWith = (keys: Partial<Rule>, was: Partial<Rule> = {}): string[] =>
  between(
    manifestOf({ rules: [ruleOf('a', was), ruleOf('other')] }),
    manifestOf({ rules: [ruleOf('a', { ...was, ...keys }), ruleOf('other')] }),
  ).lost.map(({ rule, what }) => `${rule} ${what}`)

test('nothing changes between a plan and itself, also read back from JSON', () => {
  const whole = manifestOf({})
  const same = between(JSON.parse(JSON.stringify(whole)), whole)
  expect(same).toEqual({ added: [], removed: [], changed: [], newRules: [], moved: [], lost: [] })
})

describe('what would stop being detected', () => {
  const cases: readonly (readonly [string, Partial<Rule>, readonly string[]])[] = [
    ['disabled', { status: 'disabled' }, ['a is disabled']],
    ['staged', { status: 'staged' }, ['a is staged: it evaluates events and sends no alert']],
    ['a title', { title: 'other', why: 'other' }, []],
    [
      'an event less',
      { match: matchOf('cloudtrail', 'DeleteTrail') },
      ['a no longer fires for cloudtrail.amazonaws.com StopLogging'],
    ],
    ['an event more', { match: matchOf('cloudtrail', 'StopLogging', 'DeleteTrail') }, []],
    [
      'a threshold',
      { threshold: { count: 5, windowMs: 60_000, by: [], distinct: undefined } },
      ['a needs 5 events for an alert, or counts them in a shorter time or by other fields'],
    ],
    [
      'first seen',
      { firstSeen: { by: [['userIdentity', 'arn']], windowMs: 60_000 } },
      ['a fires only for new values, or counts fewer values as new'],
    ],
    [
      'another way',
      { via: 'metric-filter' },
      [
        `a no longer matches events in ${manifestOf({})
          .heartbeat.regions.filter((region) => region !== 'eu-west-1')
          .join(', ')}`,
        'a no longer uses eventbridge',
      ],
    ],
  ]
  test.each(cases)('%s', (_, keys, lost) => {
    expect(lostWith(keys)).toEqual(lost)
  })

  test('a clause under `unless`, where the pattern is the same', () => {
    const unless: Rule['match'] = {
      kind: 'block',
      fields: [{ path: ['userAgent'], check: { op: 'matches', regex: '^terraform' } }],
    }
    expect(lostWith({}, { unless })).toEqual([])
    expect(lostWith({ unless })).not.toEqual([])
  })

  test('a wider `unless`, whose old clause says nothing of the new one', () => {
    const by = (arn: string): Rule['match'] => ({
      kind: 'block',
      fields: [{ path: ['userIdentity', 'arn'], check: { op: 'prefix', text: arn } }],
    })
    const [lost = ''] = lostWith(
      { unless: by('arn:aws:iam::1') },
      { unless: by('arn:aws:iam::111') },
    )
    expect(lost).toMatch(/^a no longer fires for /)
  })

  test('a rule that is gone, and the rest stays', () => {
    const before = manifestOf({ rules: [ruleOf('a'), ruleOf('b')] })
    expect(between(before, manifestOf({ rules: [ruleOf('b')] })).lost).toEqual([
      { rule: 'a', what: 'is removed' },
    ])
  })

  test('a region', () => {
    const inRegions = (...regions: string[]) =>
      manifestOf({
        rules: [ruleOf('a')],
        config: { ...config, accounts: { production: { account: '111122223333', regions } } },
      })
    const { lost, moved, removed } = between(
      inRegions('eu-west-1', 'us-west-2'),
      inRegions('eu-west-1', 'ca-central-1'),
    )
    expect(lost).toEqual([{ rule: 'a', what: 'no longer matches events in us-west-2' }])
    expect(moved).toEqual([{ rule: 'a', to: ['ca-central-1'], from: ['us-west-2'] }])
    expect(removed.map(({ type, region }) => `${type} ${region}`)).toContain(
      'AWS::Events::Rule us-west-2',
    )
  })

  test('an exception that is new, and none that is old', () => {
    const exception = {
      rules: ['a'],
      match: matchOf('cloudtrail', 'StopLogging'),
      reason: 'a drill',
      owner: 'ann',
      expires: '2027-01-31',
    } as const
    const rules = [ruleOf('a')]
    const [plain, accepted] = [
      manifestOf({ rules }),
      manifestOf({ rules, exceptions: [exception] }),
    ]
    expect(between(plain, accepted).lost).toEqual([
      { rule: 'a', what: 'is suppressed by an exception until 2027-01-31: a drill' },
    ])
    expect(between(accepted, accepted).lost).toEqual([])
    expect(between(accepted, plain).lost).toEqual([])
  })

  test('a channel that is no longer told, though the rule still fires', () => {
    const rules = [ruleOf('a')]
    const other = { ...config, channels: { chat: { subscribe: 'elsewhere' as const } } }
    expect(between(manifestOf({ rules }), manifestOf({ rules, config: other })).lost).toEqual([
      { rule: 'a', what: 'no longer sends alerts to channel oncall' },
    ])
  })
})

test('a name taken out of any rule that ships is a loss', () => {
  const named = shippedRules.filter(({ match }) => firstNames(match).length > 1)
  expect(named.length).toBeGreaterThan(10)
  for (const rule of named) {
    const [gone = ''] = firstNames(rule.match)
    const less: Rule = { ...rule, match: JSON.parse(JSON.stringify(rule.match), without(gone)) }
    const { lost } = between(manifestOf({ rules: [rule] }), manifestOf({ rules: [less] }))
    expect([rule.id, lost.length]).toEqual([rule.id, 1])
    expect(lost[0]?.what).toMatch(/^(?:no longer fires for |may no longer fire for some events)/)
  }
})

/** The event names of a block that is not under `any` or `not`. */
function firstNames(match: Rule['match']): string[] {
  if (match.kind === 'all') return match.of.flatMap(firstNames)
  if (match.kind !== 'block') return []
  return match.fields.flatMap(({ path, check }) =>
    path.join() === 'eventName' && check.op === 'any'
      ? check.of.flatMap((each) => (each.op === 'equals' ? [String(each.value)] : []))
      : [],
  )
}

const without = (name: string) => (_: string, value: unknown) =>
  Array.isArray(value)
    ? value.filter((each) => each?.op !== 'equals' || each.value !== name)
    : value

test('what is added, removed and changed is told by resource', () => {
  const before = manifestOf({ rules: [ruleOf('a')] })
  const after = manifestOf({
    rules: [
      ruleOf('a', { match: matchOf('cloudtrail', 'StopLogging', 'DeleteTrail') }),
      ruleOf('b', { match: matchOf('iam', 'CreateUser') }),
    ],
  })
  const { added, removed, changed, newRules } = between(before, after)
  expect(newRules).toEqual(['b'])
  expect(removed).toEqual([])
  expect(added.map(({ type, name, region }) => `${type} ${region} ${name}`)).toEqual([
    'AWS::Events::Rule us-east-1 tripline-production-on-iam',
  ])
  expect(new Set(changed.map(({ name }) => name))).toEqual(
    new Set(['tripline-production-on-cloudtrail']),
  )
})
