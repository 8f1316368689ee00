/** SQS, as alerts, receipts and responders use it. */
import type { Call, Script } from '../../support/differential.ts'

const text = (StringValue: string) => ({ DataType: 'String', StringValue })

const made = async (call: Call, QueueName = 'events', Attributes = {}): Promise<string> =>
  (await call('CreateQueue', { QueueName, Attributes })).QueueUrl

const received = async (call: Call, QueueUrl: string, more = {}): Promise<string> => {
  const { Messages = [] } = await call('ReceiveMessage', { QueueUrl, ...more })
  return Messages[0]?.ReceiptHandle ?? ''
}

const gone = 'http://127.0.0.1/123456789012/gone'

export const sqsCases: Readonly<Record<string, Script>> = {
  queues: async (call) => {
    const QueueUrl = await made(call)
    await made(call)
    await made(call, 'events', { VisibilityTimeout: '77' })
    await made(call, 'alarms')
    await call('GetQueueUrl', { QueueName: 'events' })
    await call('GetQueueUrl', { QueueName: 'gone' })
    await call('ListQueues')
    await call('ListQueues', { QueueNamePrefix: 'ala' })
    await call('DeleteQueue', { QueueUrl })
    await call('ListQueues')
    await call('ListQueues', { QueueNamePrefix: 'none' })
  },

  'pages of queues': async (call) => {
    for (const name of ['a', 'b', 'c']) await made(call, name)
    const { NextToken } = await call('ListQueues', { MaxResults: 2 })
    await call('ListQueues', { MaxResults: 2, NextToken })
  },

  'names that are none': async (call) => {
    await made(call, 'not a name')
    await made(call, 'x'.repeat(81))
  },

  attributes: async (call) => {
    const QueueUrl = await made(call, 'events', { VisibilityTimeout: '180' })
    await call('GetQueueAttributes', { QueueUrl, AttributeNames: ['All'] })
    await call('GetQueueAttributes', {
      QueueUrl,
      AttributeNames: ['VisibilityTimeout', 'QueueArn'],
    })
    await call('SetQueueAttributes', { QueueUrl, Attributes: { DelaySeconds: '3' } })
    await call('GetQueueAttributes', { QueueUrl, AttributeNames: ['DelaySeconds'] })
    await call('GetQueueAttributes', { QueueUrl: gone, AttributeNames: ['All'] })
    await call('SetQueueAttributes', { QueueUrl: gone, Attributes: { DelaySeconds: '3' } })
  },

  'messages with attributes': async (call) => {
    const QueueUrl = await made(call)
    await call('SendMessage', {
      QueueUrl,
      MessageBody: '{"häuser":"ünïcode"}',
      MessageAttributes: {
        alert: text('0123'),
        count: { DataType: 'Number', StringValue: '12' },
        bytes: { DataType: 'Binary', BinaryValue: new Uint8Array([1, 2, 255]) },
      },
    })
    await received(call, QueueUrl, {
      MessageAttributeNames: ['All'],
      MessageSystemAttributeNames: ['ApproximateReceiveCount'],
    })
    await received(call, QueueUrl)
    await call('GetQueueAttributes', {
      QueueUrl,
      AttributeNames: ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'],
    })
  },

  'only the message attributes that are asked for': async (call) => {
    const QueueUrl = await made(call, 'events', { VisibilityTimeout: '0' })
    const MessageAttributes = { alert: text('1'), channel: text('pager') }
    await call('SendMessage', { QueueUrl, MessageBody: 'x', MessageAttributes })
    await received(call, QueueUrl)
    await received(call, QueueUrl, { MessageAttributeNames: ['alert'] })
  },

  'messages are deleted, and not twice': async (call) => {
    const QueueUrl = await made(call)
    await call('SendMessage', { QueueUrl, MessageBody: 'one' })
    const ReceiptHandle = await received(call, QueueUrl)
    await call('DeleteMessage', { QueueUrl, ReceiptHandle })
    await call('DeleteMessage', { QueueUrl, ReceiptHandle })
    await call('DeleteMessage', { QueueUrl, ReceiptHandle: 'no handle' })
    await call('DeleteMessage', { QueueUrl: gone, ReceiptHandle })
    await received(call, QueueUrl)
  },

  visibility: async (call) => {
    const QueueUrl = await made(call)
    await call('SendMessage', { QueueUrl, MessageBody: 'one' })
    const ReceiptHandle = await received(call, QueueUrl)
    await call('ChangeMessageVisibility', { QueueUrl, ReceiptHandle, VisibilityTimeout: 0 })
    await received(call, QueueUrl)
    await call('ChangeMessageVisibility', { QueueUrl, ReceiptHandle, VisibilityTimeout: 43_201 })
    await call('ChangeMessageVisibility', {
      QueueUrl,
      ReceiptHandle: 'no handle',
      VisibilityTimeout: 1,
    })
  },

  'a handle of another queue, and of a deleted message': async (call) => {
    const QueueUrl = await made(call)
    const other = await made(call, 'alarms')
    await call('SendMessage', { QueueUrl, MessageBody: 'one' })
    const ReceiptHandle = await received(call, QueueUrl)
    const change = { QueueUrl, ReceiptHandle, VisibilityTimeout: 60 }
    await call('ChangeMessageVisibility', { ...change, QueueUrl: other })
    await call('DeleteMessage', { QueueUrl: other, ReceiptHandle })
    await call('ChangeMessageVisibility', change)
    await call('DeleteMessage', { QueueUrl, ReceiptHandle })
    await call('ChangeMessageVisibility', change)
  },

  'a handle of an earlier receive': async (call) => {
    const QueueUrl = await made(call)
    await call('SendMessage', { QueueUrl, MessageBody: 'one' })
    const ReceiptHandle = await received(call, QueueUrl, { VisibilityTimeout: 0 })
    await call('ChangeMessageVisibility', { QueueUrl, ReceiptHandle, VisibilityTimeout: 60 })
  },

  batches: async (call) => {
    const QueueUrl = await made(call)
    await call('SendMessageBatch', {
      QueueUrl,
      Entries: [
        { Id: 'a', MessageBody: 'one' },
        { Id: 'b', MessageBody: 'two', MessageAttributes: { alert: text('1') } },
      ],
    })
    const { Messages = [] } = await call('ReceiveMessage', { QueueUrl, MaxNumberOfMessages: 10 })
    const Entries = (Messages as { ReceiptHandle: string }[]).map(({ ReceiptHandle }, i) => ({
      Id: String(i),
      ReceiptHandle,
    }))
    await call('ChangeMessageVisibilityBatch', {
      QueueUrl,
      Entries: Entries.map((entry) => ({ ...entry, VisibilityTimeout: 60 })),
    })
    await call('DeleteMessageBatch', { QueueUrl, Entries })
    await call('GetQueueAttributes', {
      QueueUrl,
      AttributeNames: ['ApproximateNumberOfMessagesNotVisible'],
    })
  },

  'batches that are refused': async (call) => {
    const QueueUrl = await made(call)
    const entry = (Id: string) => ({ Id, MessageBody: 'x' })
    await call('SendMessageBatch', { QueueUrl, Entries: [] })
    await call('SendMessageBatch', { QueueUrl, Entries: [entry('a'), entry('a')] })
    await call('SendMessageBatch', { QueueUrl, Entries: [entry('not an id')] })
    await call('SendMessageBatch', {
      QueueUrl,
      Entries: Array.from({ length: 11 }, (_, i) => entry(String(i))),
    })
    await call('DeleteMessageBatch', { QueueUrl, Entries: [] })
  },

  'messages that are refused': async (call) => {
    const QueueUrl = await made(call)
    await call('SendMessage', { QueueUrl: gone, MessageBody: 'x' })
    await call('SendMessage', { QueueUrl, MessageBody: '\u0000' })
    await call('SendMessage', { QueueUrl, MessageBody: 'x'.repeat(1_048_577) })
    await call('SendMessage', { QueueUrl, MessageBody: 'x', DelaySeconds: 901 })
    await call('SendMessage', {
      QueueUrl,
      MessageBody: 'x',
      MessageAttributes: { 'not a name': text('1') },
    })
    await call('SendMessage', {
      QueueUrl,
      MessageBody: 'x',
      MessageAttributes: { a: { DataType: 'Text', StringValue: '1' } },
    })
    await call('ReceiveMessage', { QueueUrl, MaxNumberOfMessages: 11 })
    await call('ReceiveMessage', { QueueUrl, WaitTimeSeconds: 21 })
  },

  'dead letters': async (call) => {
    await made(call, 'dead')
    const QueueUrl = await made(call, 'events', {
      VisibilityTimeout: '0',
      RedrivePolicy: JSON.stringify({
        deadLetterTargetArn: 'arn:aws:sqs:us-east-1:123456789012:dead',
        maxReceiveCount: 2,
      }),
    })
    const { QueueUrl: dead } = await call('GetQueueUrl', { QueueName: 'dead' })
    await call('SendMessage', { QueueUrl, MessageBody: 'poison' })
    for (let i = 0; i < 3; i++) await received(call, QueueUrl)
    await received(call, dead, { MessageSystemAttributeNames: ['ApproximateReceiveCount'] })
  },

  purging: async (call) => {
    const QueueUrl = await made(call)
    await call('SendMessage', { QueueUrl, MessageBody: 'one' })
    await call('PurgeQueue', { QueueUrl })
    await received(call, QueueUrl)
    await call('PurgeQueue', { QueueUrl: gone })
  },
}
