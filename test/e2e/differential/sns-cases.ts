/** SNS, as channels and alarms use it. What a topic delivers is compared in test/local-aws/services/sns. */
import type { Call, Script } from '../../support/differential.ts'

const text = (StringValue: string) => ({ DataType: 'String', StringValue })
const gone = 'arn:aws:sns:us-east-1:123456789012:gone'
const queue = 'arn:aws:sqs:us-east-1:123456789012:receipts'

const made = async (call: Call, Name = 'alerts'): Promise<string> =>
  (await call('CreateTopic', { Name })).TopicArn

export const snsCases: Readonly<Record<string, Script>> = {
  topics: async (call) => {
    const TopicArn = await made(call)
    await made(call)
    await made(call, 'alarms')
    await call('ListTopics')
    await call('GetTopicAttributes', { TopicArn })
    await call('GetTopicAttributes', { TopicArn: gone })
    await call('SetTopicAttributes', {
      TopicArn,
      AttributeName: 'DisplayName',
      AttributeValue: 'Alerts',
    })
    await call('GetTopicAttributes', { TopicArn })
    await call('DeleteTopic', { TopicArn })
    await call('DeleteTopic', { TopicArn: gone })
    await call('ListTopics')
  },

  'pages of topics': async (call) => {
    for (let i = 0; i < 101; i++) await made(call, `topic-${i}`)
    const { NextToken } = await call('ListTopics')
    await call('ListTopics', { NextToken })
  },

  'names that are none': async (call) => {
    await made(call, 'not a name')
    await made(call, 'x'.repeat(257))
  },

  subscriptions: async (call) => {
    const TopicArn = await made(call)
    const { SubscriptionArn } = await call('Subscribe', {
      TopicArn,
      Protocol: 'sqs',
      Endpoint: queue,
      Attributes: { RawMessageDelivery: 'true' },
      ReturnSubscriptionArn: true,
    })
    await call('Subscribe', { TopicArn, Protocol: 'sqs', Endpoint: queue })
    await call('GetSubscriptionAttributes', { SubscriptionArn })
    await call('SetSubscriptionAttributes', {
      SubscriptionArn,
      AttributeName: 'FilterPolicy',
      AttributeValue: JSON.stringify({ severity: ['critical'] }),
    })
    await call('GetSubscriptionAttributes', { SubscriptionArn })
    await call('ListSubscriptionsByTopic', { TopicArn })
    await call('ListSubscriptions')
    await call('Unsubscribe', { SubscriptionArn })
    await call('GetSubscriptionAttributes', { SubscriptionArn })
    await call('ListSubscriptionsByTopic', { TopicArn })
  },

  'subscriptions that are refused': async (call) => {
    const TopicArn = await made(call)
    await call('Subscribe', { TopicArn: gone, Protocol: 'sqs', Endpoint: queue })
    await call('Subscribe', { TopicArn, Protocol: 'sms', Endpoint: 'no number' })
    await call('Subscribe', { TopicArn, Protocol: 'sqs', Endpoint: 'no arn' })
    await call('Subscribe', {
      TopicArn,
      Protocol: 'sqs',
      Endpoint: queue,
      Attributes: { FilterPolicy: '{"a":"not a list"}' },
    })
    const { SubscriptionArn } = await call('Subscribe', {
      TopicArn,
      Protocol: 'email',
      Endpoint: 'oncall@example.com',
      ReturnSubscriptionArn: true,
    })
    await call('SetSubscriptionAttributes', {
      SubscriptionArn,
      AttributeName: 'Unknown',
      AttributeValue: '1',
    })
  },

  publishing: async (call) => {
    const TopicArn = await made(call)
    await call('Publish', { TopicArn, Message: 'text', Subject: 'subject' })
    await call('Publish', { TopicArn, Message: 'text', MessageAttributes: { rule: text('r') } })
    await call('Publish', {
      TopicArn,
      MessageStructure: 'json',
      Message: JSON.stringify({ default: 'text', sms: 'short' }),
    })
    await call('Publish', { TopicArn: gone, Message: 'text' })
    await call('Publish', { TopicArn, Message: 'x'.repeat(262_145) })
    await call('Publish', { TopicArn, Message: 'text', Subject: 'x'.repeat(101) })
    await call('Publish', { TopicArn, Message: 'text', Subject: 'two\nlines' })
    await call('Publish', { TopicArn, Message: '' })
    await call('Publish', { TopicArn, Message: '{"sms":"x"}', MessageStructure: 'json' })
    await call('Publish', { TopicArn, Message: 'no json', MessageStructure: 'json' })
    await call('Publish', {
      TopicArn,
      Message: 'text',
      MessageAttributes: { a: { DataType: 'Text', StringValue: '1' } },
    })
    await call('Publish', {
      TopicArn,
      Message: 'text',
      MessageAttributes: { a: { DataType: 'String', StringValue: '' } },
    })
  },
}
