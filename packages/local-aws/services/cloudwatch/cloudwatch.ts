/** CloudWatch: metrics, and alarms that are evaluated in driven time. */
import type { Service } from '../../call.ts'
import { alarmOperations } from './alarms.ts'
import { cloudWatchDemands } from './demands.ts'
import { metricOperations } from './metrics.ts'

const data = new Set(['PutMetricData', 'GetMetricData', 'GetMetricStatistics', 'ListMetrics'])

export const cloudwatch: Service = {
  signingName: 'monitoring',
  eventSource: 'monitoring.amazonaws.com',
  protocol: 'json1.0',
  isGlobal: false,
  model: () => import('@aws-sdk/client-cloudwatch'),
  operations: { ...alarmOperations, ...metricOperations },
  demands: cloudWatchDemands,
  // https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/logging_cw_api_calls.html
  trail: { category: (operation) => (data.has(operation) ? 'data' : 'management') },
}
