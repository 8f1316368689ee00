/** What stands where, for each shape of a deployment. */
import { beforeAll, describe, expect, test } from 'vitest'
import type { Manifest } from '../../src/plan/manifest.ts'
import {
  account,
  eventRule,
  everything,
  hub,
  member,
  standalone,
  withMetricFilter,
  withResponders,
} from './manifests.ts'
import { type Graph, graphOf } from './resource-graph.ts'

const graphs = new Map<Manifest, Promise<Graph>>()
const graph = (manifest: Manifest): Promise<Graph> => {
  const found = graphs.get(manifest) ?? graphOf(manifest)
  graphs.set(manifest, found)
  return found
}

describe('one rule in two regions', () => {
  let made: Graph
  beforeAll(async () => {
    made = await graph(standalone)
  })

  test('stands on the default bus of both, exactly as planned', () => {
    for (const plan of standalone.eventRules) {
      const rule = made.get(`rule-${plan.region}-${plan.name}`).inputs
      expect(rule).toMatchObject({
        region: plan.region,
        name: plan.name,
        state: plan.state,
        eventPattern: plan.pattern,
      })
      expect(rule.eventBusName).toBeUndefined()
    }
  })

  test('has one target each, the home bus, with retries for a day and a queue of its own region', () => {
    for (const { name, region } of standalone.eventRules) {
      expect(made.get(`target-${region}-${name}`).inputs).toEqual({
        region,
        rule: name,
        targetId: 'home',
        arn: `arn:aws:events:eu-west-1:${account}:event-bus/tripline-test`,
        roleArn: `arn:aws:iam::${account}:role/tripline-test-forward`,
        retryPolicy: { maximumEventAgeInSeconds: 86_400, maximumRetryAttempts: 185 },
        deadLetterConfig: { arn: `arn:aws:sqs:${region}:${account}:tripline-test-undelivered` },
      })
    }
  })

  test('comes from the home bus to the queue of detect', () => {
    expect(made.get('home-deliver-target').inputs).toMatchObject({
      rule: 'tripline-test-deliver',
      eventBusName: 'tripline-test',
      arn: `arn:aws:sqs:eu-west-1:${account}:tripline-test-events`,
    })
    expect(made.get('feed-detect').inputs).toMatchObject({
      eventSourceArn: `arn:aws:sqs:eu-west-1:${account}:tripline-test-events`,
      batchSize: 100,
      maximumBatchingWindowInSeconds: 1,
      functionResponseTypes: ['ReportBatchItemFailures'],
    })
  })

  test('and no queue loses a message that failed for a day', () => {
    for (const { name, inputs } of made.of('sqs/queue:Queue')) {
      if (/-dead$|^undelivered-/.test(name)) {
        expect(inputs.messageRetentionSeconds).toBe(14 * 24 * 60 * 60)
      } else {
        expect(JSON.parse(inputs.redrivePolicy)).toEqual({
          deadLetterTargetArn: `arn:aws:sqs:eu-west-1:${account}:${inputs.name}-dead`,
          maxReceiveCount: 500,
        })
        expect(inputs.visibilityTimeoutSeconds).toBe(180)
      }
    }
  })

  test('needs no responder, no snapshots, no alarm topic, no trail', () => {
    expect(made.functions.map(({ name }) => name)).toEqual([
      'tripline-test-detect',
      'tripline-test-receipts',
      'tripline-test-heartbeat',
    ])
    expect(made.of('dynamodb/table:Table').map(({ inputs }) => inputs.name)).toEqual([
      'tripline-test-state',
    ])
    expect(made.of('sns/topic:Topic').map(({ inputs }) => inputs.name)).toEqual([
      'tripline-test-health',
      'tripline-test-pager',
    ])
    expect(made.of('cloudtrail/trail:Trail')).toEqual([])
  })

  test('gives the rule set to the functions that decide, and to no other', () => {
    const withRules = made.functions.filter(({ files }) => files.length > 0)
    expect(withRules.map(({ id }) => id)).toEqual(['Detect'])
  })

  test('lets a message be seen again only after its function has given up', () => {
    for (const { timeoutSeconds } of made.functions) expect(timeoutSeconds).toBeLessThanOrEqual(180)
  })
})

