/** Moving from a dead-letter queue; moto cannot, so it is held to what AWS was seen to answer. */
import {
  CreateQueueCommand,
  ListMessageMoveTasksCommand,
  type Message,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
  StartMessageMoveTaskCommand,
} from '@aws-sdk/client-sqs'
import { expect, test } from 'vitest'
import { account, at, openDesk } from '../../../simulate/desk.ts'

const arn = (name: string) => `arn:aws:sqs:eu-west-1:${account}:${name}`

async function withDeadLetters() {
  const desk = await openDesk()
  const sqs = new SQSClient(at(desk))
  const url = (name: string) => `${desk.endpoint}/${account}/${name}`
  const make = (QueueName: string, Attributes = {}) =>
    sqs.send(new CreateQueueCommand({ QueueName, Attributes }))
  const put = (name: string, MessageBody: string) =>
    sqs.send(new SendMessageCommand({ QueueUrl: url(name), MessageBody }))
  const take = async (name: string, VisibilityTimeout = 0) => {
    const input = { QueueUrl: url(name), VisibilityTimeout, MaxNumberOfMessages: 10 }
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({ ...input, MessageSystemAttributeNames: ['All'] }),
    )
    return Messages
  }
  await make('dead')
  const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: arn('dead'), maxReceiveCount: 1 })
  for (const name of ['one', 'two']) {
    await make(name, { RedrivePolicy })
    await put(name, `of ${name}`)
    await take(name)
    await take(name)
  }
  await make('elsewhere')
  const start = (SourceArn: string, DestinationArn?: string) =>
    sqs.send(new StartMessageMoveTaskCommand({ SourceArn, DestinationArn }))
  const tasks = async (MaxResults?: number) =>
    (await sqs.send(new ListMessageMoveTasksCommand({ SourceArn: arn('dead'), MaxResults })))
      .Results
  return { put, take, start, tasks }
}

const bodies = (messages: readonly Message[]) => messages.map(({ Body }) => Body)

test('each goes back to where it came from, as a new message', async () => {
  const { take, start, tasks } = await withDeadLetters()
  const ids = (await take('dead')).map(({ MessageId }) => MessageId)
  await start(arn('dead'))
  const [one, two] = [await take('one'), await take('two')]
  expect([bodies(one), bodies(two)]).toEqual([['of one'], ['of two']])
  for (const { MessageId, Attributes } of [...one, ...two]) {
    expect(ids).not.toContain(MessageId)
    expect(Attributes?.ApproximateReceiveCount).toBe('1')
    expect(Attributes?.DeadLetterQueueSourceArn).toBeUndefined()
  }
  expect(await take('dead')).toEqual([])
  expect(await tasks()).toMatchObject([
    {
      Status: 'COMPLETED',
      ApproximateNumberOfMessagesMoved: 2,
      ApproximateNumberOfMessagesToMove: 2,
    },
  ])
})

test('all go to where they are told to, and what somebody holds stays', async () => {
  const { put, take, start, tasks } = await withDeadLetters()
  await take('dead', 30)
  await put('dead', 'put there')
  await start(arn('dead'), arn('elsewhere'))
  expect(bodies(await take('elsewhere'))).toEqual(['put there'])
  await start(arn('dead'))
  expect((await tasks(10))?.map((task) => task.ApproximateNumberOfMessagesMoved)).toEqual([0, 1])
})

test('what was put there has nowhere to go back to', async () => {
  const { put, take, start, tasks } = await withDeadLetters()
  await put('dead', 'put there')
  await start(arn('dead'))
  expect(await tasks()).toMatchObject([
    { Status: 'FAILED', FailureReason: 'CouldNotDetermineMessageSource' },
  ])
  expect(bodies(await take('dead'))).toEqual(['put there'])
})

test.each([
  ['one', undefined, 'Source queue must be configured as a Dead Letter Queue.'],
  ['gone', undefined, 'for the SourceArn parameter does'],
  ['dead', 'gone', 'for the DestinationArn parameter does'],
])('from %s to %s is refused', async (from, to, why) => {
  const { start } = await withDeadLetters()
  await expect(start(arn(from), to && arn(to))).rejects.toThrow(why)
})
