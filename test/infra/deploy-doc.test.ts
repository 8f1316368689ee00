/** docs/deploy.md says numbers, permissions and a workflow; here they are held to what is deployed. */
import { readFileSync, writeFileSync } from 'node:fs'
import { beforeAll, describe, expect, test } from 'vitest'
import { readStage } from '../../infra/stage.ts'
import { costOf, totalOf } from '../../src/plan/cost.ts'
import type { Manifest } from '../../src/plan/manifest.ts'
import { configTemplate } from '../../src/rule/config-template.ts'
import { workspace } from '../cli/workspace.ts'
import { copyShippedRules } from '../support/shipped-rules.ts'
import { everything, withNewTrail } from './manifests.ts'
import { graphOf, list, type Made, type PolicyStatement, statementsOf } from './resource-graph.ts'

const doc = readFileSync('docs/deploy.md', 'utf8')

/** The shipped rules, as `tripline new --config` would have them deployed. */
function defaultDeployment(): Manifest {
  const folder = workspace({ 'tripline.yaml': configTemplate('schema.json') })
  copyShippedRules(folder)
  const { manifest } = readStage(folder, 'production', new Date('2026-11-21T12:00:00Z'))
  if (manifest === undefined) throw new Error('the template has a plan')
  return manifest
}

test('the cost of the default deployment is what the plan works out', () => {
  const lines = costOf(defaultDeployment())
  const dollars = (value: number): string => value.toFixed(2)
  const table = [
    '| what | how | $ a month |',
    '| --- | --- | ---: |',
    ...lines
      .filter((line) => line.dollars >= 0.005)
      .map(({ what, how, dollars: each }) => `| ${what} | ${how} | ${dollars(each)} |`),
    `| **together** | | **${dollars(totalOf(lines))}** |`,
  ].join('\n')
  const written = /<!-- cost -->\n([\s\S]*?)\n<!-- \/cost -->/.exec(doc)?.[1]
  // `UPDATE_DOCS=1 npx vitest run test/infra/deploy-doc.test.ts` writes it anew, to be read.
  if (process.env.UPDATE_DOCS !== undefined && written !== undefined)
    writeFileSync('docs/deploy.md', doc.replace(written, table))
  else expect(written).toBe(table)
})

