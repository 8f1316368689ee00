/** Stores metric values by the minute, and computes statistics over them, without a clock. */

export interface Metric {
  readonly namespace: string
  readonly name: string
  /** Sorted by name. */
  readonly dimensions: readonly Dimension[]
}

export interface Dimension {
  readonly Name: string
  readonly Value: string
}

/** One reported value. In a StatisticSet, `value` is the mean, and the extremes differ from it. */
export interface Sample {
  readonly value: number
  readonly count: number
  readonly min: number
  readonly max: number
  readonly unit: string
}

export interface Series {
  readonly metric: Metric
  /** Samples by the start of their minute, in milliseconds. */
  readonly minutes: Map<number, Sample[]>
}

/** Series by `keyOf`. */
export type MetricStore = Map<string, Series>

export const MINUTE_MS = 60_000

/** CloudWatch accepts values up to two weeks old, and keeps minutes for 15 days. */
const KEPT_MS = 15 * 86_400_000

export const sorted = (dimensions: readonly Dimension[]): Dimension[] =>
  dimensions
    .map(({ Name, Value }) => ({ Name, Value }))
    .sort((a, b) => (a.Name < b.Name ? -1 : a.Name > b.Name ? 1 : 0))

export const keyOf = ({ namespace, name, dimensions }: Metric): string =>
  JSON.stringify([namespace, name, dimensions.map(({ Name, Value }) => [Name, Value])])

export const sampleOf = (value: number, unit = 'None', count = 1): Sample => ({
  value,
  count,
  min: value,
  max: value,
  unit,
})

export function record(store: MetricStore, metric: Metric, sample: Sample, atMs: number): void {
  const key = keyOf(metric)
  const series = store.get(key) ?? { metric, minutes: new Map<number, Sample[]>() }
  store.set(key, series)
  const minute = Math.floor(atMs / MINUTE_MS) * MINUTE_MS
  const samples = series.minutes.get(minute)
  if (samples !== undefined) samples.push(sample)
  else {
    forgetOld(series.minutes, minute - KEPT_MS)
    series.minutes.set(minute, [sample])
  }
}

/** Removes old minutes. Minutes are written roughly in order, so the old ones come first. */
function forgetOld(minutes: Map<number, Sample[]>, oldestMs: number): void {
  for (const minute of minutes.keys()) {
    if (minute >= oldestMs) return
    minutes.delete(minute)
  }
}

/** The samples from `fromMs` to before `toMs`; only those of `unit`, if it is given. */
export function samplesIn(
  series: Series | undefined,
  fromMs: number,
  toMs: number,
  unit?: string,
): Sample[] {
  if (series === undefined) return []
  const found: Sample[] = []
  const first = Math.floor(fromMs / MINUTE_MS) * MINUTE_MS
  const minutes =
    (toMs - first) / MINUTE_MS > series.minutes.size
      ? [...series.minutes.keys()].filter((minute) => minute >= first && minute < toMs)
      : Array.from(
          { length: Math.ceil((toMs - first) / MINUTE_MS) },
          (_, i) => first + i * MINUTE_MS,
        )
  for (const minute of minutes)
    for (const sample of series.minutes.get(minute) ?? [])
      if (unit === undefined || sample.unit === unit) found.push(sample)
  return found
}

export type Statistic = 'SampleCount' | 'Average' | 'Sum' | 'Minimum' | 'Maximum'

/** A statistic of at least one sample. Without samples there is no datapoint, not zero. */
export function statistic(samples: readonly Sample[], wanted: Statistic): number {
  const count = total(samples, ({ count }) => count)
  const sum = total(samples, ({ value, count }) => value * count)
  switch (wanted) {
    case 'SampleCount':
      return count
    case 'Sum':
      return sum
    case 'Average':
      return sum / count
    case 'Minimum':
      return samples.reduce((lowest, { min }) => Math.min(lowest, min), Number.POSITIVE_INFINITY)
    case 'Maximum':
      return samples.reduce((highest, { max }) => Math.max(highest, max), Number.NEGATIVE_INFINITY)
  }
}

const total = (samples: readonly Sample[], of: (sample: Sample) => number): number =>
  samples.reduce((sum, sample) => sum + of(sample), 0)
