/**
 * The alarms over Tripline itself. In the home region they tell the health topic directly; elsewhere
 * they become events (`bus.ts`). None of them passes through our own functions, which may be
 * what is broken.
 */
import * as aws from '@pulumi/aws'
import type { FunctionName, Manifest } from '../src/plan/manifest.ts'
import { alarmsRegion, functionName, queueOf, undeliveredRegions } from './names.ts'
import { byClock } from './schedules.ts'
import type { Arn, Topics } from './topics.ts'

interface Watch {
  /** After `<prefix>-health-`. */
  readonly name: string
  readonly region: string
  readonly says: string
  readonly namespace: string
  readonly metric: string
  readonly dimensions: Readonly<Record<string, string>>
  readonly statistic: 'Maximum' | 'Sum'
  readonly comparison: 'GreaterThanThreshold' | 'LessThanThreshold'
  readonly threshold: number
  readonly periodSeconds: number
  readonly periods: number
  readonly ofPeriods?: number
  /** What silence means. */
  readonly missing: 'breaching' | 'notBreaching'
  /** Whether people want to hear that it is over. */
  readonly recovers: boolean
}

export function makeHealthAlarms(manifest: Manifest, topics: Topics | undefined): void {
  for (const watch of watches(manifest)) {
    const tell: Arn[] =
      topics !== undefined && watch.region === manifest.home ? [topics.health] : []
    new aws.cloudwatch.MetricAlarm(`health-${watch.region}-${watch.name}`, {
      region: watch.region,
      name: `${manifest.prefix}-health-${watch.name}`,
      alarmDescription: watch.says,
      namespace: watch.namespace,
      metricName: watch.metric,
      dimensions: watch.dimensions,
      statistic: watch.statistic,
      comparisonOperator: watch.comparison,
      threshold: watch.threshold,
      period: watch.periodSeconds,
      evaluationPeriods: watch.ofPeriods ?? watch.periods,
      datapointsToAlarm: watch.periods,
      treatMissingData: watch.missing,
      alarmActions: tell,
      okActions: watch.recovers ? tell : [],
    })
  }
}

const watches = (manifest: Manifest): Watch[] => [
  ...undeliveredRegions(manifest).map((region) =>
    deadLetters('undelivered', `${manifest.prefix}-undelivered`, region),
  ),
  ...manifest.functions.flatMap((name) => ofFunction(manifest, name)),
  ...heartbeats(manifest),
  ...silentLog(manifest),
]

const minuteSeconds = 60

const deadLetters = (name: string, queue: string, region: string): Watch => ({
  name,
  region,
  says: `Messages in ${queue} were given up: read them, mend the cause and send them again`,
  namespace: 'AWS/SQS',
  metric: 'ApproximateNumberOfMessagesVisible',
  dimensions: { QueueName: queue },
  statistic: 'Maximum',
  comparison: 'GreaterThanThreshold',
  threshold: 0,
  periodSeconds: minuteSeconds,
  periods: 1,
  missing: 'notBreaching',
  recovers: false,
})

/** A message that waits longer than this is late whatever the reason. */
const lateSeconds = 15 * minuteSeconds

function ofFunction(manifest: Manifest, name: FunctionName): Watch[] {
  const { home: region, prefix } = manifest
  const queue = queueOf(name)
  const calls = (metric: 'Errors' | 'Throttles', says: string): Watch => ({
    name: `${metric.toLowerCase()}-${name}`,
    region,
    says,
    namespace: 'AWS/Lambda',
    metric,
    dimensions: { FunctionName: functionName(manifest, name) },
    statistic: 'Sum',
    comparison: 'GreaterThanThreshold',
    threshold: 0,
    periodSeconds: 5 * minuteSeconds,
    // Behind a queue a failed call is made again by itself.
    ...(byClock.includes(name) ? { periods: 1 } : { periods: 2, ofPeriods: 3 }),
    missing: 'notBreaching',
    recovers: false,
  })
  const called = [
    calls('Errors', `Function ${name} fails: its log group says why`),
    calls(
      'Throttles',
      `Function ${name} is throttled: the account's Lambda concurrency is used up`,
    ),
  ]
  return queue === undefined
    ? called
    : [
        ...called,
        deadLetters(`dead-${queue}`, `${prefix}-${queue}-dead`, region),
        {
          name: `late-${queue}`,
          region,
          says: `Messages wait in ${prefix}-${queue} for more than ${lateSeconds / 60} minutes`,
          namespace: 'AWS/SQS',
          metric: 'ApproximateAgeOfOldestMessage',
          dimensions: { QueueName: `${prefix}-${queue}` },
          statistic: 'Maximum',
          comparison: 'GreaterThanThreshold',
          threshold: lateSeconds,
          periodSeconds: 5 * minuteSeconds,
          periods: 1,
          missing: 'notBreaching',
          recovers: false,
        },
      ]
}

/** The dead man's switch: a call in each region that must arrive as an event, and does not; a hub hears its members as well. */
const heartbeats = ({ functions, heartbeat, home, stage }: Manifest): Watch[] =>
  functions.includes('heartbeat')
    ? [
        ...heartbeat.regions.map((region) => ({
          region,
          name: region,
          dimensions: { stage, region },
        })),
        ...(heartbeat.members ?? []).flatMap(({ account, regions }) =>
          regions.map((region) => ({
            region: `${region} of account ${account}`,
            name: `${account}-${region}`,
            dimensions: { stage, account, region },
          })),
        ),
      ].map(({ region, name, dimensions }) => ({
        name: `heartbeat-${name}`,
        region: home,
        says: `No event of ${region} arrives: rules there do not fire. Is a trail logging?`,
        namespace: 'Tripline',
        metric: 'HeartbeatReceived',
        dimensions,
        statistic: 'Sum',
        comparison: 'LessThanThreshold',
        threshold: 1,
        // Two in a row: a single one may fall just beside its period.
        periodSeconds: heartbeat.everyMinutes * minuteSeconds,
        periods: 2,
        missing: 'breaching',
        recovers: true,
      }))
    : []

/** Metric filters see nothing where the trail's log group gets nothing, and no alarm of theirs says so. */
function silentLog(manifest: Manifest): Watch[] {
  const region = alarmsRegion(manifest)
  const logGroup = manifest.metricFilters[0]?.logGroup
  return region === undefined || logGroup === undefined
    ? []
    : [
        {
          name: 'silent-log',
          region,
          says: `Nothing arrives in ${logGroup}: the metric filters are blind. Is the trail logging?`,
          namespace: 'AWS/Logs',
          metric: 'IncomingLogEvents',
          dimensions: { LogGroupName: logGroup },
          statistic: 'Sum',
          comparison: 'LessThanThreshold',
          threshold: 1,
          periodSeconds: 15 * minuteSeconds,
          periods: 2,
          missing: 'breaching',
          recovers: true,
        },
      ]
}
