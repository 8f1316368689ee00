/** What AWS would refuse, or what would be there and hear nothing: told before anything is deployed. */
import { describe, expect, test } from 'vitest'
import type { Rule } from '../../src/ir/rule.ts'
import type { PlanConfig } from '../../src/plan/config.ts'
import { type PlanInput, plan } from '../../src/plan/plan.ts'
import { config, manifestOf, matchOf, ruleOf, shippedRules } from './stage.ts'

const problemsOf = (keys: Partial<PlanConfig>, input: Partial<PlanInput> = {}): string[] =>
  plan({
    config: { ...config, ...keys },
    rules: [ruleOf('a')],
    exceptions: [],
    stage: 'production',
    ...input,
  }).problems.map(({ level, code, message }) => `${level} ${code}: ${message}`)

const deployRole = 'arn:aws:iam::111122223333:role/deploy'
const production = { account: '111122223333', deployRole }
const hub = { account: '111122223333', region: 'eu-west-1', organization: 'o-a1b2c3d4e5' }
const member = (index: number) => String(200_000_000_000 + index)
const members = (count: number) =>
  Object.fromEntries(
    Array.from({ length: count }, (_, index) => [
      `team-${index}`,
      { account: member(index), deployRole: `arn:aws:iam::${member(index)}:role/deploy` },
    ]),
  )

