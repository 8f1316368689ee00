import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { variedRules } from '../../bench/thousand-rules.ts'
import { allRegions, defaultRegions } from '../../src/aws/regions.ts'
import type { Rule } from '../../src/ir/rule.ts'
import type { PlanConfig } from '../../src/plan/config.ts'
import { type PlanInput, plan } from '../../src/plan/plan.ts'
import { probe } from '../probes/probe.ts'
import { config, manifestOf, matchOf, ruleOf, shippedRules } from './stage.ts'

const problemsOf = (input: Partial<PlanInput>): string[] =>
  plan({
    config,
    rules: [ruleOf('a')],
    exceptions: [],
    stage: 'production',
    ...input,
  }).problems.map(({ code, message }) => `${code}: ${message}`)

const deployRole = 'arn:aws:iam::111122223333:role/deploy'
const accounts = {
  production: { account: '111122223333', deployRole },
  team: {
    account: '444455556666',
    regions: ['eu-west-1', 'us-east-1'],
    deployRole: 'arn:aws:iam::444455556666:role/deploy',
  },
}
const hub = { account: '111122223333', region: 'eu-west-1', organization: 'o-a1b2c3d4e5' }

describe('where rules stand', () => {
  const regionsOf = (match: Rule['match'], with_: Partial<PlanConfig> = {}) =>
    manifestOf({ rules: [ruleOf('a', { match })], config: { ...config, ...with_ } }).rules[0]
      ?.regions

  const inRegions = (...regions: string[]) => ({
    accounts: { production: { account: '111122223333', regions } },
  })

  test('a service of every region: in those that are on by default, or those that the account names', () => {
    expect(regionsOf(matchOf('ec2', 'RunInstances'))).toEqual(defaultRegions('aws').toSorted())
    expect(regionsOf(matchOf('ec2', 'RunInstances'), inRegions('eu-west-1', 'af-south-1'))).toEqual(
      ['af-south-1', 'eu-west-1'],
    )
  })

  test('a global service: in us-east-1, whatever regions the account names', () => {
    expect(regionsOf(matchOf('iam', 'CreateUser'))).toEqual(['us-east-1'])
    expect(regionsOf(matchOf('iam', 'CreateUser'), inRegions('eu-west-1'))).toEqual(['us-east-1'])
  })

  test('sign-ins: in the four regions of the global endpoint, and where the account is', () => {
    expect(regionsOf(matchOf('signin', 'ConsoleLogin'), inRegions('eu-west-1'))).toEqual([
      'ap-southeast-2',
      'eu-north-1',
      'eu-west-1',
      'us-east-1',
      'us-east-2',
    ])
  })

  test('of a rule about several services, the part about a global one stands in one region', () => {
    const { eventRules } = manifestOf({
      rules: [
        ruleOf('a', {
          match: {
            kind: 'any',
            of: [matchOf('iam', 'CreateUser'), matchOf('ec2', 'RunInstances')],
          },
        }),
      ],
      config: { ...config, ...inRegions('eu-west-1') },
    })
    const packed = eventRules.filter(({ rules }) => rules.length > 0)
    expect(packed.map(({ region, name }) => `${region} ${name}`)).toEqual([
      'eu-west-1 tripline-production-on-ec2',
      'us-east-1 tripline-production-on-ec2',
      'us-east-1 tripline-production-on-iam',
    ])
  })

  test.each([
    ['cn-north-1', 'aws-cn', 'cn-north-1', ['cn-north-1', 'cn-northwest-1']],
    ['us-gov-east-1', 'aws-us-gov', 'us-gov-west-1', ['us-gov-east-1', 'us-gov-west-1']],
  ])('home %s: partition %s', (home, partition, global, all) => {
    const { partition: found } = manifestOf({ config: { ...config, home } })
    expect(found).toBe(partition)
    expect(regionsOf(matchOf('iam', 'CreateUser'), { home })).toEqual([global])
    expect(regionsOf(matchOf('signin', 'ConsoleLogin'), { home })).toEqual(all)
    expect(regionsOf(matchOf('ec2', 'RunInstances'), { home })).toEqual(all)
  })

  test('what is forwarded names the partition', () => {
    const manifest = manifestOf({
      config: {
        ...config,
        home: 'us-gov-west-1',
        accounts: { ...accounts, team: { account: '444455556666' } },
        hub: { ...hub, region: 'us-gov-west-1' },
      },
      stage: 'team',
    })
    expect(manifest.topology).toEqual({
      kind: 'member',
      busArn: 'arn:aws-us-gov:events:us-gov-west-1:111122223333:event-bus/tripline-production',
    })
  })
})

