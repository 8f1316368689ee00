/** SNS: topics, and subscriptions of queues and people. */
import type { Service } from '../../call.ts'
import { snsDemands } from './demands.ts'
import { subscriptionOperations } from './subscribe.ts'
import { topicOperations } from './topics.ts'

export const sns: Service = {
  signingName: 'sns',
  eventSource: 'sns.amazonaws.com',
  protocol: 'query',
  isGlobal: false,
  model: () => import('@aws-sdk/client-sns'),
  operations: { ...topicOperations, ...subscriptionOperations },
  demands: snsDemands,
  // https://docs.aws.amazon.com/sns/latest/dg/sns-logging-using-cloudtrail.html
  trail: { category: (operation) => (operation === 'Publish' ? 'data' : 'management') },
}