test('many rules in many regions are one rule and one target each, and names do not collide', async () => {
  const regions = Array.from({ length: 17 }, (_, index) => `xx-somewhere-${index}`)
  const eventRules = regions.flatMap((region) =>
    Array.from({ length: 20 }, (_, index) => eventRule(`source-${index}`, region)),
  )
  const made = await graph({ ...standalone, eventRules })
  const placed = made
    .of('cloudwatch/eventRule:EventRule')
    .filter(({ name }) => name.startsWith('rule-xx'))
  // In each region the 20, and the one that carries its alarms home.
  expect(placed).toHaveLength(17 * 21)
  expect(new Set(placed.map(({ inputs }) => `${inputs.region} ${inputs.name}`)).size).toBe(17 * 21)
  for (const region of regions) {
    expect(made.get(`undelivered-${region}`).inputs.region).toBe(region)
    expect(made.get(`health-${region}-undelivered`).inputs.region).toBe(region)
  }
})

test('logical names are unique, and the same from one deployment to the next', async () => {
  const once = await graphOf(everything)
  const again = await graphOf(everything)
  const names = once.made.map(({ type, name }) => `${type} ${name}`)
  expect(new Set(names).size).toBe(names.length)
  expect(again.made).toEqual(once.made)
})

test('physical names carry the stage and are as long as their service allows', async () => {
  const stage = 'a'.repeat(35)
  const text = JSON.stringify(everything).replaceAll('tripline-test', `tripline-${stage}`)
  const made = await graph({ ...(JSON.parse(text) as Manifest), stage })
  const longest: Readonly<Record<string, number>> = {
    'aws:sqs/queue:Queue': 80,
    'aws:cloudwatch/metricAlarm:MetricAlarm': 255,
    'aws:cloudwatch/logMetricFilter:LogMetricFilter': 512,
    'aws:cloudwatch/logGroup:LogGroup': 512,
    'aws:dynamodb/table:Table': 255,
    'aws:sns/topic:Topic': 256,
  }
  for (const { type, inputs } of made.made) {
    if (typeof inputs.name !== 'string') continue
    expect(inputs.name).toMatch(new RegExp(`^(?:/aws/lambda/)?tripline-${stage}`))
    expect(inputs.name.length).toBeLessThanOrEqual(longest[type] ?? 64)
  }
})

test('adding a rule adds its resources and changes nothing else', async () => {
  const before = await graph(standalone)
  const after = await graph({
    ...standalone,
    eventRules: [...standalone.eventRules, eventRule('iam-0', 'us-east-1', 'aws.iam')],
  })
  const textsOf = (made: Graph) => made.made.map((each) => JSON.stringify(each))
  const added = textsOf(after).filter((each) => !textsOf(before).includes(each))
  expect(added.map((each) => JSON.parse(each).name).sort()).toEqual([
    'rule-us-east-1-tripline-test-iam-0',
    'target-us-east-1-tripline-test-iam-0',
  ])
  expect(textsOf(before).filter((each) => !textsOf(after).includes(each))).toEqual([])
})

describe('a responder', () => {
  test('comes with its queue, its records and what it restores from', async () => {
    const made = await graph(withResponders(standalone, 'rollback-iam'))
    expect(made.of('dynamodb/table:Table').map(({ inputs }) => inputs.name)).toEqual([
      'tripline-test-responses',
      'tripline-test-snapshots',
      'tripline-test-state',
    ])
    expect(JSON.parse(made.get('home-iam').inputs.eventPattern)).toEqual({
      source: ['aws.iam'],
      account: [account],
      detail: { readOnly: [false] },
    })
    expect(made.get('home-iam-target').inputs.arn).toMatch(/:tripline-test-snapshot-iam$/)
    expect(made.get('schedule-snapshot-iam').inputs.scheduleExpression).toBe('rate(1440 minutes)')
    expect(made.get('feed-rollback-iam').inputs.batchSize).toBe(1)
    const detect = made.functions.find(({ id }) => id === 'Detect')
    expect(JSON.parse(detect?.environment.RESPONDER_QUEUES ?? '')).toEqual({
      'rollback-iam': `https://sqs.eu-west-1.amazonaws.com/${account}/tripline-test-rollback-iam`,
    })
  })
})

