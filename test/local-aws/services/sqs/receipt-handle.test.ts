/** What SQS answers to a handle that is made up, of another queue, too old, or of a deleted message. */
import {
  ChangeMessageVisibilityCommand,
  CreateQueueCommand,
  DeleteMessageCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs'
import { expect, test } from 'vitest'
import { at, codeOf, openDesk } from '../../../simulate/desk.ts'

async function opened() {
  const desk = await openDesk()
  const sqs = new SQSClient(at(desk))
  const make = async (QueueName: string) =>
    (await sqs.send(new CreateQueueCommand({ QueueName }))).QueueUrl ?? ''
  const [queue, other] = [await make('events'), await make('alarms')]
  const { MessageId = '' } = await sqs.send(
    new SendMessageCommand({ QueueUrl: queue, MessageBody: 'one' }),
  )
  return {
    id: MessageId,
    queue,
    other,
    advance: (ms: number) => desk.cloud.clock.advance(ms),
    receive: async () =>
      (await sqs.send(new ReceiveMessageCommand({ QueueUrl: queue }))).Messages?.[0]
        ?.ReceiptHandle ?? '',
    change: (ReceiptHandle: string, QueueUrl = queue) =>
      codeOf(
        sqs.send(
          new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle, VisibilityTimeout: 60 }),
        ),
      ),
    remove: (ReceiptHandle: string, QueueUrl = queue) =>
      codeOf(sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }))),
  }
}

test('nobody can make a handle, and a queue knows its own ones only', async () => {
  const { id, other, receive, change, remove } = await opened()
  const handle = await receive()
  const forged = ['no handle', `${id}/1`, `${id}/1/`, `${id}/1/${'A'.repeat(43)}=`].map((text) =>
    Buffer.from(text).toString('base64'),
  )
  for (const made of [...forged, 'no handle']) {
    expect(await change(made)).toBe('ReceiptHandleIsInvalid')
    expect(await remove(made)).toBe('ReceiptHandleIsInvalid')
  }
  expect(await change(handle, other)).toBe('ReceiptHandleIsInvalid')
  expect(await remove(handle, other)).toBe('ReceiptHandleIsInvalid')
  expect(await change(handle)).toBe('no error')
})

test('a handle is of one receive, until its timeout ends', async () => {
  const { advance, receive, change } = await opened()
  const old = await receive()
  await advance(30_000)
  expect(await change(old)).toBe('AWS.SimpleQueueService.MessageNotInflight')
  const handle = await receive()
  expect(handle).not.toBe(old)
  expect(await change(old)).toBe('AWS.SimpleQueueService.MessageNotInflight')
  expect(await change(handle)).toBe('no error')
})

test('a deleted message has no timeout, and may be deleted again', async () => {
  const { receive, change, remove } = await opened()
  const handle = await receive()
  expect(await remove(handle)).toBe('no error')
  expect(await change(handle)).toBe('InvalidParameterValue')
  expect(await remove(handle)).toBe('no error')
})
