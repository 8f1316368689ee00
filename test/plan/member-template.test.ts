import { describe, expect, test } from 'vitest'
import { allRegions } from '../../src/aws/regions.ts'
import type { JsonObject } from '../../src/ir/json.ts'
import type { Manifest } from '../../src/plan/manifest.ts'
import { memberTemplate } from '../../src/plan/member-template.ts'
import { config, manifestOf, matchOf, ruleOf, shippedRules } from './stage.ts'

const hub = { account: '111122223333', region: 'eu-west-1', organization: 'o-a1b2c3d4e5' }
const ofHub = (rules = shippedRules): Manifest => manifestOf({ rules, config: { ...config, hub } })

// biome-ignore lint/suspicious/noExplicitAny: a template is looked into in any shape
type Template = any

/** Conditions as CloudFormation decides them. */
function holds(condition: Template, region: string): boolean {
  if ('Fn::Equals' in condition)
    return condition['Fn::Equals']
      .map((each: Template) => (each.Ref === 'AWS::Region' ? region : each))
      .every((each: string, _: number, [first]: string[]) => each === first)
  if ('Fn::Not' in condition) return !holds(condition['Fn::Not'][0], region)
  throw new Error(JSON.stringify(condition))
}

const own = ['HealthRule', 'HeartbeatRule']

const shown = (name: string, state: string, pattern: object): string =>
  `${name} ${state} ${JSON.stringify(pattern)}`

function rulesIn(template: Template, region: string): string[] {
  return Object.entries<Template>(template.Resources)
    .filter(([id, { Type }]) => Type === 'AWS::Events::Rule' && !own.includes(id))
    .filter(([, { Condition }]) => !Condition || holds(template.Conditions[Condition], region))
    .map(([, { Properties: is }]) => shown(is.Name, is.State, is.EventPattern))
    .sort()
}

const expected = (manifest: Manifest, region: string): string[] =>
  manifest.eventRules
    .filter((rule) => rule.region === region && rule.rules.length > 0)
    .map(({ name, state, pattern }) => shown(name, state, JSON.parse(pattern)))
    .sort()

describe('a member has in each of its regions what a hub would have there', () => {
  const everywhere = {
    ...config,
    hub,
    accounts: { production: { account: '111122223333', regions: allRegions('aws') } },
  }
  const inOneRegion = {
    ...config,
    hub,
    accounts: { production: { account: '111122223333', regions: ['eu-west-1'] } },
  }
  const all = manifestOf({ config: everywhere })

  test.each([
    ['uses every region', everywhere],
    ['uses one region', inOneRegion],
  ])('the hub %s', (_, with_) => {
    const template = memberTemplate(manifestOf({ config: with_ }))
    for (const region of allRegions('aws'))
      expect([region, rulesIn(template, region)]).toEqual([region, expected(all, region)])
  })

  test('in the other partitions too', () => {
    for (const [home, region, other] of [
      ['us-gov-west-1', 'us-gov-west-1', 'us-gov-east-1'],
      ['cn-northwest-1', 'cn-north-1', 'cn-northwest-1'],
    ] as const) {
      const manifest = manifestOf({
        rules: [
          ruleOf('global', { match: matchOf('iam', 'CreateUser') }),
          ruleOf('everywhere', { match: matchOf('ec2', 'RunInstances') }),
        ],
        config: { ...config, home, hub: { ...hub, region: home } },
      })
      const names = (where: string) =>
        rulesIn(memberTemplate(manifest), where).map((rule) => rule.split(' ')[0])
      expect(names(region)).toEqual(['tripline-production-on-ec2', 'tripline-production-on-iam'])
      expect(names(other)).toEqual(['tripline-production-on-ec2'])
    }
  })

  test('with an EventBridge rule for each rule', () => {
    const rules = [
      ruleOf('global', { match: matchOf('iam', 'CreateUser') }),
      ruleOf('everywhere', { match: matchOf('ec2', 'RunInstances') }),
    ]
    const template = memberTemplate(
      manifestOf({ rules, config: { ...config, hub, pack: 'per-rule' } }),
    )
    expect(rulesIn(template, 'us-east-1').length).toBe(2)
    expect(rulesIn(template, 'ap-south-2').length).toBe(1)
  })

  test('it stays within what a template may hold', () => {
    const template = memberTemplate(ofHub()) as { Resources: JsonObject }
    expect(Object.keys(template.Resources).length).toBeLessThan(500)
    expect(JSON.stringify(template).length).toBeLessThan(1_000_000)
  })
})

