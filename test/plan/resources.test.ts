/** The list that people read against what infra makes, resource for resource. */
import { describe, expect, test } from 'vitest'
import type { PlanConfig } from '../../src/plan/config.ts'
import type { Manifest } from '../../src/plan/manifest.ts'
import type { PlanInput } from '../../src/plan/plan.ts'
import { resourcesOf } from '../../src/plan/resources.ts'
import { graphOf, type Made } from '../infra/resource-graph.ts'
import { config as everywhere, manifestOf as planned, ruleOf, shippedRules } from './stage.ts'

const regions = ['eu-west-1', 'us-east-1', 'us-west-2']
const config: PlanConfig = {
  ...everywhere,
  accounts: { production: { account: '111122223333', regions } },
}
const manifestOf = (input: Partial<PlanInput>) => planned({ config, ...input })

const hub = { account: '111122223333', region: 'eu-west-1', organization: 'o-a1b2c3d4e5' }
const accounts = {
  production: { account: '111122223333', regions },
  team: { account: '444455556666', regions: ['eu-west-1', 'us-east-1'] },
}
const stream = 'arn:aws:firehose:eu-west-1:111122223333:deliverystream/alerts'

/** Seen in one region, and answered. */
const few = shippedRules.filter(({ id }) => /^(?:iam-policy-changed|mfa-deactivated)$/.test(id))

const stages: readonly (readonly [string, Manifest])[] = [
  ['the rules that ship', manifestOf({})],
  ['one rule', manifestOf({ rules: [ruleOf('a')] })],
  ['a metric filter alone', manifestOf({ rules: [ruleOf('a', { via: 'metric-filter' })] })],
  [
    'a metric filter in another region, and topics that exist',
    manifestOf({
      rules: [ruleOf('a', { via: 'both' })],
      config: {
        ...config,
        trail: { logGroup: 'trail', region: 'us-west-2' },
        health: { topic: 'arn:aws:sns:eu-west-1:111122223333:ops' },
        channels: { oncall: { topic: 'arn:aws:sns:eu-west-1:111122223333:oncall' } },
      },
    }),
  ],
  ['a trail', manifestOf({ rules: few, config: { ...config, trail: { create: 'organization' } } })],
  [
    'a Firehose stream',
    manifestOf({ rules: few, config: { ...config, channels: { lake: { subscribe: [stream] } } } }),
  ],
  ['a hub', manifestOf({ rules: few, config: { ...config, accounts, hub } })],
  ['a member', manifestOf({ config: { ...config, accounts, hub } as PlanConfig, stage: 'team' })],
  ['no rule at all', manifestOf({ rules: [] })],
]

/** CloudFormation's word for each class, and where it has its name. */
const types: Readonly<Record<string, readonly [type: string, name: string]>> = {
  'cloudwatch/eventBus:EventBus': ['Events::EventBus', 'name'],
  'cloudwatch/eventBusPolicy:EventBusPolicy': ['Events::EventBusPolicy', 'eventBusName'],
  'cloudwatch/eventRule:EventRule': ['Events::Rule', 'name'],
  'cloudwatch/metricAlarm:MetricAlarm': ['CloudWatch::Alarm', 'name'],
  'cloudwatch/dashboard:Dashboard': ['CloudWatch::Dashboard', 'dashboardName'],
  'cloudwatch/logGroup:LogGroup': ['Logs::LogGroup', 'name'],
  'cloudwatch/logMetricFilter:LogMetricFilter': ['Logs::MetricFilter', 'name'],
  'sqs/queue:Queue': ['SQS::Queue', 'name'],
  'sns/topic:Topic': ['SNS::Topic', 'name'],
  'sns/topicSubscription:TopicSubscription': ['SNS::Subscription', ''],
  'dynamodb/table:Table': ['DynamoDB::Table', 'name'],
  'lambda/function:Function': ['Lambda::Function', 'name'],
  'lambda/eventSourceMapping:EventSourceMapping': ['Lambda::EventSourceMapping', ''],
  'scheduler/schedule:Schedule': ['Scheduler::Schedule', 'name'],
  'iam/role:Role': ['IAM::Role', 'name'],
  'cloudtrail/trail:Trail': ['CloudTrail::Trail', 'name'],
  's3/bucket:Bucket': ['S3::Bucket', 'bucket'],
  'kms/key:Key': ['KMS::Key', ''],
  'kms/alias:Alias': ['KMS::Alias', 'name'],
}

/** What belongs to a resource of the list. */
const attached =
  /Policy$|eventTarget:|permission:|aws:s3\/bucket[A-Z]|pulumi:|eventInvokeConfig|functionEventInvoke/i

function made({ type, inputs }: Made, { home }: Manifest): string[] {
  const known = types[type.replace(/^aws:/, '')]
  if (known === undefined) {
    if (!attached.test(type))
      throw new Error(`infra makes ${type}, and the list knows nothing of it`)
    return []
  }
  const [cloudFormation, name] = known
  const isGlobal = cloudFormation === 'IAM::Role'
  const region = isGlobal ? '' : (inputs.region ?? home)
  return [`AWS::${cloudFormation} ${region} ${name === '' ? '*' : inputs[name]}`]
}

describe('the list is what infra makes', () => {
  test.each(stages)('%s', async (_, manifest) => {
    const graph = await graphOf(manifest)
    const unnamed = new Set(
      Object.values(types).flatMap(([type, name]) => (name === '' ? type : [])),
    )
    const listed = resourcesOf(manifest).map(({ type, region, name }) =>
      unnamed.has(type.replace('AWS::', '')) ? `${type} ${region} *` : `${type} ${region} ${name}`,
    )
    expect(listed.sort()).toEqual(graph.made.flatMap((each) => made(each, manifest)).sort())
  })
})

test('no two of a type have the same name in a region', () => {
  for (const [, manifest] of stages) {
    const keys = resourcesOf(manifest)
      .filter(({ why }) => !why.startsWith('on the home bus'))
      .map(({ type, region, name }) => `${type} ${region} ${name}`)
    expect(keys.length - new Set(keys).size).toBe(0)
  }
})

test('each says why it is there', () => {
  expect(shippedRules.length).toBeGreaterThan(50)
  for (const { why } of resourcesOf(manifestOf({}))) expect(why).toMatch(/^\S.*[^.]$/)
})
