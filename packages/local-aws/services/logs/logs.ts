/** CloudWatch Logs: groups, events, metric filters. */
import type { Service } from '../../call.ts'
import { logsDemands } from './demands.ts'
import { eventOperations } from './events.ts'
import { groupOperations } from './groups.ts'
import { metricFilterOperations } from './metric-filters.ts'

export const logs: Service = {
  signingName: 'logs',
  eventSource: 'logs.amazonaws.com',
  protocol: 'json1.1',
  isGlobal: false,
  model: () => import('@aws-sdk/client-cloudwatch-logs'),
  operations: { ...groupOperations, ...eventOperations, ...metricFilterOperations },
  demands: logsDemands,
  // https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/logging_cw_api_calls_cwl.html
  trail: { category: (operation) => (operation === 'PutLogEvents' ? 'never' : 'management') },
}
