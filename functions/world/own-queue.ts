/** The queue that a function receives its messages from: QUEUE_URL in its environment. */
import {
  ChangeMessageVisibilityBatchCommand,
  ChangeMessageVisibilityCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs'
import type { SQSRecord } from 'aws-lambda'
import type { Proof } from '../../src/detect/ports.ts'
import { setting } from '../support/environment.ts'
import type { InTime } from '../support/invocation.ts'
import { once } from '../support/once.ts'
import { maxAttempts } from './attempts.ts'

/** The URL names the queue. The client decides by itself which endpoint it calls. */
const client = once(() => new SQSClient({ useQueueUrlAsEndpoint: false, maxAttempts }))

/** Sends a message to the function itself. */
export async function sendLater(
  body: string,
  delaySeconds: number,
  abortSignal: AbortSignal,
): Promise<void> {
  const command = new SendMessageCommand({
    QueueUrl: setting('QUEUE_URL'),
    MessageBody: body,
    DelaySeconds: delaySeconds,
  })
  await client().send(command, { abortSignal })
}

/** Has a message that failed delivered again sooner than the queue would do it. */
export async function comeAgain(
  receiptHandle: string,
  afterSeconds: number,
  abortSignal: AbortSignal,
): Promise<void> {
  const command = new ChangeMessageVisibilityCommand({
    QueueUrl: setting('QUEUE_URL'),
    ReceiptHandle: receiptHandle,
    VisibilityTimeout: afterSeconds,
  })
  await client().send(command, { abortSignal })
}

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ChangeMessageVisibilityBatch.html */
const maxEntries = 10

/** Hides messages for as long as the queue does, and returns the proof of each, by message id. */
export async function keepInFlight(
  records: readonly SQSRecord[],
  clock: InTime,
): Promise<ReadonlyMap<string, Proof>> {
  const parts: (readonly SQSRecord[])[] = []
  for (let from = 0; from < records.length; from += maxEntries)
    parts.push(records.slice(from, from + maxEntries))
  const proofs = await Promise.all(parts.map((part) => proveTogether(part, clock)))
  return new Map(proofs.flat())
}

async function proveTogether(
  records: readonly SQSRecord[],
  { signal }: InTime,
): Promise<(readonly [string, Proof])[]> {
  const command = new ChangeMessageVisibilityBatchCommand({
    QueueUrl: setting('QUEUE_URL'),
    Entries: records.map(({ receiptHandle }, index) => ({
      Id: String(index),
      ReceiptHandle: receiptHandle,
      VisibilityTimeout: Number(setting('VISIBILITY_SECONDS')),
    })),
  })
  const { Failed: failed = [] } = await client().send(command, { abortSignal: signal() })
  const failures = new Map(failed.map(({ Id, Code = '' }) => [Id, Code]))
  return records.map(({ messageId }, index) => [messageId, proofOf(failures.get(String(index)))])
}

/**
 * The codes of ChangeMessageVisibility. A message that was deleted, or whose time is over, has a
 * handle that SQS gave out once. An unknown code throws, so that the message comes again.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ChangeMessageVisibility.html
 */
function proofOf(code: string | undefined): Proof {
  if (code === undefined) return 'genuine'
  if (/ReceiptHandleIsInvalid/.test(code)) return 'forged'
  if (/MessageNotInflight|InvalidParameterValue/.test(code)) return 'returned'
  throw new Error(`SQS did not prove a message: ${code}`)
}
