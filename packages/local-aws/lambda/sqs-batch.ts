/**
 * The event that Lambda passes to a function fed by a queue, and the meaning of its answer for the
 * messages. https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html
 */
import { attributesDigest, bodyDigest } from '../services/sqs/message-digest.ts'
import type { Message, Queue } from '../services/sqs/queue.ts'

export function batchEvent(queue: Queue, messages: readonly Message[]): object {
  const region = queue.arn.split(':')[3]
  return {
    Records: messages.map((message) => ({
      messageId: message.id,
      receiptHandle: message.receiptHandle,
      body: message.body,
      attributes: {
        ApproximateReceiveCount: String(message.receiveCount),
        SentTimestamp: String(message.sentAtMs),
        SenderId: message.senderId,
        ApproximateFirstReceiveTimestamp: String(message.firstReceivedAtMs),
        ...(message.deadLetterSource === undefined
          ? {}
          : { DeadLetterQueueSourceArn: message.deadLetterSource }),
      },
      messageAttributes: Object.fromEntries(
        Object.entries(message.attributes).map(([name, attribute]) => [
          name,
          {
            stringValue: attribute.StringValue,
            ...(attribute.BinaryValue === undefined
              ? {}
              : { binaryValue: Buffer.from(attribute.BinaryValue).toString('base64') }),
            stringListValues: [],
            binaryListValues: [],
            dataType: attribute.DataType,
          },
        ]),
      ),
      md5OfBody: bodyDigest(message.body),
      md5OfMessageAttributes: attributesDigest(message.attributes),
      eventSource: 'aws:sqs',
      eventSourceARN: queue.arn,
      awsRegion: region,
    })),
  }
}

/**
 * Ids of the messages that stay in the queue after the function's answer. An answer that Lambda
 * cannot read, or that names an unknown message, keeps all.
 */
export function failedIds(answer: unknown, messages: readonly Message[]): ReadonlySet<string> {
  const all = new Set(messages.map(({ id }) => id))
  const failures =
    typeof answer === 'object' && answer !== null && 'batchItemFailures' in answer
      ? answer.batchItemFailures
      : undefined
  if (failures === undefined || failures === null) return new Set()
  if (!Array.isArray(failures)) return all
  const ids = failures.map(
    (failure: { itemIdentifier?: unknown } | null) => failure?.itemIdentifier,
  )
  const isReadable = ids.every((id) => typeof id === 'string' && all.has(id))
  return isReadable ? new Set(ids as string[]) : all
}
