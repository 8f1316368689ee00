/** From a log event over a metric to the message of an alarm, in driven time. */
import {
  CloudWatchClient,
  DescribeAlarmsCommand,
  GetMetricStatisticsCommand,
  PutMetricAlarmCommand,
} from '@aws-sdk/client-cloudwatch'
import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  PutLogEventsCommand,
  PutMetricFilterCommand,
} from '@aws-sdk/client-cloudwatch-logs'
import { CreateTopicCommand, SNSClient, SubscribeCommand } from '@aws-sdk/client-sns'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Local, startLocal } from '../../../../src/simulate/local.ts'

const account = '111122223333'
const place = { logGroupName: 'trail', logStreamName: 'one' }
const minuteMs = 60_000

let local: Local
let logs: CloudWatchLogsClient
let watch: CloudWatchClient
let topic: string

beforeEach(async () => {
  local = await startLocal({ accounts: [account], startAt: new Date('2026-11-21T08:00:00Z') })
  const config = local.config(local.root(account), 'eu-west-1')
  logs = new CloudWatchLogsClient(config)
  watch = new CloudWatchClient(config)
  await logs.send(new CreateLogGroupCommand({ logGroupName: place.logGroupName }))
  await logs.send(new CreateLogStreamCommand(place))
  const sns = new SNSClient(config)
  const { TopicArn = '' } = await sns.send(new CreateTopicCommand({ Name: 'alarms' }))
  topic = TopicArn
  const [Protocol, Endpoint] = ['email', 'oncall@example.com']
  await sns.send(new SubscribeCommand({ TopicArn, Protocol, Endpoint }))
})
afterEach(() => local.stop())

const write = (...messages: object[]) =>
  logs.send(
    new PutLogEventsCommand({
      ...place,
      logEvents: messages.map((message) => ({
        timestamp: local.cloud.clock.now().getTime(),
        message: JSON.stringify(message),
      })),
    }),
  )

const makeAlarm = (more = {}) =>
  watch.send(
    new PutMetricAlarmCommand({
      AlarmName: 'failed-logins',
      Namespace: 'Tripline',
      MetricName: 'failures',
      Statistic: 'Sum',
      Period: 300,
      EvaluationPeriods: 1,
      Threshold: 3,
      ComparisonOperator: 'GreaterThanOrEqualToThreshold',
      TreatMissingData: 'notBreaching',
      AlarmActions: [topic],
      OKActions: [topic],
      ...more,
    }),
  )

const makeFilter = () =>
  logs.send(
    new PutMetricFilterCommand({
      logGroupName: place.logGroupName,
      filterName: 'failures',
      filterPattern: '{ $.errorMessage = "Failed authentication" }',
      metricTransformations: [
        { metricNamespace: 'Tripline', metricName: 'failures', metricValue: '1', defaultValue: 0 },
      ],
    }),
  )

const failed = { eventName: 'ConsoleLogin', errorMessage: 'Failed authentication' }
const changes = () =>
  local.inbox().map(({ message }) => {
    const { OldStateValue, NewStateValue } = JSON.parse(message)
    return `${OldStateValue} → ${NewStateValue}`
  })

test('three failures within five minutes are an alarm, told once, and it ends by itself', async () => {
  await makeFilter()
  await makeAlarm()
  await local.advance(minuteMs)
  expect(changes()).toEqual(['INSUFFICIENT_DATA → OK'])
  for (let i = 0; i < 3; i++) {
    await write(failed, { eventName: 'ConsoleLogin' })
    await local.advance(minuteMs)
  }
  expect(changes().slice(1)).toEqual(['OK → ALARM'])
  await write({ eventName: 'other' })
  await local.advance(minuteMs)
  expect(changes().slice(2)).toEqual([])
  for (let i = 0; i < 20; i++) {
    await write({ eventName: 'other' })
    await local.advance(minuteMs)
  }
  expect(changes().slice(2)).toEqual(['ALARM → OK'])
  const { message = '', subject } = local.inbox()[1] ?? {}
  expect(subject).toBe('ALARM: "failed-logins" in EU (Ireland)')
  expect(JSON.parse(message)).toMatchObject({
    AlarmName: 'failed-logins',
    AWSAccountId: account,
    NewStateReason:
      'Threshold Crossed: 1 datapoint [3.0 (21/11/26 07:59:00)] was greater than or equal to the threshold (3.0).',
    StateChangeTime: '2026-11-21T08:04:00.000+0000',
    Trigger: { MetricName: 'failures', Period: 300, Statistic: 'SUM', Threshold: 3 },
  })
})

test('a metric counts what its filter matches, from the filter on', async () => {
  await write(failed)
  await makeFilter()
  await write(failed, failed, { eventName: 'other' })
  const { Datapoints } = await watch.send(
    new GetMetricStatisticsCommand({
      Namespace: 'Tripline',
      MetricName: 'failures',
      StartTime: new Date('2026-11-21T07:00:00Z'),
      EndTime: new Date('2026-11-21T09:00:00Z'),
      Period: 60,
      Statistics: ['Sum', 'SampleCount'],
    }),
  )
  expect(Datapoints).toMatchObject([{ Sum: 2, SampleCount: 2 }])
})

test('a log event can carry metrics', async () => {
  const declared = {
    Namespace: 'Tripline',
    Dimensions: [['stage'], ['stage', 'region']],
    Metrics: [{ Name: 'Sent', Unit: 'Count' }, { Name: 'Delay' }],
  }
  const Timestamp = local.cloud.clock.now().getTime()
  await write({
    _aws: { Timestamp, CloudWatchMetrics: [declared] },
    stage: 'test',
    region: 'eu-west-1',
    Sent: [1, 2],
    Delay: 'no number',
  })
  const statisticsOf = (Dimensions: { Name: string; Value: string }[], MetricName: string) =>
    watch.send(
      new GetMetricStatisticsCommand({
        Namespace: 'Tripline',
        MetricName,
        Dimensions,
        StartTime: new Date('2026-11-21T07:00:00Z'),
        EndTime: new Date('2026-11-21T09:00:00Z'),
        Period: 60,
        Statistics: ['Sum'],
      }),
    )
  const stage = { Name: 'stage', Value: 'test' }
  const region = { Name: 'region', Value: 'eu-west-1' }
  expect((await statisticsOf([stage], 'Sent')).Datapoints).toMatchObject([
    { Sum: 3, Unit: 'Count' },
  ])
  expect((await statisticsOf([region, stage], 'Sent')).Datapoints).toMatchObject([{ Sum: 3 }])
  expect((await statisticsOf([stage], 'Delay')).Datapoints).toEqual([])
})

test('silence is an alarm where missing data breaches', async () => {
  await makeAlarm({
    TreatMissingData: 'breaching',
    ComparisonOperator: 'LessThanThreshold',
    Threshold: 1,
    EvaluationPeriods: 2,
  })
  await local.advance(minuteMs)
  const { MetricAlarms = [] } = await watch.send(new DescribeAlarmsCommand({}))
  expect(MetricAlarms.map(({ StateValue, StateReason }) => [StateValue, StateReason])).toEqual([
    [
      'ALARM',
      'Threshold Crossed: no datapoints were received for 2 periods and 2 missing datapoints were treated as [Breaching].',
    ],
  ])
})