describe('the policy of the deploying role', () => {
  let statements: readonly PolicyStatement[]
  beforeAll(() => {
    statements = statementsOf(/```json\n([\s\S]*?)```/.exec(doc)?.[1] ?? '')
  })

  const matches = (pattern: string, text: string): boolean =>
    new RegExp(`^${pattern.replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*')}$`).test(
      text,
    )

  /** The condition keys of a call, of those that the policy asks for. */
  type Context = Readonly<Record<string, string>>

  const allows = (action: string, arn: string, context: Context = {}): boolean =>
    statements.some(
      ({ Action, Resource, Condition = {} }) =>
        list(Action).some((each) => matches(each, action)) &&
        list(Resource).some((each) => matches(each, arn)) &&
        Object.entries(Condition).every(([operator, tests]) =>
          Object.entries(tests).every(([key, wanted]) =>
            holds(operator, context[key], list(wanted)),
          ),
        ),
    )

  function holds(operator: string, value: string | undefined, wanted: readonly string[]): boolean {
    switch (operator) {
      case 'Null':
        return wanted.includes(String(value === undefined))
      case 'StringEquals':
        return value !== undefined && wanted.includes(value)
      case 'ArnLike':
        return value !== undefined && wanted.some((each) => matches(each, value))
      default:
        throw new Error(`the policy has a condition ${operator}, which this test does not know`)
    }
  }

  const own = '111122223333'
  const key = `arn:aws:kms:eu-west-1:${own}:key/1234abcd-12ab-34cd-56ef-1234567890ab`
  const requested = { 'aws:RequestTag/tripline:stage': 'production' }
  const tagged = { 'aws:ResourceTag/tripline:stage': 'production' }
  const ofFunction = {
    'lambda:FunctionArn': `arn:aws:lambda:eu-west-1:${own}:function:tripline-test-detect`,
  }

  /** By type: the call that makes it, on what, and the condition keys that it has. */
  function makes({
    type,
    inputs,
  }: Made): readonly (readonly [string, string, Context?])[] | undefined {
    const on = (service: string, resource: string) =>
      `arn:aws:${service}:${inputs.region ?? 'eu-west-1'}:${own}:${resource}`
    const rule = inputs.eventBusName ? `${inputs.eventBusName}/` : ''
    const role = `arn:aws:iam::${own}:role/${inputs.name ?? inputs.role}`
    const bucket = `arn:aws:s3:::${inputs.bucket}`
    switch (type.replace(/^aws:/, '')) {
      case 'cloudtrail/trail:Trail':
        return [['cloudtrail:CreateTrail', on('cloudtrail', `trail/${inputs.name}`)]]
      case 'cloudwatch/dashboard:Dashboard':
        return [
          [
            'cloudwatch:PutDashboard',
            `arn:aws:cloudwatch::${own}:dashboard/${inputs.dashboardName}`,
          ],
        ]
      case 'cloudwatch/eventBus:EventBus':
        return [['events:CreateEventBus', on('events', `event-bus/${inputs.name}`)]]
      case 'cloudwatch/eventRule:EventRule':
        return [['events:PutRule', on('events', `rule/${rule}${inputs.name}`)]]
      case 'cloudwatch/eventTarget:EventTarget':
        return [['events:PutTargets', on('events', `rule/${rule}${inputs.rule}`)]]
      case 'cloudwatch/logGroup:LogGroup':
        return [['logs:CreateLogGroup', on('logs', `log-group:${inputs.name}`)]]
      case 'cloudwatch/logMetricFilter:LogMetricFilter':
        return [['logs:PutMetricFilter', on('logs', `log-group:${inputs.logGroupName}`)]]
      case 'cloudwatch/metricAlarm:MetricAlarm':
        return [['cloudwatch:PutMetricAlarm', on('cloudwatch', `alarm:${inputs.name}`)]]
      case 'dynamodb/table:Table':
        return [['dynamodb:CreateTable', on('dynamodb', `table/${inputs.name}`)]]
      case 'dynamodb/resourcePolicy:ResourcePolicy':
        return [['dynamodb:PutResourcePolicy', inputs.resourceArn]]
      case 'iam/role:Role':
        return [
          ['iam:CreateRole', role],
          [
            'iam:PassRole',
            role,
            {
              'iam:PassedToService': JSON.parse(inputs.assumeRolePolicy).Statement[0].Principal
                .Service,
            },
          ],
        ]
      case 'iam/rolePolicy:RolePolicy':
        return [['iam:PutRolePolicy', role]]
      case 'kms/key:Key':
        return [
          ['kms:CreateKey', '*', requested],
          ['kms:TagResource', key, requested],
          ...[
            'DescribeKey',
            'EnableKeyRotation',
            'GetKeyPolicy',
            'GetKeyRotationStatus',
            'ListResourceTags',
          ].map((name) => [`kms:${name}`, key] as const),
        ]
      case 'kms/alias:Alias':
        return [
          ['kms:CreateAlias', on('kms', inputs.name)],
          ['kms:CreateAlias', key],
        ]
      case 'lambda/eventSourceMapping:EventSourceMapping':
        return [['lambda:CreateEventSourceMapping', '*', ofFunction]]
      case 'lambda/function:Function':
        return [['lambda:CreateFunction', on('lambda', `function:${inputs.name}`)]]
      case 's3/bucket:Bucket':
        return [['s3:CreateBucket', bucket]]
      case 's3/bucketPolicy:BucketPolicy':
        return [['s3:PutBucketPolicy', bucket]]
      case 'scheduler/schedule:Schedule':
        return [['scheduler:CreateSchedule', on('scheduler', `schedule/default/${inputs.name}`)]]
      case 'sns/topic:Topic':
        return [['sns:CreateTopic', on('sns', inputs.name)]]
      case 'sns/topicSubscription:TopicSubscription':
        return [['sns:Subscribe', inputs.topic]]
      case 'sqs/queue:Queue':
        return [['sqs:CreateQueue', on('sqs', inputs.name)]]
      default:
        return undefined
    }
  }

  test('allows everything that is made, under the name it has', async () => {
    const { made } = await graphOf(withNewTrail(everything, false))
    const calls = made.flatMap((each) => makes(each) ?? [])
    expect(calls.length).toBeGreaterThan(100)
    expect(calls.filter(([action, arn, context]) => !allows(action, arn, context))).toEqual([])
  })

  test('allows what changes and removes a stage', () => {
    const sns = `arn:aws:sns:eu-west-1:${own}:tripline-production-oncall`
    const removals: readonly (readonly [string, string, Context?])[] = [
      ['kms:PutKeyPolicy', key, tagged],
      ['kms:ScheduleKeyDeletion', key, tagged],
      ['kms:DeleteAlias', `arn:aws:kms:eu-west-1:${own}:alias/tripline-production-trail`],
      ['kms:DeleteAlias', key],
      ['lambda:DeleteEventSourceMapping', '*', ofFunction],
      ['sns:DeleteTopic', sns],
      ['sns:Unsubscribe', '*'],
    ]
    expect(removals.filter(([action, arn, context]) => !allows(action, arn, context))).toEqual([])
  })

  test('and no key without the tag that a deployment gives to everything', () => {
    expect(readFileSync('sst.config.ts', 'utf8')).toContain(
      "defaultTags: { tags: { 'tripline:stage': stage } }",
    )
    for (const action of ['kms:PutKeyPolicy', 'kms:ScheduleKeyDeletion', 'kms:CreateKey'])
      expect([action, allows(action, key)]).toEqual([action, false])
    const other = { 'aws:ResourceTag/team': 'shop', 'aws:RequestTag/team': 'shop' }
    for (const action of ['kms:ScheduleKeyDeletion', 'kms:TagResource'])
      expect([action, allows(action, key, other)]).toEqual([action, false])
    for (const action of ['kms:Decrypt', 'kms:DisableKey', 'kms:CreateGrant'])
      expect([action, allows(action, key, tagged)]).toEqual([action, false])
  })

  test('and on everything without a condition only reads, and what has no resource', () => {
    const everywhere = statements.filter(
      ({ Resource, Condition }) => list(Resource).includes('*') && Condition === undefined,
    )
    const writes = everywhere
      .flatMap(({ Action }) => list(Action))
      .filter((action) => !/:(?:Describe|Get|List)/.test(action))
    expect(writes).toEqual(['sns:Unsubscribe'])
  })

  test('and nothing of any other name', () => {
    expect(allows('iam:PutRolePolicy', `arn:aws:iam::${own}:role/admin`)).toBe(false)
    expect(
      allows('lambda:UpdateFunctionCode', `arn:aws:lambda:eu-west-1:${own}:function:shop`),
    ).toBe(false)
    expect(allows('s3:PutBucketPolicy', 'arn:aws:s3:::shop')).toBe(false)
    expect(allows('events:DeleteRule', `arn:aws:events:eu-west-1:${own}:rule/other`)).toBe(false)
    const mapping = { 'lambda:FunctionArn': `arn:aws:lambda:eu-west-1:${own}:function:shop` }
    expect(allows('lambda:DeleteEventSourceMapping', '*', mapping)).toBe(false)
    expect(allows('lambda:TagResource', `arn:aws:lambda:eu-west-1:${own}:function:shop`)).toBe(
      false,
    )
  })
})

test('the workflow takes no action by a name that can move, and no key', () => {
  const workflow = /```yaml\n(name: deploy[\s\S]*?)```/.exec(doc)?.[1] ?? ''
  const uses = [...workflow.matchAll(/uses: (\S+)/g)].map(([, each = '']) => each)
  expect(uses).toHaveLength(3)
  for (const each of uses) expect(each).toMatch(/@[0-9a-f]{40}$/)
  expect(workflow).toContain('id-token: write')
  expect(workflow).toContain('cancel-in-progress: false')
  expect(workflow).not.toMatch(/secrets\.|access-key/)
})
