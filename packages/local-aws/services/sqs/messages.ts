/** Operations on messages: single, and in batches of up to ten. */
import type {
  MessageSystemAttributeName,
  Message as Received,
  SendMessageBatchRequestEntry,
} from '@aws-sdk/client-sqs'
import type { Call, OperationsOf } from '../../call.ts'
import { AwsError } from '../../errors.ts'
import { principalId } from '../../principal.ts'
import { checkEntries, each } from './batch.ts'
import { receiveFrom } from './memory.ts'
import { type AttributeValue, attributesDigest, bodyDigest } from './message-digest.ts'
import {
  changeVisibility,
  type Message,
  type Queue,
  remove,
  send,
  visibilityTimeoutMs,
} from './queue.ts'
import { queueOf } from './queues.ts'
import { idOf } from './receipt-handle.ts'
import { checkMessage, checkSeconds } from './validation.ts'
import { arrival } from './wait.ts'

type Sqs = typeof import('@aws-sdk/client-sqs')

const second = 1_000

type Sending = Pick<
  SendMessageBatchRequestEntry,
  'MessageBody' | 'MessageAttributes' | 'DelaySeconds'
>

function sendMessage(
  queue: Queue,
  { MessageBody, MessageAttributes, DelaySeconds }: Sending,
  call: Call,
) {
  const body = MessageBody ?? ''
  const attributes = (MessageAttributes ?? {}) as Record<string, AttributeValue>
  checkMessage(queue, body, attributes)
  if (DelaySeconds !== undefined) checkSeconds('DelaySeconds', DelaySeconds, 900)
  const senderId = principalId(call.identity.principal)
  const message = send(
    queue,
    { id: call.cloud.ids.uuid(), body, attributes, senderId },
    call.now.getTime(),
    DelaySeconds === undefined ? undefined : DelaySeconds * second,
  )
  const MD5OfMessageAttributes = attributesDigest(attributes)
  return {
    MessageId: message.id,
    MD5OfMessageBody: bodyDigest(body),
    ...(MD5OfMessageAttributes === undefined ? {} : { MD5OfMessageAttributes }),
  }
}

/** Throws for a handle that the queue has not made: a made-up one, or one of another queue. */
function known(queue: Queue, receiptHandle: string): string {
  if (idOf(queue, receiptHandle) !== undefined) return receiptHandle
  throw new AwsError(
    'ReceiptHandleIsInvalid',
    `The input receipt handle "${receiptHandle}" is not a valid receipt handle.`,
  )
}

/**
 * Errors: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ChangeMessageVisibility.html.
 * For a message that was deleted, SQS answers with a code that is not listed there:
 * https://github.com/aws/aws-sdk-net/issues/1927
 */
function setVisibility(queue: Queue, handle: string, visibility: number, call: Call): void {
  checkSeconds('VisibilityTimeout', visibility, 43_200)
  const now = call.now.getTime()
  const change = changeVisibility(queue, known(queue, handle), visibility * second, now)
  if (change === 'not-in-flight')
    throw new AwsError('MessageNotInflight', "The specified message isn't in flight.")
  if (change === 'gone')
    throw new AwsError(
      'InvalidParameterValue',
      `Value ${handle} for parameter ReceiptHandle is invalid. Reason: Message does not exist or is not available for visibility timeout change.`,
    )
}

/** The system attributes of a message. */
function systemAttributes(
  message: Message,
): Readonly<Partial<Record<MessageSystemAttributeName, string>>> {
  return {
    SenderId: message.senderId,
    SentTimestamp: String(message.sentAtMs),
    ApproximateReceiveCount: String(message.receiveCount),
    ApproximateFirstReceiveTimestamp: String(message.firstReceivedAtMs),
    ...(message.deadLetterSource === undefined
      ? {}
      : { DeadLetterQueueSourceArn: message.deadLetterSource }),
  }
}

/**
 * The attributes with these names. `names` may contain `All`, `.*` and, for message attributes,
 * prefixes such as `alert.*`.
 */
