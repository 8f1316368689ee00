/** What subscribers of a topic get: queues, raw or wrapped, and people. */
import {
  CreateTopicCommand,
  PublishCommand,
  type PublishCommandInput,
  SNSClient,
  SubscribeCommand,
} from '@aws-sdk/client-sns'
import { CreateQueueCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Local, startLocal } from '../../../../src/simulate/local.ts'

const account = '111122223333'
const topic = `arn:aws:sns:eu-west-1:${account}:alerts`
const arnOf = (queue: string) => `arn:aws:sqs:eu-west-1:${account}:${queue}`

let local: Local
beforeEach(async () => {
  local = await startLocal({ accounts: [account], startAt: new Date('2026-11-21T08:00:00Z') })
  await sns().send(new CreateTopicCommand({ Name: 'alerts' }))
})
afterEach(() => local.stop())

const sns = () => new SNSClient(local.config(local.root(account), 'eu-west-1'))
const sqs = () => new SQSClient(local.config(local.root(account), 'eu-west-1'))

const subscribe = (Protocol: string, Endpoint: string, Attributes = {}) =>
  sns().send(new SubscribeCommand({ TopicArn: topic, Protocol, Endpoint, Attributes }))

const makeQueue = (QueueName: string) => sqs().send(new CreateQueueCommand({ QueueName }))

async function received(name: string) {
  const { Messages = [] } = await sqs().send(
    new ReceiveMessageCommand({
      QueueUrl: `${local.endpoint}/${account}/${name}`,
      MaxNumberOfMessages: 10,
      MessageAttributeNames: ['All'],
    }),
  )
  return Messages
}

const publish = (input: Omit<PublishCommandInput, 'TopicArn'>) =>
  sns().send(new PublishCommand({ TopicArn: topic, ...input }))

const severity = (StringValue: string) => ({
  severity: { DataType: 'String', StringValue },
})

test('a raw subscription gives a queue the text and the attributes', async () => {
  await makeQueue('receipts')
  await subscribe('sqs', arnOf('receipts'), { RawMessageDelivery: 'true' })
  await publish({ Message: 'text', Subject: 's', MessageAttributes: severity('high') })
  const [message] = await received('receipts')
  expect(message?.Body).toBe('text')
  expect(message?.MessageAttributes?.severity?.StringValue).toBe('high')
})

test('any other subscription wraps them', async () => {
  await makeQueue('alarms')
  await subscribe('sqs', arnOf('alarms'))
  await publish({ Message: 'text', Subject: 's', MessageAttributes: severity('high') })
  const [message] = await received('alarms')
  expect(message?.MessageAttributes).toBeUndefined()
  expect(JSON.parse(message?.Body ?? '')).toMatchObject({
    Type: 'Notification',
    TopicArn: topic,
    Subject: 's',
    Message: 'text',
    Timestamp: '2026-11-21T08:00:00.000Z',
    MessageAttributes: { severity: { Type: 'String', Value: 'high' } },
  })
})

test('a raw message with more attributes than a queue takes is dropped, to the dead letters if any', async () => {
  for (const name of ['receipts', 'dead']) await makeQueue(name)
  await subscribe('sqs', arnOf('receipts'), {
    RawMessageDelivery: 'true',
    RedrivePolicy: JSON.stringify({ deadLetterTargetArn: arnOf('dead') }),
  })
  const attribute = { DataType: 'String', StringValue: 'x' }
  const many = Object.fromEntries(Array.from({ length: 11 }, (_, i) => [`a${i}`, attribute]))
  await publish({ Message: 'text', MessageAttributes: many })
  expect(await received('receipts')).toEqual([])
  expect(await received('dead')).toHaveLength(1)
})

test('a queue that is gone loses nothing where there are dead letters', async () => {
  await makeQueue('dead')
  await subscribe('sqs', arnOf('gone'), {
    RedrivePolicy: JSON.stringify({ deadLetterTargetArn: arnOf('dead') }),
  })
  await publish({ Message: 'text' })
  expect(await received('dead')).toHaveLength(1)
})

test.for([
  { policy: { severity: ['high', 'critical'] }, severities: ['high'] },
  { policy: { severity: [{ 'anything-but': 'high' }] }, severities: ['low'] },
  { policy: { severity: [{ prefix: 'h' }] }, severities: ['high'] },
  { policy: { severity: [{ exists: false }] }, severities: [] },
  { policy: { count: [{ numeric: ['>', 5] }] }, severities: ['high', 'low'] },
  { policy: { accounts: ['2'] }, severities: ['high', 'low'] },
])('a subscription that wants $policy gets $severities', async ({ policy, severities }) => {
  await makeQueue('q')
  await subscribe('sqs', arnOf('q'), {
    RawMessageDelivery: 'true',
    FilterPolicy: JSON.stringify(policy),
  })
  const more = {
    count: { DataType: 'Number', StringValue: '10' },
    accounts: { DataType: 'String.Array', StringValue: '["1","2"]' },
  }
  for (const one of ['high', 'low'])
    await publish({ Message: one, MessageAttributes: { ...severity(one), ...more } })
  expect((await received('q')).map(({ Body }) => Body).sort()).toEqual(severities)
})

test('people get the text that was written for their kind of device', async () => {
  await subscribe('sms', '+4915112345678')
  await subscribe('email', 'oncall@example.com')
  const Message = JSON.stringify({ default: 'long', sms: 'short' })
  await publish({ Message, MessageStructure: 'json', Subject: 's' })
  expect(local.inbox().map(({ endpoint, message }) => [endpoint, message])).toEqual([
    ['+4915112345678', 'short'],
    ['oncall@example.com', 'long'],
  ])
})
