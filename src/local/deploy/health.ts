/**
 * The alarms over Tripline itself; `infra/health.ts` makes the same on AWS, a test compares. In the
 * home region they tell the health topic, elsewhere they become events.
 */
import { PutMetricAlarmCommand } from '@aws-sdk/client-cloudwatch'
import type { FunctionName, Manifest } from '../../plan/manifest.ts'
import type { Deploying } from './deploying.ts'
import { alarmsRegion, functionName, queueOf, topicArn, undeliveredRegions } from './names.ts'
import { schedulesOf } from './schedules.ts'

interface Watch {
  /** After `<prefix>-health-`. */
  readonly name: string
  readonly region: string
  readonly namespace: string
  readonly metric: string
  readonly dimensions: Readonly<Record<string, string>>
  readonly statistic: 'Maximum' | 'Sum'
  readonly comparison: 'GreaterThanThreshold' | 'LessThanThreshold'
  readonly threshold: number
  readonly periodSeconds: number
  readonly datapoints: number
  readonly periods: number
  readonly missing: 'breaching' | 'notBreaching'
  readonly recovers: boolean
}

export async function makeHealthAlarms({ clients, manifest }: Deploying): Promise<void> {
  const { home, health, prefix, topology } = manifest
  for (const watch of watches(manifest)) {
    const tells = topology.kind !== 'member' && watch.region === home
    const tell = tells ? [topicArn(manifest, home, health.topic)] : []
    await clients.in('cloudwatch', watch.region).send(
      new PutMetricAlarmCommand({
        AlarmName: `${prefix}-health-${watch.name}`,
        Namespace: watch.namespace,
        MetricName: watch.metric,
        Dimensions: Object.entries(watch.dimensions).map(([Name, Value]) => ({ Name, Value })),
        Statistic: watch.statistic,
        ComparisonOperator: watch.comparison,
        Threshold: watch.threshold,
        Period: watch.periodSeconds,
        EvaluationPeriods: watch.periods,
        DatapointsToAlarm: watch.datapoints,
        TreatMissingData: watch.missing,
        AlarmActions: tell,
        OKActions: watch.recovers ? tell : [],
      }),
    )
  }
}

export const watches = (manifest: Manifest): readonly Watch[] => [
  ...undeliveredRegions(manifest).map((region) =>
    deadLetters('undelivered', `${manifest.prefix}-undelivered`, region),
  ),
  ...manifest.functions.flatMap((name) => ofFunction(manifest, name)),
  ...heartbeats(manifest),
  ...silentLog(manifest),
]

const deadLetters = (name: string, queue: string, region: string): Watch => ({
  name,
  region,
  namespace: 'AWS/SQS',
  metric: 'ApproximateNumberOfMessagesVisible',
  dimensions: { QueueName: queue },
  statistic: 'Maximum',
  comparison: 'GreaterThanThreshold',
  threshold: 0,
  periodSeconds: 60,
  datapoints: 1,
  periods: 1,
  missing: 'notBreaching',
  recovers: false,
})

function ofFunction(manifest: Manifest, name: FunctionName): readonly Watch[] {
  const { home: region, prefix } = manifest
  const queue = queueOf(name)
  // Behind a queue a failed call is made again by itself; nobody does that for the clock.
  const isByClock = schedulesOf(manifest).some((schedule) => schedule.name === name)
  const calls = (metric: 'Errors' | 'Throttles'): Watch => ({
    name: `${metric.toLowerCase()}-${name}`,
    region,
    namespace: 'AWS/Lambda',
    metric,
    dimensions: { FunctionName: functionName(manifest, name) },
    statistic: 'Sum',
    comparison: 'GreaterThanThreshold',
    threshold: 0,
    periodSeconds: 300,
    datapoints: isByClock ? 1 : 2,
    periods: isByClock ? 1 : 3,
    missing: 'notBreaching',
    recovers: false,
  })
  const called = [calls('Errors'), calls('Throttles')]
  if (queue === undefined) return called
  const late: Watch = {
    ...deadLetters(`late-${queue}`, `${prefix}-${queue}`, region),
    metric: 'ApproximateAgeOfOldestMessage',
    threshold: 900,
    periodSeconds: 300,
  }
  return [...called, deadLetters(`dead-${queue}`, `${prefix}-${queue}-dead`, region), late]
}

/** A call in each region that must arrive as an event, and does not. */
const heartbeats = ({ functions, heartbeat, home, stage }: Manifest): readonly Watch[] =>
  functions.includes('heartbeat')
    ? [
        ...heartbeat.regions.map((region) => ({ name: region, dimensions: { stage, region } })),
        ...(heartbeat.members ?? []).flatMap(({ account, regions }) =>
          regions.map((region) => ({
            name: `${account}-${region}`,
            dimensions: { stage, account, region },
          })),
        ),
      ].map(({ name, dimensions }) => ({
        name: `heartbeat-${name}`,
        region: home,
        namespace: 'Tripline',
        metric: 'HeartbeatReceived',
        dimensions,
        statistic: 'Sum',
        comparison: 'LessThanThreshold',
        threshold: 1,
        periodSeconds: heartbeat.everyMinutes * 60,
        datapoints: 2,
        periods: 2,
        missing: 'breaching',
        recovers: true,
      }))
    : []

function silentLog(manifest: Manifest): readonly Watch[] {
  const region = alarmsRegion(manifest)
  const logGroup = manifest.metricFilters[0]?.logGroup
  if (region === undefined || logGroup === undefined) return []
  return [
    {
      name: 'silent-log',
      region,
      namespace: 'AWS/Logs',
      metric: 'IncomingLogEvents',
      dimensions: { LogGroupName: logGroup },
      statistic: 'Sum',
      comparison: 'LessThanThreshold',
      threshold: 1,
      periodSeconds: 900,
      datapoints: 2,
      periods: 2,
      missing: 'breaching',
      recovers: true,
    },
  ]
}