describe('a metric filter', () => {
  test('stands in the region of the log group, and its alarm tells all three states', async () => {
    const manifest = withMetricFilter(standalone, 'us-east-2')
    const made = await graph(manifest)
    expect(made.get('filter-tripline-test-root-login').inputs).toEqual({
      region: 'us-east-2',
      name: 'tripline-test-root-login',
      logGroupName: '/aws/cloudtrail/all',
      pattern: '{ $.userIdentity.type = "Root" }',
      metricTransformation: {
        name: 'root-login',
        namespace: 'Tripline/Rules',
        value: '1',
        defaultValue: '0',
      },
    })
    const topic = `arn:aws:sns:us-east-2:${account}:tripline-test-alarms`
    expect(made.get('alarm-tripline-test-root-login').inputs).toMatchObject({
      region: 'us-east-2',
      period: 60,
      evaluationPeriods: 16,
      datapointsToAlarm: 1,
      threshold: 1,
      treatMissingData: 'notBreaching',
      alarmActions: [topic],
      okActions: [topic],
      insufficientDataActions: [topic],
    })
    expect(made.get('alarms-to-queue').inputs).toMatchObject({
      region: 'us-east-2',
      topic,
      endpoint: `arn:aws:sqs:eu-west-1:${account}:tripline-test-alarms`,
      rawMessageDelivery: false,
    })
    // A region with nothing but the log group still has to tell that its log fell silent.
    expect(made.get('health-us-east-2-silent-log').inputs.treatMissingData).toBe('breaching')
    expect(made.get('rule-us-east-2-tripline-test-health').inputs.state).toBe('ENABLED')
  })
})

describe('hub and member', () => {
  test('the hub decides for its members too, and only theirs', async () => {
    const made = await graph(hub)
    expect(JSON.parse(made.get('home-deliver').inputs.eventPattern)).toEqual({
      source: [{ prefix: 'aws.' }],
      account: [account, '444455556666'],
    })
  })

  test('a member makes rules, the forwarding role and a queue for what was not delivered', async () => {
    const made = await graph(member)
    expect(new Set(made.made.map(({ type }) => type))).toEqual(
      new Set([
        'pulumi:pulumi:Stack',
        'aws:cloudwatch/eventRule:EventRule',
        'aws:cloudwatch/eventTarget:EventTarget',
        'aws:cloudwatch/metricAlarm:MetricAlarm',
        'aws:iam/role:Role',
        'aws:iam/rolePolicy:RolePolicy',
        'aws:sqs/queue:Queue',
        'aws:sqs/queuePolicy:QueuePolicy',
      ]),
    )
    for (const { inputs } of made.of('cloudwatch/eventTarget:EventTarget'))
      expect(inputs.arn).toBe(`arn:aws:events:eu-west-1:${account}:event-bus/tripline-security`)
  })

  test('an alarm of a member reaches the health topic of the hub as an event', async () => {
    const sent = JSON.parse(
      (await graph(member)).get('rule-us-east-1-tripline-test-health').inputs.eventPattern,
    )
    expect(sent).toMatchObject({ account: ['444455556666'], source: ['aws.cloudwatch'] })
    const inputs = (await graph(hub)).get('home-health').inputs
    expect(JSON.parse(inputs.eventPattern).account).toEqual([account, '444455556666'])
  })
})

test('an existing topic is used as it is', async () => {
  const arn = `arn:aws:sns:eu-west-1:${account}:security`
  const [channel] = standalone.channels
  if (channel === undefined) throw new Error('standalone has a channel')
  const made = await graph({
    ...standalone,
    channels: [{ ...channel, topic: { kind: 'existing', arn } }],
    health: { topic: { kind: 'existing', arn } },
  })
  expect(made.of('sns/topic:Topic')).toEqual([])
  expect(made.of('sns/topicPolicy:TopicPolicy')).toEqual([])
  expect(made.get('receipts-of-pager').inputs).toMatchObject({
    topic: arn,
    rawMessageDelivery: true,
  })
  expect(made.get('health-eu-west-1-undelivered').inputs.alarmActions).toEqual([arn])
  expect(made.get('home-health-target').inputs.roleArn).toMatch(/:role\/tripline-test-health$/)
})
