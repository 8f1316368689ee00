/** Queues that functions write to: those of the responders, and the dead-letter queue for unreadable messages. */
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs'
import type { ResponderQueues } from '../../src/detect/ports.ts'
import type { QueueMessage } from '../../src/detect/queue-message.ts'
import { once } from '../support/once.ts'
import { maxAttempts } from './attempts.ts'

export interface QueuesConfig {
  readonly client: () => SQSClient
  readonly signal: () => AbortSignal
}

/** The URL names the queue. The client decides by itself which endpoint it calls. */
export const sqs = once(() => new SQSClient({ maxAttempts, useQueueUrlAsEndpoint: false }))

/** `urls`: by responder. Throws for a responder without a queue: rules may only name responders that are deployed. */
export const responderQueues = (
  urls: Readonly<Record<string, string>>,
  { client, signal }: QueuesConfig,
): ResponderQueues => ({
  send: async (responder, body) => {
    const url = urls[responder]
    if (url === undefined) throw new Error(`responder ${responder} has no queue: deploy again`)
    await sendTo(url, { client, signal })(body)
  },
})

/** Sends a text to a queue, given by its URL. */
export const sendTo =
  (QueueUrl: string, { client, signal }: QueuesConfig) =>
  async (body: string): Promise<void> => {
    const command = new SendMessageCommand({ QueueUrl, MessageBody: sendable(body) })
    await client().send(command, { abortSignal: signal() })
  }

/**
 * Escapes characters that SQS refuses, in a JSON text. A message with one of them would be lost, and
 * an attacker who puts one into a name would escape the response.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html
 */
export const sendable = (json: string): string => json.replaceAll(/[\ufffe\uffff]/g, escaped)

const escaped = (character: string): string => `\\u${character.charCodeAt(0).toString(16)}`

/** Sends a message with the reason to a dead-letter queue. SQS refuses a body over 1 MiB, which no message from a queue is. */
export const deadLetterQueue =
  (url: string, { client, signal }: QueuesConfig) =>
  async ({ id, body }: QueueMessage, why: string): Promise<void> => {
    const command = new SendMessageCommand({
      QueueUrl: url,
      MessageBody: body === '' ? '(an empty message)' : body,
      MessageAttributes: {
        reason: { DataType: 'String', StringValue: why },
        message: { DataType: 'String', StringValue: id },
      },
    })
    await client().send(command, { abortSignal: signal() })
  }
