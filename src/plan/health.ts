/**
 * The alarms over Tripline itself. In the home region they tell the health topic directly; elsewhere
 * they become events (`home-rules.ts`). None of them passes through our own functions, which may be
 * what is broken.
 */
import { functionName, type QueueName, queueOf, undeliveredRegions } from './arns.ts'
import { schedulesOf } from './functions.ts'
import type { FunctionName, Manifest } from './manifest.ts'

interface Watch {
  /** After `<prefix>-health-`. */
  readonly name: string
  readonly region: string
  /** What a person reads in the alarm. */
  readonly says: string
  /** What a person reads in the plan. */
  readonly why: string
  readonly namespace: string
  readonly metric: string
  readonly dimensions: Readonly<Record<string, string>>
  readonly statistic: 'Maximum' | 'Sum'
  readonly comparison: 'GreaterThanThreshold' | 'LessThanThreshold'
  readonly threshold: number
  readonly periodSeconds: number
  readonly periods: number
  /** How many of them set it off. */
  readonly datapoints: number
  /** What silence means. */
  readonly missing: 'breaching' | 'notBreaching'
  /** Whether people want to hear that it is over. */
  readonly recovers: boolean
  /** Whether it tells the topic by itself: CloudWatch tells none of another region. */
  readonly tells: boolean
}

export const watches = (manifest: Manifest): readonly Watch[] =>
  [
    ...undeliveredRegions(manifest).map((region) =>
      deadLetters(
        'undelivered',
        `${manifest.prefix}-undelivered`,
        region,
        'something was given up',
      ),
    ),
    ...manifest.functions.flatMap((name) => ofFunction(manifest, name)),
    ...heartbeats(manifest),
    ...silentLog(manifest),
  ].map((watch) => ({
    ...watch,
    tells: manifest.topology.kind !== 'member' && watch.region === manifest.home,
  }))

type Silent = Omit<Watch, 'tells'>

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

const deadLetters = (name: string, queue: string, region: string, why: string): Silent => ({
  ...usual,
  name,
  region,
  says: `Messages in ${queue} were given up: read them, mend the cause and send them again`,
  why,
  namespace: 'AWS/SQS',
  metric: 'ApproximateNumberOfMessagesVisible',
  dimensions: { QueueName: queue },
  periodSeconds: minuteSeconds,
})

const ofFunction = (manifest: Manifest, name: FunctionName): Silent[] => [
  calls(manifest, name, 'Errors', 'its log group says why', 'fails'),
  calls(manifest, name, 'Throttles', "the account's Lambda concurrency is used up", 'may not run'),
  ...ofQueue(manifest, queueOf(name)),
]

function calls(
  manifest: Manifest,
  name: FunctionName,
  metric: 'Errors' | 'Throttles',
  cause: string,
  what: string,
): Silent {
  // Behind a queue a failed call is made again by itself; nobody does that for the clock.
  const isByClock = schedulesOf(manifest).some((schedule) => schedule.name === name)
  return {
    ...usual,
    name: `${metric.toLowerCase()}-${name}`,
    region: manifest.home,
    says: `Function ${name} ${metric === 'Errors' ? 'fails' : 'is throttled'}: ${cause}`,
    why: `function ${name} ${what}`,
    namespace: 'AWS/Lambda',
    metric,
    dimensions: { FunctionName: functionName(manifest, name) },
    statistic: 'Sum',
    periodSeconds: 5 * minuteSeconds,
    ...(isByClock ? {} : { periods: 3, datapoints: 2 }),
  }
}

/** A message that waits longer than this is late whatever the reason. */
const lateMinutes = 15

function ofQueue({ home, prefix }: Manifest, name: QueueName | undefined): Silent[] {
  if (name === undefined) return []
  const queue = `${prefix}-${name}`
  return [
    deadLetters(`dead-${name}`, `${queue}-dead`, home, 'messages failed five times'),
    {
      ...usual,
      name: `late-${name}`,
      region: home,
      says: `Messages wait in ${queue} for more than ${lateMinutes} minutes`,
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
function heartbeats({ functions, heartbeat, home, stage }: Manifest): Silent[] {
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
    says: `No event of ${where} arrives: rules there do not fire. Is a trail logging?`,
    why: `no event of ${where} arrives`,
    namespace: 'Tripline',
    metric: 'HeartbeatReceived',
    dimensions,
    periodSeconds: heartbeat.everyMinutes * minuteSeconds,
  }))
}

/** Metric filters see nothing where the trail's log group gets nothing, and no alarm of theirs says so. */
const silentLog = ({ metricFilters }: Manifest): Silent[] =>
  metricFilters.slice(0, 1).map(({ region, logGroup }) => ({
    ...alive,
    name: 'silent-log',
    region,
    says: `Nothing arrives in ${logGroup}: the metric filters are blind. Is the trail logging?`,
    why: 'the log group gets nothing',
    namespace: 'AWS/Logs',
    metric: 'IncomingLogEvents',
    dimensions: { LogGroupName: logGroup },
    periodSeconds: 15 * minuteSeconds,
  }))
