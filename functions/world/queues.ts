/** Queues that functions write to: those of the responders, and the one for messages that nobody can use. */
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs'
import type { ResponderQueues } from '../../src/detect/ports.ts'
import type { Message } from '../../src/detect/queue-message.ts'
import { once } from '../support/once.ts'
import { maxAttempts } from './attempts.ts'

export interface QueuesConfig {
  readonly client: () => SQSClient
  readonly signal: () => AbortSignal
}

export const sqs = once(() => new SQSClient({ maxAttempts }))

/** `urls`: by responder. A rule may ask only for responders that are deployed, so one without a queue is an error. */
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

/** SQS refuses a body over 1 MiB, which no message that came out of a queue is. */
export const burial =
  (url: string, { client, signal }: QueuesConfig) =>
  async ({ id, body }: Message, why: string): Promise<void> => {
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
