/** CloudWatch Logs, as the trail and the metric filters use it. */
import type { Call, Script } from '../../support/differential.ts'

const logGroupName = 'trail'
const logStreamName = 'one'
const gone = { logGroupName: 'gone' }

/** Both tell what time it is for them. */
async function made(call: Call): Promise<number> {
  await call('CreateLogGroup', { logGroupName })
  await call('CreateLogStream', { logGroupName, logStreamName })
  return (await call('DescribeLogGroups')).logGroups[0].creationTime
}

const filter = (filterName: string, filterPattern = '{ $.eventName = "StopLogging" }') => ({
  logGroupName,
  filterName,
  filterPattern,
  metricTransformations: [
    { metricNamespace: 'Tripline', metricName: filterName, metricValue: '1', defaultValue: 0 },
  ],
})

const eventNames = ['StopLogging', 'DeleteTrail', 'StopLogging', 'StartLogging']

const put = (call: Call, nowMs: number, more = {}) =>
  call('PutLogEvents', {
    logGroupName,
    logStreamName,
    logEvents: eventNames.map((eventName, i) => ({
      timestamp: nowMs - 10_000 + i * 1_000,
      message: JSON.stringify({ eventName, i }),
    })),
    ...more,
  })

export const logsCases: Readonly<Record<string, Script>> = {
  groups: async (call) => {
    await call('CreateLogGroup', { logGroupName })
    await call('CreateLogGroup', { logGroupName })
    await call('CreateLogGroup', { logGroupName: '/aws/lambda/detect' })
    await call('DescribeLogGroups')
    await call('DescribeLogGroups', { logGroupNamePrefix: '/aws' })
    await call('PutRetentionPolicy', { logGroupName, retentionInDays: 365 })
    await call('PutRetentionPolicy', { ...gone, retentionInDays: 365 })
    await call('DescribeLogGroups', { logGroupNamePrefix: 'trail' })
    await call('DeleteLogGroup', { logGroupName })
    await call('DeleteLogGroup', { logGroupName })
    await call('DescribeLogGroups')
  },

  'groups that are refused': async (call) => {
    await call('CreateLogGroup', { logGroupName: 'not a name' })
    await call('CreateLogGroup', { logGroupName })
    await call('PutRetentionPolicy', { logGroupName, retentionInDays: 2 })
  },

  'pages of groups': async (call) => {
    for (const name of ['a', 'b', 'c']) await call('CreateLogGroup', { logGroupName: name })
    const { nextToken } = await call('DescribeLogGroups', { limit: 2 })
    await call('DescribeLogGroups', { limit: 2, nextToken })
  },

  streams: async (call) => {
    await made(call)
    await call('CreateLogStream', { logGroupName, logStreamName })
    await call('CreateLogStream', { ...gone, logStreamName })
    await call('CreateLogStream', { logGroupName, logStreamName: 'two' })
    await call('DescribeLogStreams', { logGroupName })
    await call('DescribeLogStreams', { logGroupName, logStreamNamePrefix: 't' })
    await call('DescribeLogStreams', gone)
  },

  events: async (call) => {
    const nowMs = await made(call)
    await put(call, nowMs)
    await call('FilterLogEvents', { logGroupName })
    await call('FilterLogEvents', {
      logGroupName,
      startTime: nowMs - 9_000,
      endTime: nowMs - 8_000,
    })
    await call('FilterLogEvents', { logGroupName, logStreamNames: ['two'] })
    await call('FilterLogEvents', gone)
    await call('GetLogEvents', { logGroupName, logStreamName, startFromHead: true })
    await call('GetLogEvents', { logGroupName, logStreamName: 'gone' })
  },

  'pages of events': async (call) => {
    const nowMs = await made(call)
    await put(call, nowMs)
    const { nextToken } = await call('FilterLogEvents', { logGroupName, limit: 3 })
    await call('FilterLogEvents', { logGroupName, limit: 3, nextToken })
  },

  'events by a pattern': async (call) => {
    const nowMs = await made(call)
    await put(call, nowMs)
    await call('FilterLogEvents', { logGroupName, filterPattern: '"StopLogging"' })
    await call('FilterLogEvents', { logGroupName, filterPattern: '{ $.eventName' })
  },

  'events by a JSON pattern': async (call) => {
    const nowMs = await made(call)
    await put(call, nowMs)
    const filterPattern = '{ $.eventName = "StopLogging" }'
    await call('FilterLogEvents', { logGroupName, filterPattern })
  },

  'events that are refused': async (call) => {
    const nowMs = await made(call)
    await put(call, nowMs, { logGroupName: 'gone' })
    await put(call, nowMs, { logStreamName: 'gone' })
    const at = (timestamp: number) => ({ timestamp, message: 'x' })
    await put(call, nowMs, { logEvents: [at(nowMs), at(nowMs - 1)] })
    await put(call, nowMs, { logEvents: [at(nowMs - 15 * 86_400_000), at(nowMs)] })
    await put(call, nowMs, { logEvents: [at(nowMs), at(nowMs + 3 * 3_600_000)] })
    await call('FilterLogEvents', { logGroupName })
  },

  'metric filters': async (call) => {
    await made(call)
    await call('PutMetricFilter', filter('stopped'))
    await call('PutMetricFilter', filter('deleted', '{ $.eventName = "DeleteTrail" }'))
    await call('PutMetricFilter', { ...filter('stopped'), ...gone })
    await call('DescribeMetricFilters', { logGroupName })
    await call('DescribeMetricFilters', { logGroupName, filterNamePrefix: 'st' })
    await call('DescribeMetricFilters', { metricName: 'deleted', metricNamespace: 'Tripline' })
    await call('DeleteMetricFilter', { logGroupName, filterName: 'stopped' })
    await call('DeleteMetricFilter', { logGroupName, filterName: 'stopped' })
    await call('DescribeMetricFilters', { logGroupName })
  },

  'metric filters that are refused': async (call) => {
    await made(call)
    await call('PutMetricFilter', filter('not:a name'))
    await call('PutMetricFilter', filter('broken', '{ $.eventName'))
    await call('PutMetricFilter', { ...filter('none'), metricTransformations: [] })
  },
}
