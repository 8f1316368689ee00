/** SQS: standard queues. */
import type { Service } from '../../call.ts'
import { sqsDemands } from './demands.ts'
import { messageOperations } from './messages.ts'
import { moveOperations } from './moves.ts'
import { queueOperations } from './queues.ts'

export const sqs: Service = {
  signingName: 'sqs',
  eventSource: 'sqs.amazonaws.com',
  protocol: 'json1.0',
  isGlobal: false,
  model: () => import('@aws-sdk/client-sqs'),
  operations: { ...queueOperations, ...messageOperations, ...moveOperations },
  demands: sqsDemands,
  // https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/logging-using-cloudtrail.html
  trail: { category: (operation) => (operation in messageOperations ? 'data' : 'management') },
}
