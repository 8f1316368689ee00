import { describe, expect, test } from 'vitest'
import type { JsonObject } from '../../src/ir/json.ts'
import type { Manifest } from '../../src/plan/manifest.ts'
import { memberTemplate } from '../../src/plan/member-template.ts'
import { asking, config, manifestOf, ruleOf, shippedRules } from './stage.ts'

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
  if ('Fn::Or' in condition)
    return condition['Fn::Or'].some((each: Template) => holds(each, region))
  if ('Fn::Not' in condition) return !holds(condition['Fn::Not'][0], region)
  throw new Error(JSON.stringify(condition))
}

function rulesIn(template: Template, region: string): string[] {
  return Object.entries<Template>(template.Resources)
    .filter(([id, { Type }]) => Type === 'AWS::Events::Rule' && id !== 'HealthRule')
    .filter(([, { Condition }]) => !Condition || holds(template.Conditions[Condition], region))
    .map(
      ([
        ,
        {
          Properties: { Name, State, EventPattern },
        },
      ]) => `${Name} ${State} ${JSON.stringify(EventPattern)}`,
    )
    .sort()
}

describe('a member has the rules that the hub has in the same region', () => {
  const manifest = ofHub()
  const template = memberTemplate(manifest)
  const regions = [...new Set(manifest.eventRules.map(({ region }) => region))]

  test.each(regions)('%s', (region) => {
    const own = manifest.eventRules.filter(
      (rule) => rule.region === region && rule.rules.length > 0,
    )
    expect(rulesIn(template, region)).toEqual(
      own
        .map(
          ({ name, state, pattern }) => `${name} ${state} ${JSON.stringify(JSON.parse(pattern))}`,
        )
        .sort(),
    )
  })

  test('a region that the hub does not use gets what stands in all of them', () => {
    const there = rulesIn(template, 'af-south-1')
    expect(there.length).toBeGreaterThan(20)
    expect(there.some((rule) => rule.includes('on-organizations'))).toBe(false)
  })

  test('no condition has more alternatives than CloudFormation takes', () => {
    const all: Template[] = []
    JSON.stringify(template.Conditions, (key, value) => {
      if (key === 'Fn::Or') all.push(value)
      return value
    })
    for (const alternatives of all) {
      expect(alternatives.length).toBeGreaterThan(1)
      expect(alternatives.length).toBeLessThanOrEqual(10)
    }
  })

  test('it stays within what a template may hold', () => {
    const { Resources } = template as { Resources: JsonObject }
    expect(Object.keys(Resources).length).toBeLessThan(500)
    expect(JSON.stringify(template).length).toBeLessThan(1_000_000)
  })
})

test('a rule of twelve regions out of seventeen is conditioned on the five others', () => {
  const regions =
    'ap-south-1 ca-central-1 eu-central-1 eu-north-1 eu-west-1 eu-west-2 us-east-1'.split(' ')
  const manifest = manifestOf({
    rules: [
      ruleOf('everywhere', { match: asking('ec2', 'RunInstances') }),
      ruleOf('global', { match: asking('iam', 'CreateUser') }),
    ],
    config: { ...config, hub, accounts: { production: { account: '111122223333', regions } } },
  })
  const template = memberTemplate(manifest)
  for (const region of regions)
    expect(rulesIn(template, region).length).toBe(region === 'us-east-1' ? 2 : 1)
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
