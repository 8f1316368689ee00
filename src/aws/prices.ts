/**
 * Prices of AWS in US dollars, in us-east-1 and without the free tier. Other regions differ by some
 * per cent. Each price is from the page named beside it, November 2026. The prices of CloudTrail's
 * events are in data-events.ts.
 */

/**
 * Events of AWS services cost nothing on a default bus; sent on to another bus they are custom
 * events. https://aws.amazon.com/eventbridge/pricing/
 */
export const customEventsPer1m = 1

/** https://aws.amazon.com/sqs/pricing/ */
export const sqsRequestsPer1m = 0.4

/** For arm64. https://aws.amazon.com/lambda/pricing/ */
export const lambda = { requestsPer1m: 0.2, perGbSecond: 0.0000133334 } as const

/** On demand. https://aws.amazon.com/dynamodb/pricing/on-demand/ */
export const dynamoDbPer1m = { writes: 0.625, reads: 0.125 } as const

/** A message published, and a message sent by e-mail. https://aws.amazon.com/sns/pricing/ */
export const snsPer1m = { publishes: 0.5, emails: 20 } as const

/** https://aws.amazon.com/cloudwatch/pricing/ */
export const cloudWatch = {
  alarmMonthly: 0.1,
  metricMonthly: 0.3,
  dashboardMonthly: 3,
  logsPerGb: 0.5,
} as const

/** https://aws.amazon.com/kms/pricing/ */
export const kmsKeyMonthly = 1
