/**
 * The alarms over Tripline itself. In the home region they notify the health topic directly; elsewhere
 * they become events (`home-rules.ts`). None of them passes through our own functions, which may be
 * what is broken.
 */
import type { AlarmPlan } from './alarms.ts'
import { functionName, topicArn } from './arns.ts'
import type { LambdaFunction } from './functions/function.ts'
import { functionsOf } from './functions/functions.ts'
import type { Manifest } from './manifest.ts'
import { undeliveredRegions } from './regions.ts'

export const healthAlarms = (manifest: Manifest): readonly AlarmPlan[] =>
  [
    ...undeliveredRegions(manifest).map((region) =>
      deadLetters(
        'undelivered',
        `${manifest.prefix}-undelivered`,
        region,
        'something was given up',
      ),
    ),
    ...functionsOf(manifest).flatMap((each) => ofFunction(manifest, each)),
    ...heartbeats(manifest),
    ...silentLog(manifest),
  ].map(({ recovers, ...alarm }) => ({
    ...alarm,
    id: `health-${alarm.region}-${alarm.name}`,
    name: `${manifest.prefix}-health-${alarm.name}`,
    // CloudWatch notifies no topic of another region or account.
    topic:
      manifest.topology.kind === 'member' || alarm.region !== manifest.home
        ? undefined
        : topicArn(manifest, manifest.home, manifest.health.topic),
    notifies: recovers ? ['ALARM', 'OK'] : ['ALARM'],
  }))

/** `name` is what follows `<prefix>-health-`. */
interface HealthAlarm extends Omit<AlarmPlan, 'id' | 'topic' | 'notifies'> {
  /** Whether people want to hear that it is over. */
  readonly recovers: boolean
}

const minuteSeconds = 60

/** What most of them have in common: one bad period is enough, silence is none, and nobody asks for the end. */
const usual = {
  statistic: 'Maximum',
  comparison: 'GreaterThanThreshold',
  threshold: 0,
  periods: 1,
  datapoints: 1,
  missing: 'notBreaching',
  recovers: false,
} as const

const deadLetters = (name: string, queue: string, region: string, why: string): HealthAlarm => ({
  ...usual,
  name,
  region,
  description: `Messages in ${queue} were given up: read them, mend the cause and send them again`,
  why,
  namespace: 'AWS/SQS',
  metric: 'ApproximateNumberOfMessagesVisible',
  dimensions: { QueueName: queue },
  periodSeconds: minuteSeconds,
})

const ofFunction = (manifest: Manifest, each: LambdaFunction): HealthAlarm[] => [
  calls(manifest, each, 'Errors', 'its log group says why', 'fails'),
  calls(manifest, each, 'Throttles', "the account's Lambda concurrency is used up", 'may not run'),
  ...ofQueue(manifest, each.queue?.name),
]

function calls(
  manifest: Manifest,
  { name, schedule }: LambdaFunction,
  metric: 'Errors' | 'Throttles',
  cause: string,
  what: string,
): HealthAlarm {
  return {
    ...usual,
    name: `${metric.toLowerCase()}-${name}`,
    region: manifest.home,
    description: `Function ${name} ${metric === 'Errors' ? 'fails' : 'is throttled'}: ${cause}`,
    why: `function ${name} ${what}`,
    namespace: 'AWS/Lambda',
    metric,
    dimensions: { FunctionName: functionName(manifest, name) },
    statistic: 'Sum',
    periodSeconds: 5 * minuteSeconds,
    // A queue makes a failed call again by itself; nobody does that for a schedule.
    ...(schedule === undefined ? { periods: 3, datapoints: 2 } : {}),
  }
}

/** A message that waits longer than this is late whatever the reason. */
const lateMinutes = 15

function ofQueue({ home, prefix }: Manifest, name: string | undefined): HealthAlarm[] {
  if (name === undefined) return []
  const queue = `${prefix}-${name}`
  return [
    deadLetters(`dead-${name}`, `${queue}-dead`, home, 'messages failed five times'),
    {
      ...usual,
      name: `late-${name}`,
      region: home,
      description: `Messages wait in ${queue} for more than ${lateMinutes} minutes`,
      why: 'messages wait too long',
      namespace: 'AWS/SQS',
      metric: 'ApproximateAgeOfOldestMessage',
      dimensions: { QueueName: queue },
      threshold: lateMinutes * minuteSeconds,
      periodSeconds: 5 * minuteSeconds,
    },
  ]
}

/** What is there always, and goes off when it is not: two in a row, because a single one may fall just beside its period. */
const alive = {
  statistic: 'Sum',
  comparison: 'LessThanThreshold',
  threshold: 1,
  periods: 2,
  datapoints: 2,
  missing: 'breaching',
  recovers: true,
} as const

/** The dead man's switch: a call in each region that must arrive as an event, and does not; a hub hears its members as well. */
function heartbeats({ functions, heartbeat, home, stage }: Manifest): HealthAlarm[] {
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
    ...alive,
    name: `heartbeat-${name}`,
    region: home,
    description: `No event of ${where} arrives: rules there do not fire. Is a trail logging?`,
    why: `no event of ${where} arrives`,
    namespace: 'Tripline',
    metric: 'HeartbeatReceived',
    dimensions,
    periodSeconds: heartbeat.everyMinutes * minuteSeconds,
  }))
}

/** Metric filters see nothing where the trail's log group gets nothing, and no alarm of theirs says so. */
const silentLog = ({ metricFilters }: Manifest): HealthAlarm[] =>
  metricFilters.slice(0, 1).map(({ region, logGroup }) => ({
    ...alive,
    name: 'silent-log',
    region,
    description: `Nothing arrives in ${logGroup}: the metric filters are blind. Is the trail logging?`,
    why: 'the log group gets nothing',
    namespace: 'AWS/Logs',
    metric: 'IncomingLogEvents',
    dimensions: { LogGroupName: logGroup },
    periodSeconds: 15 * minuteSeconds,
  }))
