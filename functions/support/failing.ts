/**
 * Reports messages that keep failing. Their queue delivers them for a day, so that an outage of a day
 * ends in alerts. The alarm of the dead-letter queue is therefore late, and SQS does not count such
 * messages in the age of its oldest one.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html
 */
import type { SQSRecord } from 'aws-lambda'
import type { InTime } from './invocation.ts'
import { ownName, quietReport } from './quiet-report.ts'

/** How often the queue delivered a message, this time included. */
export const receiveCountOf = ({ attributes }: Partial<Pick<SQSRecord, 'attributes'>>): number =>
  Number(attributes?.ApproximateReceiveCount) || 1

/** Deliveries that failed until a message is reported: about a quarter of an hour. */
const reportedCount = 5

const report = quietReport(6 * 60 * 60_000)

/** Reports the messages among `failed` that failed five times. Never throws. */
export async function reportFailing(failed: readonly SQSRecord[], clock: InTime): Promise<void> {
  const count = failed.filter((record) => receiveCountOf(record) >= reportedCount).length
  if (count === 0) return
  const name = ownName()
  const what = count === 1 ? 'a message that failed' : `${count} messages that failed`
  await report(
    {
      subject: `${name} has ${what} ${reportedCount} times`,
      lines: [
        `The function ${name} has ${what} at least ${reportedCount} times.`,
        'What these messages cause is not complete: an alert may be missing on a channel.',
        `The log group /aws/lambda/${name} has a line "message failed" with the reason for each.`,
        'The queue delivers them again for about a day. Then they go to its dead-letter queue.',
      ],
    },
    clock,
  )
}
