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

  const allows = (action: string, arn: string): boolean =>
    statements.some(
      ({ Action, Resource }) =>
        list(Action).some((each) => matches(each, action)) &&
        list(Resource).some((each) => matches(each, arn)),
    )

  const own = '111122223333'

  /** By type: the call that makes it, and on what. */
  function makes({ type, inputs }: Made): readonly (readonly [string, string])[] | undefined {
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
      case 'iam/role:Role':
        return [
          ['iam:CreateRole', role],
          ['iam:PassRole', role],
        ]
      case 'iam/rolePolicy:RolePolicy':
        return [['iam:PutRolePolicy', role]]
      case 'kms/key:Key':
        return [['kms:CreateKey', '*']]
      case 'kms/alias:Alias':
        return [['kms:CreateAlias', on('kms', inputs.name)]]
      case 'lambda/eventSourceMapping:EventSourceMapping':
        return [['lambda:CreateEventSourceMapping', '*']]
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
    expect(calls.filter(([action, arn]) => !allows(action, arn))).toEqual([])
  })

  test('and nothing of any other name', () => {
    expect(allows('iam:PutRolePolicy', `arn:aws:iam::${own}:role/admin`)).toBe(false)
    expect(
      allows('lambda:UpdateFunctionCode', `arn:aws:lambda:eu-west-1:${own}:function:shop`),
    ).toBe(false)
    expect(allows('s3:PutBucketPolicy', 'arn:aws:s3:::shop')).toBe(false)
    expect(allows('events:DeleteRule', `arn:aws:events:eu-west-1:${own}:rule/other`)).toBe(false)
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
