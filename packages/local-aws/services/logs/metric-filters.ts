/** Operations on metric filters. */
import type { MetricTransformation, StandardUnit } from '@aws-sdk/client-cloudwatch-logs'
import { metricFiltersPerLogGroup } from '../../../../src/aws/quotas.ts'
import { parseFilterPattern } from '../../../../src/cloudwatch-logs/parse-filter-pattern.ts'
import type { OperationsOf } from '../../call.ts'
import { AwsError } from '../../errors.ts'
import { type Group, groupsOf, type MetricFilter } from './group.ts'
import { groupOf } from './groups.ts'
import { pageOf } from './page.ts'

type Logs = typeof import('@aws-sdk/client-cloudwatch-logs')

const invalid = (message: string): AwsError => new AwsError('InvalidParameterException', message)

function metricOf(transformation: MetricTransformation): MetricFilter['metric'] {
  const { metricNamespace, metricName, metricValue, defaultValue, dimensions } = transformation
  if (defaultValue !== undefined && dimensions !== undefined)
    throw invalid(
      'Invalid metric transformation: dimensions and default value are mutually exclusive properties.',
    )
  return {
    namespace: metricNamespace ?? '',
    name: metricName ?? '',
    value: metricValue ?? '',
    defaultValue,
    dimensions: dimensions ?? {},
    unit: transformation.unit ?? 'None',
  }
}

function filterView(group: Group, { name, pattern, createdAtMs, metric }: MetricFilter) {
  const { namespace, dimensions, defaultValue } = metric
  return {
    filterName: name,
    filterPattern: pattern.text,
    logGroupName: group.name,
    creationTime: createdAtMs,
    metricTransformations: [
      {
        metricNamespace: namespace,
        metricName: metric.name,
        metricValue: metric.value,
        ...(defaultValue === undefined ? {} : { defaultValue }),
        ...(Object.keys(dimensions).length === 0 ? {} : { dimensions: { ...dimensions } }),
        ...(metric.unit === 'None' ? {} : { unit: metric.unit as StandardUnit }),
      },
    ],
  }
}

export const metricFilterOperations = {
  PutMetricFilter: ({ logGroupName, filterName, filterPattern, metricTransformations }, call) => {
    const group = groupOf(call, logGroupName)
    if (!/^[^:*]{1,512}$/.test(filterName)) throw invalid('The filter name is not valid.')
    const [transformation] = metricTransformations
    if (transformation === undefined || metricTransformations.length !== 1)
      throw invalid('A metric filter has exactly one metric transformation.')
    const parsed = parseFilterPattern(filterPattern)
    if (!parsed.ok) throw invalid('Invalid metric filter pattern')
    if (!group.filters.has(filterName) && group.filters.size >= metricFiltersPerLogGroup)
      throw new AwsError('LimitExceededException', 'Resource limit exceeded.')
    group.filters.set(filterName, {
      name: filterName,
      pattern: { text: filterPattern, parsed: parsed.pattern },
      createdAtMs: call.now.getTime(),
      metric: metricOf(transformation),
      reported: new Set(),
    })
  },

  DescribeMetricFilters: (input, call) => {
    const { logGroupName, filterNamePrefix = '', metricName, metricNamespace } = input
    const groups =
      logGroupName === undefined
        ? [...groupsOf(call.region).values()]
        : [groupOf(call, logGroupName)]
    const all = groups
      .flatMap((group) => [...group.filters.values()].map((filter) => ({ group, filter })))
      .filter(({ filter }) => filter.name.startsWith(filterNamePrefix))
      .filter(({ filter }) => metricName === undefined || filter.metric.name === metricName)
      .filter(
        ({ filter }) =>
          metricNamespace === undefined || filter.metric.namespace === metricNamespace,
      )
      .sort((a, b) => (a.filter.name < b.filter.name ? -1 : 1))
    const { page, next } = pageOf(all, input.limit, input.nextToken)
    return { metricFilters: page.map(({ group, filter }) => filterView(group, filter)), ...next }
  },

  DeleteMetricFilter: ({ logGroupName, filterName }, call) => {
    if (groupOf(call, logGroupName).filters.delete(filterName)) return
    throw new AwsError('ResourceNotFoundException', 'The specified metric filter does not exist.')
  },
} as const satisfies OperationsOf<Logs>