describe('the heartbeat of a member', () => {
  const template: Template = memberTemplate(
    manifestOf({ rules: [ruleOf('a')], config: { ...config, hub, heartbeat: { every: '1h' } } }),
  )
  const { Heartbeat, HeartbeatRule, HeartbeatRole } = template.Resources
  const { Target, ScheduleExpression } = Heartbeat.Properties

  test('tags its own rule in each region, with the time that it was due', () => {
    expect(Heartbeat.Condition).toBeUndefined()
    expect(ScheduleExpression).toBe('rate(60 minutes)')
    expect(Target.Arn['Fn::Sub']).toMatch(/:scheduler:::aws-sdk:eventbridge:tagResource$/)
    expect(JSON.parse(Target.Input['Fn::Sub'])).toEqual({
      ResourceARN: expect.stringMatching(/:rule\/tripline-production-heartbeat$/),
      Tags: [{ Key: 'tripline:heartbeat', Value: '<aws.scheduler.scheduled-time>' }],
    })
  })

  test('the call is what the rule of the heartbeat asks for', () => {
    const { pattern } =
      manifestOf({ rules: [ruleOf('a')] }).eventRules.find(({ name }) =>
        name.endsWith('-heartbeat'),
      ) ?? {}
    expect(HeartbeatRule.Properties.EventPattern).toEqual(JSON.parse(pattern ?? ''))
    expect(HeartbeatRule.Properties.Name).toBe('tripline-production-heartbeat')
    expect(HeartbeatRule.Condition).toBeUndefined()
  })

  test('its role may do that alone, and the scheduler alone may use it', () => {
    expect(HeartbeatRole.Condition).toBe('IsMainRegion')
    const [trust, ...others] = HeartbeatRole.Properties.AssumeRolePolicyDocument.Statement
    expect(others).toEqual([])
    expect(trust.Principal).toEqual({ Service: 'scheduler.amazonaws.com' })
    expect(trust.Condition).toEqual({
      StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } },
    })
    const [may, ...more] = HeartbeatRole.Properties.Policies[0].PolicyDocument.Statement
    expect(more).toEqual([])
    expect([may.Effect, may.Action]).toEqual(['Allow', 'events:TagResource'])
    expect(may.Resource['Fn::Sub']).toMatch(/:rule\/tripline-production-heartbeat$/)
  })
})

test('the role is made once, in the main region, and nobody but EventBridge may use it', () => {
  const { Resources, Conditions }: Template = memberTemplate(ofHub([ruleOf('a')]))
  const { ForwardRole } = Resources
  expect(ForwardRole.Condition).toBe('IsMainRegion')
  expect(Conditions.IsMainRegion['Fn::Equals'][1]).toEqual({ Ref: 'MainRegion' })
  const [trust, ...others] = ForwardRole.Properties.AssumeRolePolicyDocument.Statement
  expect(others).toEqual([])
  expect(trust.Principal).toEqual({ Service: 'events.amazonaws.com' })
  expect(trust.Condition).toEqual({
    StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } },
  })
  expect(ForwardRole.Properties.Policies[0].PolicyDocument.Statement).toEqual([
    { Effect: 'Allow', Action: 'events:PutEvents', Resource: { Ref: 'HomeBusArn' } },
  ])
})

test('what cannot be sent is kept, and told', () => {
  const { Resources }: Template = memberTemplate(ofHub([ruleOf('a')]))
  for (const { Type, Properties } of Object.values<Template>(Resources)) {
    if (Type !== 'AWS::Events::Rule') continue
    expect(Properties.Targets).toHaveLength(1)
    expect(Properties.Targets[0].DeadLetterConfig).toEqual({
      Arn: { 'Fn::GetAtt': ['Undelivered', 'Arn'] },
    })
  }
  expect(Resources.UndeliveredAlarm.Properties.AlarmName).toMatch(/^tripline-/)
})

test('only services of AWS send to the queue of undelivered events', () => {
  const { Resources }: Template = memberTemplate(ofHub([ruleOf('a')]))
  const { Statement } = Resources.UndeliveredPolicy.Properties.PolicyDocument
  const sends = Statement.filter(({ Action }: { Action: string }) => Action === 'sqs:SendMessage')
  expect(
    sends.map(({ Effect, Principal, Condition }: Record<string, unknown>) => [
      Effect,
      Principal,
      Object.keys(Condition as object),
    ]),
  ).toEqual([
    ['Allow', { Service: 'events.amazonaws.com' }, ['ArnLike']],
    ['Deny', '*', ['Bool']],
  ])
})
