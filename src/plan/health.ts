/**
 * The alarms over Tripline itself. In the home region they notify the health topic directly. In
 * other regions they become events (`home-rules.ts`). No alarm passes through a function of
 * Tripline, because that function may be broken.
 */
import type { AlarmPlan } from './alarms.ts'
import { functionName, topicArn } from './arns.ts'
import type { LambdaFunction } from './functions/function.ts'
import { functionsOf } from './functions/functions.ts'
import type { FunctionQueue } from './functions/queue.ts'
import type { Manifest } from './manifest.ts'
import { undeliveredRegions } from './regions.ts'

/**
 * Names, after the prefix, of the alarms that can be in another region or account than the health
 * topic. Members have the first only.
 */
export const forwardedAlarms = ['health-undelivered', 'health-silent-log'] as const

/** All alarms over Tripline itself. */
export const healthAlarms = (manifest: Manifest): readonly AlarmPlan[] =>
  [
    ...undeliveredRegions(manifest).map((region) =>
      deadLetterAlarm(
        'undelivered',
        `${manifest.prefix}-undelivered`,
        region,
        'EventBridge or SNS could not deliver a message',
      ),
    ),
    ...functionsOf(manifest).flatMap((each) => functionAlarms(manifest, each)),
    ...heartbeatAlarms(manifest),
    ...silentLogAlarms(manifest),
  ].map(({ recovers, ...alarm }) => ({
    ...alarm,
    id: `health-${alarm.region}-${alarm.name}`,
    name: `${manifest.prefix}-health-${alarm.name}`,
    // CloudWatch cannot notify a topic of another region or account.
    topic:
      manifest.topology.kind === 'member' || alarm.region !== manifest.home
        ? undefined
        : topicArn(manifest, manifest.home, manifest.health.topic),
    notifies: recovers ? ['ALARM', 'OK'] : ['ALARM'],
  }))

/** An alarm over Tripline itself. `name` follows `<prefix>-health-`. */
interface HealthAlarm extends Omit<AlarmPlan, 'id' | 'topic' | 'notifies'> {
  /** Whether the alarm also notifies of its end. */
  readonly recovers: boolean
}

const minuteSeconds = 60

/**
 * Common settings: one bad period is enough, missing data is not breaching, and the end is not
 * notified.
 */
const defaults = {
  statistic: 'Maximum',
  comparison: 'GreaterThanThreshold',
  threshold: 0,
  periods: 1,
  datapoints: 1,
  missing: 'notBreaching',
  recovers: false,
} as const

const deadLetterAlarm = (
  name: string,
  queue: string,
  region: string,
  why: string,
): HealthAlarm => ({
  ...defaults,
  name,
  region,
  description: `Messages in ${queue} could not be delivered: read them, fix the cause, and send them again`,
  why,
  namespace: 'AWS/SQS',
  metric: 'ApproximateNumberOfMessagesVisible',
  dimensions: { QueueName: queue },
  periodSeconds: minuteSeconds,
})

const functionAlarms = (manifest: Manifest, each: LambdaFunction): HealthAlarm[] => [
  callAlarm(manifest, each, 'Errors', 'its log group says why', 'fails'),
  callAlarm(
    manifest,
    each,
    'Throttles',
    "the account's Lambda concurrency is used up",
    'is throttled',
  ),
  ...queueAlarms(manifest, each.queue),
]

function callAlarm(
  manifest: Manifest,
  { name, schedule }: LambdaFunction,
  metric: 'Errors' | 'Throttles',
  cause: string,
  what: string,
): HealthAlarm {
  return {
    ...defaults,
    name: `${metric.toLowerCase()}-${name}`,
    region: manifest.home,
    description: `Function ${name} ${metric === 'Errors' ? 'fails' : 'is throttled'}: ${cause}`,
    why: `function ${name} ${what}`,
    namespace: 'AWS/Lambda',
    metric,
    dimensions: { FunctionName: functionName(manifest, name) },
    statistic: 'Sum',
    periodSeconds: 5 * minuteSeconds,
    // SQS retries a failed call. A schedule does not.
    ...(schedule === undefined ? { periods: 3, datapoints: 2 } : {}),
  }
}

/** Minutes after which a waiting message counts as late. */
const lateMinutes = 15

function queueAlarms({ home, prefix }: Manifest, plan: FunctionQueue | undefined): HealthAlarm[] {
  if (plan === undefined) return []
  const { name, maxReceiveCount } = plan
  const queue = `${prefix}-${name}`
  return [
    deadLetterAlarm(
      `dead-${name}`,
      `${queue}-dead`,
      home,
      `a message failed ${maxReceiveCount} times`,
    ),
    {
      ...defaults,
      name: `late-${name}`,
      region: home,
      description: `Messages wait in ${queue} for more than ${lateMinutes} minutes`,
      why: `a message waits longer than ${lateMinutes} min`,
      namespace: 'AWS/SQS',
      metric: 'ApproximateAgeOfOldestMessage',
      dimensions: { QueueName: queue },
      threshold: lateMinutes * minuteSeconds,
      periodSeconds: 5 * minuteSeconds,
    },
  ]
}

/**
 * Settings for a metric that must always have data. Two periods in a row must miss, because a
 * single beat may fall just outside of its period.
 */
const mustHaveData = {
  statistic: 'Sum',
  comparison: 'LessThanThreshold',
  threshold: 1,
  periods: 2,
  datapoints: 2,
  missing: 'breaching',
  recovers: true,
} as const

/**
 * The heartbeat alarms (a dead man's switch): each region makes a call that must arrive as an
 * event. A hub has alarms for the regions of its members too.
 */
function heartbeatAlarms({ functions, heartbeat, home, stage }: Manifest): HealthAlarm[] {
  if (!functions.includes('heartbeat')) return []
  const own = heartbeat.regions.map((region) => ({
    where: region,
    name: region,
    dimensions: { stage, region },
  }))
  const members = (heartbeat.members ?? []).flatMap(({ account, regions }) =>
    regions.map((region) => ({
      where: `${region} of account ${account}`,
      name: `${account}-${region}`,
      dimensions: { stage, account, region },
    })),
  )
  return [...own, ...members].map(({ where, name, dimensions }) => ({
    ...mustHaveData,
    name: `heartbeat-${name}`,
    region: home,
    description: `No event arrives from ${where}: rules do not fire there. Is a trail logging?`,
    why: `no event arrives from ${where}`,
    namespace: 'Tripline',
    metric: 'HeartbeatReceived',
    dimensions,
    periodSeconds: heartbeat.everyMinutes * minuteSeconds,
  }))
}

/**
 * Alarms for a trail's log group that receives nothing. Metric filters find nothing there, and
 * their own alarms stay silent.
 */
const silentLogAlarms = ({ metricFilters }: Manifest): HealthAlarm[] =>
  metricFilters.slice(0, 1).map(({ region, logGroup }) => ({
    ...mustHaveData,
    name: 'silent-log',
    region,
    description: `Nothing arrives in ${logGroup}: the metric filters see no event. Is the trail logging?`,
    why: 'the log group receives nothing',
    namespace: 'AWS/Logs',
    metric: 'IncomingLogEvents',
    dimensions: { LogGroupName: logGroup },
    periodSeconds: 15 * minuteSeconds,
  }))
