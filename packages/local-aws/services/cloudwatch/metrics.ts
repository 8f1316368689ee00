/** Operations on metrics: put, list, and read as statistics. */
import type {
  Datapoint,
  DimensionFilter,
  MetricDataQuery,
  MetricDataResult,
  MetricDatum,
} from '@aws-sdk/client-cloudwatch'
import type { Call, OperationsOf } from '../../call.ts'
import { AwsError } from '../../errors.ts'
import { cloudWatchOf } from './memory.ts'
import {
  type Dimension,
  keyOf,
  record,
  type Sample,
  type Series,
  type Statistic,
  samplesIn,
  sorted,
  statistic,
} from './metric-store.ts'
import { pageOf } from './page.ts'

type CloudWatchClient = typeof import('@aws-sdk/client-cloudwatch')

function samplesOf(datum: MetricDatum): Sample[] {
  const { Value, Values, Counts, StatisticValues, Unit: unit = 'None' } = datum
  if (StatisticValues !== undefined) {
    const { SampleCount = 0, Sum = 0, Minimum = 0, Maximum = 0 } = StatisticValues
    const value = SampleCount === 0 ? 0 : Sum / SampleCount
    return [{ value, count: SampleCount, min: Minimum, max: Maximum, unit }]
  }
  const values = Values ?? (Value === undefined ? [] : [Value])
  return values.map((value, i) => ({
    value,
    count: Counts?.[i] ?? 1,
    min: value,
    max: value,
    unit,
  }))
}

function checkDatum(datum: MetricDatum): void {
  const { MetricName = '', Value, Values, StatisticValues } = datum
  if (MetricName === '')
    throw new AwsError(
      'InvalidParameterValue',
      'The parameter MetricData.member.1.MetricName must not be empty.',
    )
  if (Value === undefined && Values === undefined && StatisticValues === undefined)
    throw new AwsError(
      'InvalidParameterCombination',
      'At least one of the parameters must be specified: Value, Values, StatisticValues.',
    )
  if (Value !== undefined && Values !== undefined)
    throw new AwsError(
      'InvalidParameterValue',
      'The parameters MetricData.member.1.Value and MetricData.member.1.Values are mutually exclusive and you have specified both.',
    )
}

const seriesOf = (
  call: Call,
  namespace = '',
  name = '',
  dimensions: readonly Dimension[] = [],
): Series | undefined =>
  cloudWatchOf(call.region).metrics.get(keyOf({ namespace, name, dimensions: sorted(dimensions) }))

/**
 * Datapoints of one period each, the oldest first; the start is aligned to a whole number of
 * periods.
 */
function* periods(
  series: Series | undefined,
  from: Date,
  to: Date,
  periodSeconds: number,
  unit?: string,
) {
  const periodMs = periodSeconds * 1_000
  const firstMs = Math.floor(from.getTime() / periodMs) * periodMs
  const starts = new Set(
    [...(series?.minutes.keys() ?? [])]
      .filter((minute) => minute >= firstMs && minute < to.getTime())
      .map((minute) => Math.floor(minute / periodMs) * periodMs)
      .sort((a, b) => a - b),
  )
  for (const start of starts) {
    const samples = samplesIn(series, start, start + periodMs, unit)
    if (samples.length > 0) yield { at: new Date(start), samples }
  }
}

function result(query: MetricDataQuery, call: Call, from: Date, to: Date): MetricDataResult {
  const { Id, Label, MetricStat } = query
  if (MetricStat === undefined)
    throw new AwsError('NotImplemented', 'The local account has no metric expressions.', 501)
  const { Metric, Period = 60, Stat = '', Unit } = MetricStat
  const series = seriesOf(
    call,
    Metric?.Namespace,
    Metric?.MetricName,
    Metric?.Dimensions as Dimension[] | undefined,
  )
  const points = [...periods(series, from, to, Period, Unit)].reverse()
  return {
    Id,
    Label: Label ?? Metric?.MetricName,
    Timestamps: points.map(({ at }) => at),
    Values: points.map(({ samples }) => statistic(samples, Stat as Statistic)),
    StatusCode: 'Complete',
  }
}

const matchesFilters = (
  dimensions: readonly Dimension[],
  filters: readonly DimensionFilter[],
): boolean =>
  filters.every(({ Name, Value }) =>
    dimensions.some((one) => one.Name === Name && (Value === undefined || one.Value === Value)),
  )

export const metricOperations = {
  PutMetricData: ({ Namespace, MetricData = [] }, call) => {
    if (Namespace.startsWith('AWS/'))
      throw new AwsError(
        'InvalidParameterValue',
        'The value AWS/ for parameter Namespace is invalid.',
      )
    for (const datum of MetricData) checkDatum(datum)
    const { metrics } = cloudWatchOf(call.region)
    for (const datum of MetricData) {
      const dimensions = sorted((datum.Dimensions ?? []) as Dimension[])
      const metric = { namespace: Namespace, name: datum.MetricName ?? '', dimensions }
      const at = datum.Timestamp ?? call.now
      for (const sample of samplesOf(datum)) record(metrics, metric, sample, at.getTime())
    }
  },

  ListMetrics: ({ Namespace, MetricName, Dimensions = [], NextToken }, call) => {
    const all = [...cloudWatchOf(call.region).metrics.values()]
      .map(({ metric }) => metric)
      .filter(({ namespace }) => Namespace === undefined || namespace === Namespace)
      .filter(({ name }) => MetricName === undefined || name === MetricName)
      .filter(({ dimensions }) => matchesFilters(dimensions, Dimensions))
    const { page, next } = pageOf(all, undefined, NextToken)
    return {
      Metrics: page.map(({ namespace, name, dimensions }) => ({
        Namespace: namespace,
        MetricName: name,
        Dimensions: [...dimensions],
      })),
      ...next,
    }
  },

  GetMetricStatistics: (input, call) => {
    const series = seriesOf(
      call,
      input.Namespace,
      input.MetricName,
      input.Dimensions as Dimension[] | undefined,
    )
    const wanted = (input.Statistics ?? []) as Statistic[]
    if (wanted.length === 0)
      throw new AwsError(
        'InvalidParameterCombination',
        'Must specify either Statistics or ExtendedStatistics',
      )
    const found = periods(series, input.StartTime, input.EndTime, input.Period, input.Unit)
    const Datapoints = [...found].map(
      ({ at, samples }): Datapoint => ({
        Timestamp: at,
        Unit: (samples[0]?.unit ?? 'None') as NonNullable<Datapoint['Unit']>,
        ...Object.fromEntries(wanted.map((name) => [name, statistic(samples, name)])),
      }),
    )
    return { Label: input.MetricName, Datapoints }
  },

  /** Newest first, unless the request asks for another order. */
  GetMetricData: ({ MetricDataQueries, StartTime, EndTime, ScanBy }, call) => {
    const results = MetricDataQueries.filter(({ ReturnData }) => ReturnData !== false).map(
      (query) => result(query, call, StartTime, EndTime),
    )
    if (ScanBy === 'TimestampAscending')
      for (const { Timestamps, Values } of results) {
        Timestamps?.reverse()
        Values?.reverse()
      }
    return { MetricDataResults: results, Messages: [] }
  },
} as const satisfies OperationsOf<CloudWatchClient>
