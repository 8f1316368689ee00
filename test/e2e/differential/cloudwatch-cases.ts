/** CloudWatch, as metric filters and the health of a deployment use it. */
import type { Call, Script } from '../../support/differential.ts'

const Namespace = 'Tripline'
const topic = 'arn:aws:sns:us-east-1:123456789012:health'
const dimension = { Name: 'stage', Value: 'test' }

const alarm = (AlarmName: string, more = {}) => ({
  AlarmName,
  AlarmDescription: 'why',
  Namespace,
  MetricName: 'Stopped',
  Dimensions: [dimension],
  Statistic: 'Sum',
  Period: 60,
  EvaluationPeriods: 1,
  DatapointsToAlarm: 1,
  Threshold: 1,
  ComparisonOperator: 'GreaterThanOrEqualToThreshold',
  TreatMissingData: 'notBreaching',
  AlarmActions: [topic],
  ...more,
})

/** Both tell what time it is for them. */
async function now(call: Call): Promise<number> {
  await call('PutMetricAlarm', alarm('clock'))
  const { MetricAlarms } = await call('DescribeAlarms')
  return MetricAlarms[0].AlarmConfigurationUpdatedTimestamp.getTime()
}

const put = (call: Call, MetricName: string, Values: number[], Timestamp: Date) =>
  call('PutMetricData', {
    Namespace,
    MetricData: Values.map((Value) => ({ MetricName, Value, Timestamp, Dimensions: [dimension] })),
  })

const queries = (nowMs: number) => {
  const minute = Math.floor(nowMs / 60_000) * 60_000
  return { StartTime: new Date(minute - 600_000), EndTime: new Date(minute + 60_000) }
}

export const cloudWatchCases: Readonly<Record<string, Script>> = {
  alarms: async (call) => {
    await call('PutMetricAlarm', alarm('one'))
    await call('PutMetricAlarm', alarm('two', { OKActions: [topic], ActionsEnabled: false }))
    await call('DescribeAlarms')
    await call('DescribeAlarms', { AlarmNames: ['one'] })
    await call('DescribeAlarms', { AlarmNamePrefix: 't' })
    await call('DescribeAlarms', { StateValue: 'ALARM' })
    await call('SetAlarmState', { AlarmName: 'one', StateValue: 'ALARM', StateReason: 'a test' })
    await call('DescribeAlarms', { StateValue: 'ALARM' })
    await call('SetAlarmState', { AlarmName: 'gone', StateValue: 'ALARM', StateReason: 'a test' })
    await call('SetAlarmState', { AlarmName: 'one', StateValue: 'BROKEN', StateReason: 'a test' })
    await call('DeleteAlarms', { AlarmNames: ['one'] })
    await call('DescribeAlarms')
  },

  metrics: async (call) => {
    const nowMs = await now(call)
    const minute = new Date(Math.floor(nowMs / 60_000) * 60_000 - 120_000)
    await put(call, 'Stopped', [1, 2, 6], minute)
    await put(call, 'Other', [1], minute)
    await call('ListMetrics', { Namespace })
    await call('ListMetrics', { Namespace, MetricName: 'Stopped' })
    await call('ListMetrics', { Namespace, Dimensions: [{ Name: 'stage', Value: 'other' }] })
    const metric = { Namespace, MetricName: 'Stopped', Dimensions: [dimension] }
    await call('GetMetricStatistics', {
      ...metric,
      ...queries(nowMs),
      Period: 60,
      Statistics: ['Sum', 'Average', 'Minimum', 'Maximum', 'SampleCount'],
    })
    await call('GetMetricData', {
      ...queries(nowMs),
      MetricDataQueries: [
        { Id: 'a', MetricStat: { Metric: metric, Period: 60, Stat: 'Sum' } },
        { Id: 'b', MetricStat: { Metric: metric, Period: 60, Stat: 'Maximum' } },
      ],
    })
  },

  'nothing was measured': async (call) => {
    const nowMs = await now(call)
    const metric = { Namespace, MetricName: 'None' }
    await call('ListMetrics', { Namespace: 'None' })
    await call('GetMetricStatistics', {
      ...metric,
      ...queries(nowMs),
      Period: 60,
      Statistics: ['Sum'],
    })
    await call('GetMetricData', {
      ...queries(nowMs),
      MetricDataQueries: [{ Id: 'a', MetricStat: { Metric: metric, Period: 60, Stat: 'Sum' } }],
    })
  },

  'what is refused': async (call) => {
    await call('PutMetricData', {
      Namespace: 'AWS/Lambda',
      MetricData: [{ MetricName: 'a', Value: 1 }],
    })
    await call('PutMetricData', { Namespace, MetricData: [{ MetricName: 'a' }] })
    await call('PutMetricData', {
      Namespace,
      MetricData: [{ MetricName: 'a', Value: 1, Values: [1] }],
    })
    await call('PutMetricAlarm', alarm('bad', { ComparisonOperator: 'Like' }))
    await call('PutMetricAlarm', alarm('bad', { DatapointsToAlarm: 2 }))
  },
}
