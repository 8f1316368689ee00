/** Ingests log events: stores them, applies the metric filters, and reads embedded metrics. */
import { matches } from '../../../../src/cloudwatch-logs/match.ts'
import type { Cloud, Region } from '../../accounts.ts'
import { cloudWatchOf } from '../cloudwatch/memory.ts'
import {
  type MetricStore,
  MINUTE_MS,
  record,
  sampleOf,
  sorted,
} from '../cloudwatch/metric-store.ts'
import { recordEmbedded } from './embedded-metrics.ts'
import type { Group, MetricFilter } from './group.ts'

interface Incoming {
  readonly atMs: number
  readonly message: string
}

export function ingest(
  cloud: Cloud,
  region: Region,
  group: Group,
  stream: string,
  incoming: readonly Incoming[],
): void {
  const nowMs = cloud.clock.now().getTime()
  if (!group.streams.has(stream)) group.streams.set(stream, nowMs)
  const { metrics } = cloudWatchOf(region)
  for (const { atMs, message } of incoming) {
    const id = String(group.events.length).padStart(56, '0')
    group.events.push({ id, stream, atMs, ingestedAtMs: nowMs, message })
    for (const filter of group.filters.values()) count(metrics, filter, message, atMs)
    recordEmbedded(metrics, message)
  }
  const dimensions = [{ Name: 'LogGroupName', Value: group.name }]
  const incomingEvents = { namespace: 'AWS/Logs', name: 'IncomingLogEvents', dimensions }
  record(metrics, incomingEvents, sampleOf(incoming.length, 'Count'), nowMs)
}

/**
 * Counts an event for a metric filter. A match reports the filter's value. An event without a match
 * reports the default value once, in a minute without other values. CloudWatch waits for the end of
 * the minute before it does so. If a match comes later in the minute, sums agree, and the other
 * statistics have one default value too many.
 */
function count(metrics: MetricStore, filter: MetricFilter, message: string, atMs: number): void {
  const { metric, pattern, reported } = filter
  const minute = Math.floor(atMs / MINUTE_MS)
  const isMatch = matches(pattern.parsed, message) !== undefined
  const value = isMatch ? reportedValue(metric.value, message) : metric.defaultValue
  if (value === undefined || (!isMatch && reported.has(minute))) return
  const dimensions = dimensionsOf(metric.dimensions, message)
  if (dimensions === undefined) return
  reported.add(minute)
  const { namespace, name, unit } = metric
  record(metrics, { namespace, name, dimensions }, sampleOf(value, unit), atMs)
}

/**
 * The value to report. Undefined if the field is absent or no number: CloudWatch then reports
 * nothing.
 */
function reportedValue(value: string, message: string): number | undefined {
  const found = value.startsWith('$') ? fieldOf(value, message) : value
  const number = typeof found === 'number' ? found : Number(found ?? Number.NaN)
  return Number.isFinite(number) ? number : undefined
}

/** The dimensions of an event. Undefined if a field is absent: the event then has no metric. */
function dimensionsOf(fields: Readonly<Record<string, string>>, message: string) {
  const found = Object.entries(fields).map(([Name, selector]) => ({
    Name,
    Value: fieldOf(selector, message),
  }))
  if (found.some(({ Value }) => Value === undefined || typeof Value === 'object')) return undefined
  return sorted(found.map(({ Name, Value }) => ({ Name, Value: String(Value) })))
}

/** The value of a selector such as `$.userIdentity.arn`; no other syntax is supported. */
function fieldOf(selector: string, message: string): unknown {
  let value: unknown = parsed(message)
  for (const name of selector.replace(/^\$\.?/, '').split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined
    value = (value as Record<string, unknown>)[name]
  }
  return value
}

function parsed(message: string): unknown {
  try {
    return JSON.parse(message)
  } catch {
    return undefined
  }
}