describe('what is made is only what something needs', () => {
  const functionsOf = (...rules: Rule[]) => manifestOf({ rules }).functions

  test.each<[string, Partial<Rule>, string[]]>([
    ['EventBridge', {}, ['detect', 'receipts', 'heartbeat']],
    ['a metric filter', { via: 'metric-filter' }, ['receipts', 'alarm']],
    ['both', { via: 'both' }, ['detect', 'receipts', 'alarm', 'heartbeat']],
    [
      'a responder',
      { respond: [{ action: 'restart-trail', mode: 'observe' }] },
      ['detect', 'receipts', 'heartbeat', 'answers', 'restart-trail'],
    ],
    [
      'a rollback',
      { respond: [{ action: 'rollback-iam', mode: 'enforce' }] },
      ['detect', 'receipts', 'heartbeat', 'snapshot-iam', 'answers', 'rollback-iam'],
    ],
    [
      'a rollback that is only staged',
      { status: 'staged', respond: [{ action: 'rollback-iam', mode: 'enforce' }] },
      ['detect', 'receipts', 'heartbeat'],
    ],
    ['nothing', { status: 'disabled' }, []],
  ])('%s', (_, keys, functions) => {
    expect(functionsOf(ruleOf('a', keys))).toEqual(functions)
  })

  test('a rollback needs to hear of every change in IAM, where those are seen', () => {
    const rules = [ruleOf('a', { respond: [{ action: 'rollback-iam', mode: 'observe' }] })]
    const own = manifestOf({ rules }).eventRules.filter(({ name }) => name.endsWith('-iam-writes'))
    expect(own.map(({ region, rules: needing }) => [region, needing])).toEqual([['us-east-1', []]])
    expect(JSON.parse(own[0]?.pattern ?? '').detail.readOnly).toEqual([false])
  })

  test('a heartbeat in each region that has a rule, and nowhere else', () => {
    const { heartbeat, eventRules } = manifestOf({
      rules: [ruleOf('a', { match: matchOf('iam', 'CreateUser') })],
      config: { ...config, heartbeat: { every: '1h' } },
    })
    expect(heartbeat).toEqual({ regions: ['us-east-1'], everyMinutes: 60 })
    expect(eventRules.map(({ name, region }) => `${region} ${name}`)).toEqual([
      'us-east-1 tripline-production-heartbeat',
      'us-east-1 tripline-production-on-iam',
    ])
  })

  test('a member forwards and decides nothing', () => {
    const member = manifestOf({ config: { ...config, accounts, hub }, stage: 'team' })
    expect(member.functions).toEqual([])
    expect(member.channels).toEqual([])
    expect(member.heartbeat.regions).toEqual([])
    expect(member.metricFilters).toEqual([])
    expect(member.eventRules.every(({ rules }) => rules.length > 0)).toBe(true)
  })

  test('a rule that is disabled is in the plan, and nowhere in AWS', () => {
    const { rules, eventRules } = manifestOf({ rules: [ruleOf('a', { status: 'disabled' })] })
    expect(rules[0]).toMatchObject({ status: 'disabled', via: [], regions: [], channels: [] })
    expect(eventRules).toEqual([])
  })
})

describe('what is wrong is told before anything is deployed', () => {
  const withConfig = (keys: Partial<PlanConfig>) => problemsOf({ config: { ...config, ...keys } })

  test.each<[string, Partial<PlanConfig>, string]>([
    ['no home', { home: undefined }, 'missing-key: tripline.yaml has no `home`'],
    ['no accounts', { accounts: {} }, 'missing-key: tripline.yaml has no `accounts`'],
    [
      'another stage',
      { accounts: { test: { account: '111122223333' } } },
      'unknown-stage: tripline.yaml has no account for the stage `production`',
    ],
    [
      'a home that is none',
      { home: 'eu-west-9' },
      'region-not-enabled: AWS has no region `eu-west-9`',
    ],
    [
      'a region of another partition',
      {
        accounts: { production: { account: '111122223333', regions: ['eu-west-1', 'cn-north-1'] } },
      },
      'region-not-enabled: the region `cn-north-1` is not in aws, the partition of the home region `eu-west-1`',
    ],
    [
      'a home that is not enabled',
      { accounts: { production: { account: '111122223333', regions: ['us-east-1'] } } },
      'region-not-enabled: the home region `eu-west-1` is not among the enabled regions of the stage `production`',
    ],
    [
      'no channels',
      { channels: {} },
      'missing-key: tripline.yaml has no `channels`, so alerts reach nobody',
    ],
    [
      'a channel called like a topic of ours',
      { channels: { health: { subscribe: 'elsewhere' } } },
      'bad-value: the channel name `health` is reserved for a topic of Tripline',
    ],
    [
      'a topic elsewhere',
      { channels: { oncall: { topic: 'arn:aws:sns:us-east-1:111122223333:x' } } },
      'bad-value: `arn:aws:sns:us-east-1:111122223333:x` is not an SNS topic in the home region `eu-west-1`',
    ],
    [
      'subscribers of a topic that exists',
      {
        health: {
          topic: 'arn:aws:sns:eu-west-1:111122223333:x',
          subscribe: ['security@example.com'],
        },
      },
      'bad-value: Tripline does not add subscribers to a topic that already exists',
    ],
    [
      'a trail that is there and is to be made',
      { trail: { logGroup: 'x', create: 'account' } },
      'bad-value: `trail` has both `logGroup` and `create`',
    ],
    [
      'a heartbeat of seconds',
      { heartbeat: { every: '90s' } },
      'bad-value: `every` must be a whole number of minutes, from `1m` to `1d`',
    ],
    [
      'a hub elsewhere',
      { hub: { ...hub, region: 'eu-north-1' } },
      'bad-hub: the region of the hub is `eu-north-1`, but `home` is `eu-west-1`',
    ],
  ])('%s', (_, keys, says) => {
    expect(withConfig(keys)).toContain(says)
  })

  test('a stage whose names would be too long', () => {
    const stage = 'a'.repeat(40)
    const long = { ...config, accounts: { [stage]: { account: '111122223333', deployRole } } }
    expect(problemsOf({ config: long, stage })[0]).toMatch(/^bad-value: the stage/)
  })

  test('more EventBridge rules than a bus takes, in the region that takes fewer', () => {
    const rules = Array.from({ length: 120 }, (_, index) =>
      ruleOf(`r${index}`, { match: matchOf('ec2', `Call${index}`) }),
    )
    const regions = ['eu-west-1', 'eu-south-1']
    const own = {
      ...config,
      accounts: { production: { account: '111122223333', regions, deployRole } },
    }
    expect(problemsOf({ rules, config: { ...own, pack: 'per-rule' } })).toEqual([
      'over-quota: the plan has 122 EventBridge rules in eu-south-1, but AWS allows 100',
    ])
    expect(problemsOf({ rules, config: own })).toEqual([])
  })

  test('a response in a member, which is only alerted', () => {
    const respond = [{ action: 'restart-trail', mode: 'observe' }] as const
    const rules = [ruleOf('a', { respond })]
    const team = { ...config, accounts, hub }
    expect(problemsOf({ rules, config: team, stage: 'team' })).toEqual([
      'unanswered-response: responders act in the hub account 111122223333 only, but events of members also match rules with `respond`: `a`',
    ])
    expect(problemsOf({ rules, config: team })).toEqual([])
  })

  test('nothing is wrong with the rules that ship', () => {
    expect(problemsOf({ rules: shippedRules })).toEqual([])
  })
})

