/** EventBridge: buses, rules and their states, targets, schedules. */
import type { Service } from '../../call.ts'
import { busOperations } from './buses.ts'
import { eventBridgeDemands } from './demands.ts'
import { ruleOperations } from './rules.ts'

export const eventbridge: Service = {
  signingName: 'events',
  eventSource: 'events.amazonaws.com',
  protocol: 'json1.1',
  isGlobal: false,
  model: () => import('@aws-sdk/client-eventbridge'),
  operations: { ...busOperations, ...ruleOperations },
  demands: eventBridgeDemands,
  // PutEvents is not among the calls that CloudTrail records as management events.
  // https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-logging-monitoring.html
  trail: { category: (operation) => (operation === 'PutEvents' ? 'never' : 'management') },
}
