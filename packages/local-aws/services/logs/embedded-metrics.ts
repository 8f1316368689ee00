/**
 * Reads metrics from log events in the CloudWatch embedded metric format.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
import { isObject, type Json, type JsonObject } from '../../../../src/ir/json.ts'
import { type MetricStore, record, sampleOf, sorted } from '../cloudwatch/metric-store.ts'

/**
 * Records the metrics of a message. Another or a malformed message records nothing: CloudWatch only
 * keeps it as a log event.
 */
export function recordEmbedded(metrics: MetricStore, message: string): void {
  if (!message.includes('"CloudWatchMetrics"')) return
  const root = parsed(message)
  const metadata = isObject(root) ? root._aws : undefined
  if (!isObject(root) || !isObject(metadata) || typeof metadata.Timestamp !== 'number') return
  for (const directive of objects(metadata.CloudWatchMetrics))
    recordDirective(metrics, root, directive, metadata.Timestamp)
}

const objects = (value: Json | undefined): readonly JsonObject[] =>
  Array.isArray(value) ? value.filter((one): one is JsonObject => isObject(one)) : []

function recordDirective(
  metrics: MetricStore,
  root: JsonObject,
  { Namespace, Dimensions, Metrics }: JsonObject,
  atMs: number,
): void {
  if (typeof Namespace !== 'string') return
  const sets: readonly Json[] = Array.isArray(Dimensions) ? Dimensions : [[]]
  for (const set of sets) {
    const dimensions = dimensionsOf(root, set)
    if (dimensions === undefined) continue
    for (const { Name, Unit } of objects(Metrics)) {
      if (typeof Name !== 'string') continue
      const metric = { namespace: Namespace, name: Name, dimensions }
      for (const value of numbers(root[Name]))
        record(metrics, metric, sampleOf(value, typeof Unit === 'string' ? Unit : 'None'), atMs)
    }
  }
}

function dimensionsOf(root: JsonObject, names: Json) {
  if (!Array.isArray(names)) return undefined
  const found = names.map((name) => ({ Name: String(name), Value: root[String(name)] }))
  if (found.some(({ Value }) => typeof Value !== 'string')) return undefined
  return sorted(found.map(({ Name, Value }) => ({ Name, Value: String(Value) })))
}

const numbers = (value: Json | undefined): number[] =>
  (Array.isArray(value) ? value : [value]).filter((one) => typeof one === 'number')

function parsed(message: string): Json | undefined {
  try {
    return JSON.parse(message)
  } catch {
    return undefined
  }
}
