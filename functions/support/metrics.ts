/**
 * Writes log lines and metrics, both as JSON to stdout. Metrics use CloudWatch's embedded metric
 * format, which CloudWatch Logs turns into metrics without a call that could fail or be throttled.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
import { setting } from './environment.ts'

export interface Metric {
  readonly name: string
  readonly unit: 'Count' | 'Milliseconds'
  readonly value: number
}

/** `dimensions` are added to the stage, which every metric of Tripline has. */
export function writeMetrics(
  metrics: readonly Metric[],
  dimensions: Readonly<Record<string, string>>,
  atMs: number,
): void {
  const by = { stage: setting('STAGE'), ...dimensions }
  const declared = {
    Namespace: 'Tripline',
    Dimensions: [Object.keys(by)],
    Metrics: metrics.map(({ name, unit }) => ({ Name: name, Unit: unit })),
  }
  write({
    _aws: { Timestamp: atMs, CloudWatchMetrics: [declared] },
    ...by,
    ...Object.fromEntries(metrics.map(({ name, value }) => [name, value])),
  })
}

/** Writes one line for a person or a query: what happened, and to which object. */
export const log = (
  level: 'info' | 'error',
  message: string,
  fields: Readonly<Record<string, unknown>>,
): void => write({ ...fields, level, message })

const write = (line: object): void => void process.stdout.write(`${JSON.stringify(line)}\n`)