describe('names', () => {
  test('a bucket of the trail, in a region with a long name', () => {
    const stage = 'a-stage-of-some-length'
    const own = {
      home: 'ap-southeast-2',
      accounts: { [stage]: production },
      trail: { create: 'account' },
    } as const
    expect(problemsOf(own, { stage })).toEqual([
      'error over-quota: the name `tripline-a-stage-of-some-length-trail-111122223333-ap-southeast-2` has 65 characters, but AWS allows 63 for AWS::S3::Bucket',
      'error over-quota: the name `tripline-a-stage-of-some-length-trail-access-111122223333-ap-southeast-2` has 72 characters, but AWS allows 63 for AWS::S3::Bucket',
    ])
    expect(problemsOf({ ...own, accounts: { production } })).toEqual([])
  })

  test('a channel', () => {
    const channels = { ['c'.repeat(300)]: { subscribe: 'elsewhere' } } as const
    expect(problemsOf({ channels })).toContainEqual(
      expect.stringContaining('256 for AWS::SNS::Topic'),
    )
  })

  test('two channels of one topic, which would be told twice', () => {
    const topic = 'arn:aws:sns:eu-west-1:111122223333:alerts'
    expect(problemsOf({ channels: { one: { topic }, two: { topic } } })).toEqual([
      'error bad-value: two resources of type AWS::SNS::Subscription have the name `alerts to tripline-production-receipts`',
    ])
  })

  test('somebody who is subscribed twice listens once', () => {
    const subscribe = ['a@example.com', 'a@example.com']
    const with_ = { channels: { oncall: { subscribe } } }
    expect(problemsOf(with_)).toEqual([])
    const [channel] = manifestOf({ rules: [ruleOf('a')], config: { ...config, ...with_ } }).channels
    expect(channel?.topic).toMatchObject({ subscribe: [{ endpoint: 'a@example.com' }] })
  })

  test('a rule that is called like an alarm over Tripline itself', () => {
    const ids = ['health-undelivered', 'rule-health-undelivered', 'undelivered']
    const { metricFilters } = manifestOf({
      rules: ids.map((id) => ruleOf(id, { via: 'metric-filter' })),
    })
    expect(metricFilters.map(({ name }) => name)).toEqual([
      'tripline-production-rule-health-undelivered',
      'tripline-production-rule-rule-health-undelivered',
      'tripline-production-undelivered',
    ])
  })

  test('two stages that read one log group count by themselves', () => {
    const metricOf = (stage: string) =>
      manifestOf({
        rules: [ruleOf('a', { via: 'metric-filter' })],
        stage,
        config: { ...config, accounts: { [stage]: production } },
      }).metricFilters[0]?.metric
    expect(metricOf('one')).not.toEqual(metricOf('two'))
  })

  test('a rule that is called like a part of another, each with an EventBridge rule', () => {
    const names = Array.from({ length: 250 }, (_, index) => `CreateSomethingElse${index}`)
    const { eventRules } = manifestOf({
      rules: [ruleOf('long', { match: matchOf('iam', ...names) }), ruleOf('long-part2')],
      config: { ...config, pack: 'per-rule' },
    })
    const keys = eventRules.map(({ region, name }) => `${region} ${name}`)
    expect(new Set(keys).size).toBe(keys.length)
    expect(keys.filter((key) => key.includes('long--part')).length).toBeGreaterThan(1)
  })

  test('sources that are called like the EventBridge rules of others', () => {
    const own = (id: string, source: string): Rule =>
      ruleOf(id, {
        on: { source: `aws.${source}`, detailTypes: ['AWS API Call via CloudTrail'] },
        match: { kind: 'block', fields: [{ path: ['a'], check: { op: 'equals', value: id } }] },
      })
    const { eventRules } = manifestOf({
      rules: [
        ruleOf('reads', { match: matchOf('ssm', 'GetParameters') }),
        own('like-reads', 'ssm-reads'),
        own('like-branch', 'ssm-1'),
      ],
    })
    const here = eventRules.filter(({ region }) => region === 'eu-west-1')
    expect(here.map(({ rules, state }) => [rules.join(), state]).sort()).toEqual([
      ['', 'ENABLED'],
      ['like-branch', 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS'],
      ['like-reads', 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS'],
      ['reads', 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS'],
    ])
  })
})

test('more wildcards than a bus takes, each rule with an EventBridge rule of its own', () => {
  const rules = Array.from({ length: 40 }, (_, index) =>
    ruleOf(`wild-${index}`, {
      on: { source: `aws.service${index}`, detailTypes: ['Something'] },
      match: {
        kind: 'block',
        fields: [{ path: ['name'], check: { op: 'wildcard', pattern: 'a*b*c' } }],
      },
    }),
  )
  const { eventRules } = manifestOf({ rules, config: { ...config, pack: 'per-rule' } })
  const here = eventRules.filter(({ region }) => region === 'eu-west-1')
  expect(here.filter(({ pattern }) => pattern.includes('"wildcard"')).length).toBe(30)
  expect(here.filter(({ pattern }) => pattern.includes('{"prefix":"a"}')).length).toBe(10)
})

describe('a hub', () => {
  test('that nobody is a member of', () => {
    expect(problemsOf({ hub })).toEqual([
      'warning bad-hub: the hub accepts events from its own account only, because no other account has a stage',
    ])
    expect(problemsOf({ hub, accounts: { production, ...members(1) } })).toEqual([])
  })

  test('whose account has two stages, to one of which members forward', () => {
    const accounts = { test: production, production, ...members(1) }
    expect(problemsOf({ hub, accounts })).toEqual([
      'error bad-hub: the hub account `111122223333` has several stages: `test`, `production`',
    ])
    expect(problemsOf({ hub, accounts }, { stage: 'team-0' })).toHaveLength(1)
  })

  test('with more members than the pattern that names them holds', () => {
    expect(problemsOf({ hub, accounts: { production, ...members(100) } })).toEqual([])
    expect(problemsOf({ hub, accounts: { production, ...members(130) } })).toEqual([
      expect.stringMatching(
        /^error over-quota: the plan has [\d,]+ characters in the event pattern that lists the accounts/,
      ),
    ])
  })

  test('that makes a trail for itself alone', () => {
    const accounts = { production, ...members(1) }
    expect(problemsOf({ hub, accounts, trail: { create: 'account' } })).toEqual([
      expect.stringMatching(
        /^warning bad-hub: `create: account` makes a trail for the hub account only/,
      ),
    ])
    expect(problemsOf({ hub, accounts, trail: { create: 'organization' } })).toEqual([])
  })

  test('a member in a region that takes fewer EventBridge rules than the hub has', () => {
    const rules = Array.from({ length: 120 }, (_, index) =>
      ruleOf(`r${index}`, { match: matchOf('ec2', `Call${index}`) }),
    )
    const accounts = {
      production,
      team: { account: member(0), regions: ['eu-west-1', 'af-south-1'] },
    }
    expect(problemsOf({ hub, accounts, pack: 'per-rule' }, { rules })).toEqual([
      'error over-quota: the plan has 122 EventBridge rules in af-south-1, but AWS allows 100',
    ])
  })

  test('knows in which regions its members have to be heard', () => {
    const accounts = {
      production: { ...production, regions: ['eu-west-1'] },
      team: { account: member(1), regions: ['eu-west-1', 'ap-south-1'] },
      again: { account: member(1), regions: ['eu-west-2', 'nowhere-1'] },
      lab: { account: member(0) },
    }
    const { heartbeat } = manifestOf({
      rules: [ruleOf('a'), ruleOf('b', { match: matchOf('iam', 'CreateUser') })],
      config: { ...config, hub, accounts },
    })
    expect(heartbeat.regions).toEqual(['eu-west-1', 'us-east-1'])
    expect(heartbeat.members?.map(({ account, regions }) => [account, regions.length])).toEqual([
      [member(0), 17],
      [member(1), 4],
    ])
    expect(heartbeat.members?.[1]?.regions).toEqual([
      'ap-south-1',
      'eu-west-1',
      'eu-west-2',
      'us-east-1',
    ])
  })
})

describe('other partitions', () => {
  test.each([
    ['cn-north-1', 'aws-cn', 'cn-northwest-1'],
    ['us-gov-west-1', 'aws-us-gov', 'us-gov-east-1'],
  ])('%s: nobody says that events get there from the other region', (home, partition, other) => {
    const role = `arn:${partition}:iam::111122223333:role/deploy`
    const accounts = { production: { ...production, deployRole: role } }
    const [first = '', ...more] = problemsOf({ home, accounts })
    expect(more).toEqual([])
    expect(first).toContain('warning region-not-enabled')
    expect(first).toContain(`partition ${partition}`)
    expect(first).toContain(`\`${other}\``)
    expect(
      problemsOf({
        home,
        accounts: { production: { ...accounts.production, regions: [home] } },
      }),
    ).toEqual([])
  })

  test('a listener of another partition', () => {
    const subscribe = ['arn:aws:sqs:eu-west-1:111122223333:alerts']
    const own = { home: 'cn-north-1', channels: { oncall: { subscribe } } }
    expect(problemsOf(own)).toContainEqual(
      expect.stringContaining('SNS cannot deliver to `arn:aws:sqs:eu-west-1:111122223333:alerts`'),
    )
    expect(problemsOf({ channels: { oncall: { subscribe } } })).toEqual([])
    expect(problemsOf({ channels: { oncall: { subscribe: ['arn:aws:sqs:x'] } } })).toHaveLength(1)
  })
})

describe('tripline.yaml that is misunderstood', () => {
  test.each<[string, Partial<PlanConfig>, string]>([
    [
      'the ARN of a log group for its name',
      { trail: { logGroup: 'arn:aws:logs:eu-west-1:111122223333:log-group:trail:*' } },
      'error bad-value: `arn:aws:logs:eu-west-1:111122223333:log-group:trail:*` is not the name of a log group',
    ],
    [
      'a trail that is to be made elsewhere',
      { trail: { create: 'account', region: 'us-east-1' } },
      'error bad-value: Tripline creates a trail in the home region `eu-west-1` only',
    ],
    [
      'everybody is spared',
      { responders: { breakGlass: ['arn:aws:iam::*:role/admin', '*'] } },
      'error unanswered-response: `*` in `breakGlass` matches every principal, so no responder ever acts',
    ],
    [
      'a user who deploys',
      {
        accounts: {
          production: { ...production, deployRole: 'arn:aws:iam::111122223333:user/me' },
        },
      },
      'error bad-value: `arn:aws:iam::111122223333:user/me` is not the ARN of a role',
    ],
  ])('%s', (_, keys, message) => {
    expect(problemsOf(keys)).toEqual([message])
  })

  describe('breakGlass', () => {
    const problemsFor = (...breakGlass: string[]) => problemsOf({ responders: { breakGlass } })

    test.each([
      ['AROAEXAMPLEBREAKGLASS'],
      ['AIDAEXAMPLEBREAKGLASS'],
      ['arn:aws:iam::111122223333:role/break-glass'],
      ['arn:aws:iam::111122223333:user/a/b'],
      ['arn:aws:sts::111122223333:assumed-role/break-glass/*'],
      ['arn:aws:sts::111122223333:assumed-role/AWSReservedSSO_Break_0123456789abcdef/ann@corp'],
    ])('%s names one principal', (entry) => expect(problemsFor(entry)).toEqual([]))

    test.each([
      ['arn:aws:iam::*:role/break-glass'],
      ['arn:*:iam::111122223333:role/break-glass'],
      ['arn:aws:iam::111122223333:user/break-glass*'],
      ['arn:aws:iam::111122223333:user/break-glass/*'],
      ['arn:aws:sts::111122223333:assumed-role/break-glass*'],
      ['arn:aws:sts::111122223333:assumed-role/break-glass-*/*'],
      ['arn:aws:sts::*:assumed-role/break-glass/*'],
      ['*break-glass*'],
    ])('%s also fits a principal of an intruder', (entry) => {
      expect(problemsFor('AROAEXAMPLEBREAKGLASS', entry)).toEqual([
        `warning wide-break-glass: an intruder can create a principal that matches \`${entry}\` in \`breakGlass\`, and responders never act against such a principal`,
      ])
    })

    test.each(['ann', 'ann*', '*ann'])('the session %s is whose caller calls it so', (name) => {
      const entry = `arn:aws:sts::111122223333:assumed-role/ci/${name}`
      expect(problemsFor(entry)).toEqual([
        `warning wide-break-glass: callers choose the name of their session, so everyone who can assume the role matches \`${entry}\` in \`breakGlass\``,
      ])
    })
  })

  test('powers that are given back without a person', () => {
    const problemsFor = (responders: object) => problemsOf({ responders } as Partial<PlanConfig>)
    expect(problemsFor({ restore: true, confirm: 'person' })).toEqual([])
    expect(problemsFor({ confirm: 'never' })).toEqual([])
    expect(problemsFor({ restore: true, confirm: 'never' })).toEqual([
      expect.stringMatching(/^warning unconfirmed-restore: `restore` gives powers without/),
    ])
  })

  test('a response of a rule that is a metric filter only', () => {
    const respond = [{ action: 'restart-trail', mode: 'observe' }] as const
    const rules = [ruleOf('a', { via: 'metric-filter', respond })]
    expect(problemsOf({}, { rules })).toEqual([
      'error unanswered-response: the response of this rule never starts, because responders do not receive matches of metric filters',
    ])
    expect(problemsOf({}, { rules: [ruleOf('a', { via: 'both', respond })] })).toEqual([])
  })
})

test('ten thousand rules are too many to deploy, and are planned all the same', () => {
  const rules = Array.from({ length: 10_000 }, (_, index) =>
    ruleOf(`r${index}`, { match: matchOf(`service${index % 400}`, `Call${index}`) }),
  )
  expect(problemsOf({}, { rules })).toEqual([
    expect.stringMatching(
      /^error over-quota: the plan has 40\d EventBridge rules in \S+ \(and too many in 16 more regions\)/,
    ),
  ])
})

test('the rules that ship have nothing wrong with them in a hub of ten accounts', () => {
  const accounts = { production, ...members(9) }
  expect(problemsOf({ hub, accounts }, { rules: shippedRules })).toEqual([])
})
