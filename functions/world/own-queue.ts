/** The queue that a function is fed from, written to by the function itself. */
import { ChangeMessageVisibilityCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs'
import { once } from '../support/once.ts'

/** The URL stands for the queue and not for where to call: that is the client's own affair. */
const client = once(() => new SQSClient({ useQueueUrlAsEndpoint: false }))

/** `queue`: ARN, as Lambda names it with every message. */
export async function sendLater(
  queue: string,
  body: string,
  delaySeconds: number,
  abortSignal: AbortSignal,
): Promise<void> {
  const command = new SendMessageCommand({
    QueueUrl: urlOf(queue),
    MessageBody: body,
    DelaySeconds: delaySeconds,
  })
  await client().send(command, { abortSignal })
}

/** Has a message that failed come again before the queue would have it. */
export async function comeAgain(
  queue: string,
  receiptHandle: string,
  afterSeconds: number,
  abortSignal: AbortSignal,
): Promise<void> {
  const command = new ChangeMessageVisibilityCommand({
    QueueUrl: urlOf(queue),
    ReceiptHandle: receiptHandle,
    VisibilityTimeout: afterSeconds,
  })
  await client().send(command, { abortSignal })
}

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-queue-message-identifiers.html */
function urlOf(arn: string): string {
  const [, partition, , region, account, name] = arn.split(':')
  const domain = partition === 'aws-cn' ? 'amazonaws.com.cn' : 'amazonaws.com'
  return `https://sqs.${region}.${domain}/${account}/${name}`
}
