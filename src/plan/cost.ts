/**
 * The monthly cost of a plan, line by line, so that each line can be compared with a bill. Numbers
 * that depend on activity in the account are assumptions, and a caller can replace them.
 */
import { pricePer100k } from '../aws/data-events.ts'
import {
  cloudWatch,
  customEventsPer1m,
  dynamoDbPer1m,
  kmsKeyMonthly,
  lambda,
  snsPer1m,
  sqsRequestsPer1m,
} from '../aws/prices.ts'
import type { Manifest } from './manifest.ts'
import { resourcesOf } from './resources.ts'

/** Numbers that depend on activity in the account. A month is 30 days. */
export interface Assumptions {
  /** Events that the EventBridge rules let through, in all regions, without heartbeats. */
  readonly eventsMonthly: number
  readonly alertsMonthly: number
  /** Management events that a trail records in all regions. */
  readonly managementEventsMonthly: number
}

/** Assumptions for an account with a few teams in it. */
export const usualAssumptions: Assumptions = {
  eventsMonthly: 100_000,
  alertsMonthly: 300,
  managementEventsMonthly: 2_000_000,
}

/** One line of the monthly cost, in US dollars. */
export interface CostLine {
  readonly what: string
  /** The arithmetic, as text. */
  readonly how: string
  readonly dollars: number
}

/** The lines that are not zero, in descending order of dollars. */
export function costOf(manifest: Manifest, assumed: Assumptions = usualAssumptions): CostLine[] {
  return [
    ...fixedCosts(manifest),
    ...eventCosts(manifest, assumed),
    ...trailCosts(manifest, assumed),
  ]
    .filter(({ dollars }) => dollars > 0)
    .sort((a, b) => b.dollars - a.dollars || (a.what < b.what ? -1 : 1))
}

/** The sum of the lines in dollars a month. */
export const totalOf = (lines: readonly CostLine[]): number =>
  lines.reduce((sum, { dollars }) => sum + dollars, 0)

const line = (what: string, count: number, unit: string, price: number): CostLine => ({
  what,
  how: `${count.toLocaleString('en-US')} ${unit} at ${priceText(price)}`,
  dollars: count * price,
})

/** A price with two digits of cents, or with all digits if it has more. */
const priceText = (dollars: number): string =>
  `$${Number(dollars.toFixed(2)) === dollars ? dollars.toFixed(2) : dollars}`

const perMillion = (what: string, count: number, unit: string, price: number): CostLine => ({
  what,
  how: `${Math.round(count).toLocaleString('en-US')} ${unit} at ${priceText(price)} a million`,
  dollars: (count / 1e6) * price,
})

/** Resources that are paid for whether or not anything happens. */
function fixedCosts(manifest: Manifest): CostLine[] {
  const made = resourcesOf(manifest)
  const count = (type: string) => made.filter((each) => each.type === type).length
  return [
    line('alarms', count('AWS::CloudWatch::Alarm'), 'alarms', cloudWatch.alarmMonthly),
    line('metrics', metricsOf(manifest), 'metrics', cloudWatch.metricMonthly),
    line(
      'dashboard',
      count('AWS::CloudWatch::Dashboard'),
      'dashboard',
      cloudWatch.dashboardMonthly,
    ),
    line('key of the trail', count('AWS::KMS::Key'), 'key', kmsKeyMonthly),
    perMillion(
      'polling of queues',
      count('AWS::Lambda::EventSourceMapping') * pollsMonthly,
      'requests',
      sqsRequestsPer1m,
    ),
  ]
}

/**
 * The number of metrics: sent, received and late for each region, two for the stage, and one for
 * each metric filter.
 */
const metricsOf = ({ heartbeat, functions, metricFilters }: Manifest): number =>
  3 * heartbeat.regions.length +
  memberBeats(heartbeat) +
  (functions.includes('detect') ? 2 : 0) +
  metricFilters.length

/**
 * The number of regions of all members of a hub. Each region makes its own heartbeat, and the hub
 * counts it.
 */
const memberBeats = ({ members = [] }: Manifest['heartbeat']): number =>
  members.reduce((sum, { regions }) => sum + regions.length, 0)

/**
 * Lambda keeps five long polls of 20 s open on a queue.
 * https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html
 */
const pollsMonthly = 5 * 3 * 60 * 24 * 30

const monthMinutes = 30 * 24 * 60

/** GB-seconds of one call of `detect`, a generous measurement. Events of a burst share a call. */
const detectGbSeconds = 0.5 * 0.3

function eventCosts(manifest: Manifest, { eventsMonthly, alertsMonthly }: Assumptions): CostLine[] {
  const { heartbeat, channels, topology } = manifest
  const beating = heartbeat.regions.length + memberBeats(heartbeat)
  const beats = (beating * monthMinutes) / heartbeat.everyMinutes
  const events = manifest.eventRules.length === 0 ? 0 : eventsMonthly + beats
  const sent = perMillion('events sent to the home bus', events, 'events', customEventsPer1m)
  if (topology.kind === 'member') return [sent]
  return [
    sent,
    perMillion('events through the queue', 3 * events, 'requests', sqsRequestsPer1m),
    perMillion('calls of detect', events, 'calls', lambda.requestsPer1m),
    line(
      'running time of detect',
      Math.round(events * detectGbSeconds),
      'GB-seconds',
      lambda.perGbSecond,
    ),
    perMillion('state of alerts', 6 * alertsMonthly, 'writes', dynamoDbPer1m.writes),
    perMillion('alerts published', alertsMonthly * channels.length, 'messages', snsPer1m.publishes),
    perMillion(
      'alerts by e-mail',
      alertsMonthly * subscribersBy(manifest, 'email'),
      'e-mails',
      snsPer1m.emails,
    ),
  ]
}

const subscribersBy = ({ channels }: Manifest, protocol: string): number =>
  channels.flatMap(({ topic }) =>
    topic.kind === 'new' ? topic.subscribe.filter((each) => each.protocol === protocol) : [],
  ).length

/** The size of a record, with the bytes that CloudWatch adds to it. */
const recordBytes = 1500

/**
 * The cost of recording. An existing trail is paid for already. Insights are not, because the rules
 * may be the reason why they are on.
 */
function trailCosts(
  { trail }: Manifest,
  { managementEventsMonthly: events }: Assumptions,
): CostLine[] {
  const { insights } = trail.selectors
  return [
    {
      what: 'Insights',
      how: `${(events * insights.length).toLocaleString('en-US')} events analysed at ${priceText(pricePer100k.insights)} a hundred thousand`,
      dollars: ((events * insights.length) / 1e5) * pricePer100k.insights,
    },
    line(
      'log group of the trail',
      trail.kind === 'create' ? Math.round((events * recordBytes) / 1e9) : 0,
      'GB',
      cloudWatch.logsPerGb,
    ),
  ]
}
