/** The queue that a function receives its messages from, for messages that the function sends to itself. */
import { ChangeMessageVisibilityCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs'
import { once } from '../support/once.ts'

/** The URL names the queue. The client decides by itself which endpoint it calls. */
const client = once(() => new SQSClient({ useQueueUrlAsEndpoint: false }))

/** `queue`: its ARN, as it is in every message that Lambda passes. */
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

/** Has a message that failed delivered again sooner than the queue would do it. */
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
