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

export const sqs = once(() => new SQSClient({ maxAttempts }))

/** `urls`: by responder. Throws for a responder without a queue: rules may only name responders that are deployed. */
export const responderQueues = (
  urls: Readonly<Record<string, string>>,
  { client, signal }: QueuesConfig,
): ResponderQueues => ({
  send: async (responder, body) => {
    const url = urls[responder]
    if (url === undefined) throw new Error(`responder ${responder} has no queue: deploy again`)
    await client().send(new SendMessageCommand({ QueueUrl: url, MessageBody: body }), {
      abortSignal: signal(),
    })
  },
})

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