describe('a plan depends on what is planned alone', () => {
  test('never on the order of rules', () => {
    const whole = manifestOf({})
    fc.assert(
      fc.property(
        fc.shuffledSubarray([...shippedRules], { minLength: shippedRules.length }),
        (rules) => {
          expect(manifestOf({ rules })).toEqual(whole)
        },
      ),
      probe('plan/plan/any-order', { short: 3, long: 100 }),
    )
  })

  test('names are short, whatever the stage, the service and the rule are called', () => {
    const stage = 'a'.repeat(35)
    const rules = [
      ruleOf('b'.repeat(64)),
      ruleOf('c'.repeat(63), {
        on: { source: `aws.${'d'.repeat(80)}`, detailTypes: ['Something of its own'] },
      }),
    ]
    for (const pack of ['by-source', 'per-rule'] as const) {
      const { eventRules } = manifestOf({
        rules,
        stage,
        config: { ...config, pack, accounts: { [stage]: { account: '111122223333' } } },
      })
      for (const { name } of eventRules) expect(name).toMatch(/^[\w.-]{1,64}$/)
      const keys = eventRules.map(({ name, region }) => `${region} ${name}`)
      expect(new Set(keys).size).toBe(keys.length)
    }
  })

  test('per-rule gives each rule its own, with what it asks for itself', () => {
    const { eventRules } = manifestOf({
      rules: [ruleOf('a'), ruleOf('b')],
      config: { ...config, pack: 'per-rule' },
    })
    const here = eventRules.filter(({ region }) => region === 'eu-west-1')
    expect(here.map(({ name, rules }) => [name, rules])).toEqual([
      ['tripline-production-heartbeat', []],
      ['tripline-production-rule-a', ['a']],
      ['tripline-production-rule-b', ['b']],
    ])
  })

  test('the version of the rules is that of what they ask, and not of their tests', () => {
    const version = (keys: Partial<Rule>) => manifestOf({ rules: [ruleOf('a', keys)] }).rulesVersion
    expect(version({})).toMatch(/^[\da-f]{16}$/)
    expect(version({ title: 'other' })).not.toBe(version({}))
    expect(version({ tests: shippedRules[0]?.tests ?? [] })).toBe(version({}))
  })
})

test('a thousand rules are sixty EventBridge rules a region at most', () => {
  const { eventRules } = manifestOf({ rules: variedRules(shippedRules, 1000) })
  const regions = Map.groupBy(eventRules, ({ region }) => region)
  expect(regions.size).toBe(defaultRegions('aws').length)
  for (const here of regions.values()) expect(here.length).toBeLessThanOrEqual(60)
})

test('an account may be in every region there is', () => {
  const regions = allRegions('aws')
  const everywhere = {
    ...config,
    accounts: { production: { account: '111122223333', regions, deployRole } },
  }
  expect(problemsOf({ rules: shippedRules, config: everywhere })).toEqual([])
})
