/** Messages as a function receives them from its queue: genuinely in flight, with a real receipt. */
import {
  CreateQueueCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs'
import type { SQSRecord } from 'aws-lambda'

/** The environment that a function needs to prove its messages. */
export const queueEnvironment = (url: string, healthTopic: string) => ({
  QUEUE_URL: url,
  VISIBILITY_SECONDS: '180',
  HEALTH_TOPIC: healthTopic,
})

/** The URL of a queue, which is created if there is none. */
export async function queueNamed(sqs: SQSClient, name: string): Promise<string> {
  const { QueueUrl = '' } = await sqs.send(new CreateQueueCommand({ QueueName: name }))
  return QueueUrl
}

export interface InFlight {
  readonly body: string
  /** By default what SQS says. Emulators do not know roles and users as AWS does. */
  readonly senderId?: string
  readonly receiveCount?: number
}

/** Sends a message to an otherwise empty queue and receives it, as Lambda's poller does. */
export async function inFlight(
  sqs: SQSClient,
  QueueUrl: string,
  { body, senderId, receiveCount = 1 }: InFlight,
): Promise<SQSRecord> {
  await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: body }))
  const { Messages: [message] = [] } = await sqs.send(
    new ReceiveMessageCommand({
      QueueUrl,
      MessageSystemAttributeNames: ['All'],
      VisibilityTimeout: 180,
      WaitTimeSeconds: 1,
    }),
  )
  if (message === undefined) throw new Error('the queue has no message')
  const { MessageId = '', ReceiptHandle = '', Attributes = {} } = message
  return {
    messageId: MessageId,
    receiptHandle: ReceiptHandle,
    body,
    attributes: {
      ...Attributes,
      SenderId: senderId ?? Attributes.SenderId ?? '',
      ApproximateReceiveCount: String(receiveCount),
    },
    messageAttributes: {},
  } as unknown as SQSRecord
}
