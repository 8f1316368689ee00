/** The metrics that AWS services report about themselves. */
import type { Cloud } from '../../accounts.ts'
import { parseArn, regionOf } from '../../delivery/arn.ts'
import { cloudWatchOf } from './memory.ts'
import { record, sampleOf, sorted } from './metric-store.ts'

/** Adds one to a metric, in the region and account of `arn`. */
export function countMetric(
  cloud: Cloud,
  arn: string,
  namespace: string,
  name: string,
  dimensions: Readonly<Record<string, string>>,
  value = 1,
): void {
  const parsed = parseArn(arn)
  const region = parsed && regionOf(cloud, parsed)
  if (region === undefined) return
  const pairs = Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value }))
  const metric = { namespace, name, dimensions: sorted(pairs) }
  record(
    cloudWatchOf(region).metrics,
    metric,
    sampleOf(value, 'Count'),
    cloud.clock.now().getTime(),
  )
}