function chosen<V>(all: Readonly<Record<string, V>>, names: readonly string[]) {
  const isWanted = (name: string): boolean =>
    names.some(
      (wanted) =>
        wanted === 'All' ||
        wanted === name ||
        (wanted.endsWith('.*') && name.startsWith(wanted.slice(0, -2))),
    )
  const found = Object.entries(all).filter(([name]) => isWanted(name))
  return found.length === 0 ? undefined : (Object.fromEntries(found) as Record<string, V>)
}

function receivedView(
  message: Message,
  systemNames: readonly string[],
  names: readonly string[],
): Received {
  const Attributes = chosen(systemAttributes(message) as Record<string, string>, systemNames)
  const MessageAttributes = chosen(message.attributes, names)
  return {
    MessageId: message.id,
    ReceiptHandle: message.receiptHandle,
    MD5OfBody: bodyDigest(message.body),
    Body: message.body,
    ...(Attributes === undefined ? {} : { Attributes }),
    ...(MessageAttributes === undefined
      ? {}
      : { MessageAttributes, MD5OfMessageAttributes: attributesDigest(MessageAttributes) }),
  }
}

export const messageOperations = {
  SendMessage: (input, call) => sendMessage(queueOf(call, input.QueueUrl), input, call),

  SendMessageBatch: ({ QueueUrl, Entries }, call) => {
    const queue = queueOf(call, QueueUrl)
    checkEntries('Send', Entries)
    return each(Entries, (entry) => sendMessage(queue, entry, call))
  },

  ReceiveMessage: async (input, call) => {
    const queue = queueOf(call, input.QueueUrl)
    const max = input.MaxNumberOfMessages ?? 1
    const waitSeconds =
      input.WaitTimeSeconds ?? Number(queue.attributes.get('ReceiveMessageWaitTimeSeconds'))
    checkReceive(max, waitSeconds)
    if (input.VisibilityTimeout !== undefined)
      checkSeconds('VisibilityTimeout', input.VisibilityTimeout, 43_200)
    const wanted = {
      max,
      visibilityMs:
        input.VisibilityTimeout === undefined
          ? visibilityTimeoutMs(queue)
          : input.VisibilityTimeout * second,
    }
    let taken = receiveFrom(call.cloud, queue, wanted)
    if (taken.length === 0 && waitSeconds > 0)
      taken = await arrival(call.cloud.clock, queue, waitSeconds * second, () =>
        receiveFrom(call.cloud, queue, wanted),
      )
    if (taken.length === 0) return {}
    const systemNames = [
      ...(input.AttributeNames ?? []),
      ...(input.MessageSystemAttributeNames ?? []),
    ]
    const names = input.MessageAttributeNames ?? []
    return { Messages: taken.map((message) => receivedView(message, systemNames, names)) }
  },

  DeleteMessage: ({ QueueUrl, ReceiptHandle }, call) => {
    const queue = queueOf(call, QueueUrl)
    remove(queue, known(queue, ReceiptHandle))
  },

  DeleteMessageBatch: ({ QueueUrl, Entries }, call) => {
    const queue = queueOf(call, QueueUrl)
    checkEntries('Delete', Entries)
    return each(Entries, ({ ReceiptHandle = '' }) => {
      remove(queue, known(queue, ReceiptHandle))
      return {}
    })
  },

  ChangeMessageVisibility: ({ QueueUrl, ReceiptHandle, VisibilityTimeout }, call) =>
    setVisibility(queueOf(call, QueueUrl), ReceiptHandle, VisibilityTimeout, call),

  ChangeMessageVisibilityBatch: ({ QueueUrl, Entries }, call) => {
    const queue = queueOf(call, QueueUrl)
    checkEntries('ChangeVisibility', Entries)
    return each(Entries, ({ ReceiptHandle = '', VisibilityTimeout = 30 }) => {
      setVisibility(queue, ReceiptHandle, VisibilityTimeout, call)
      return {}
    })
  },
} as const satisfies OperationsOf<Sqs>

function checkReceive(max: number, waitSeconds: number): void {
  if (max < 1 || max > 10) {
    throw new AwsError(
      'InvalidParameterValue',
      `Value ${max} for parameter MaxNumberOfMessages is invalid. Reason: Must be between 1 and 10, if provided.`,
    )
  }
  checkSeconds('WaitTimeSeconds', waitSeconds, 20)
}
