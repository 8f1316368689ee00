/** Topics and queues, made through the API. */
import {
  CreateTopicCommand,
  SetTopicAttributesCommand,
  SNSClient,
  SubscribeCommand,
} from '@aws-sdk/client-sns'
import { CreateQueueCommand, SetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs'
import type { Makers } from './wire.ts'

export const messages: Makers = {
  'aws:sns/topic:Topic': async (i, region) => {
    const { TopicArn } = await new SNSClient({ region }).send(
      new CreateTopicCommand({
        Name: i.name,
        Attributes: i.kmsMasterKeyId ? { KmsMasterKeyId: i.kmsMasterKeyId } : {},
      }),
    )
    return { id: TopicArn, arn: TopicArn }
  },
  'aws:sns/topicPolicy:TopicPolicy': async (i, region) => {
    await new SNSClient({ region }).send(
      new SetTopicAttributesCommand({
        TopicArn: i.arn,
        AttributeName: 'Policy',
        AttributeValue: i.policy,
      }),
    )
    return { id: i.arn }
  },
  'aws:sns/topicSubscription:TopicSubscription': async (i, region) => {
    const { SubscriptionArn } = await new SNSClient({ region }).send(
      new SubscribeCommand({
        TopicArn: i.topic,
        Protocol: i.protocol,
        Endpoint: i.endpoint,
        ReturnSubscriptionArn: true,
        Attributes: {
          ...(i.rawMessageDelivery ? { RawMessageDelivery: 'true' } : {}),
          ...(i.redrivePolicy ? { RedrivePolicy: i.redrivePolicy } : {}),
        },
      }),
    )
    return { id: SubscriptionArn, arn: SubscriptionArn }
  },
  'aws:sqs/queue:Queue': async (i, region, account) => {
    const attributes = {
      MessageRetentionPeriod: i.messageRetentionSeconds,
      RedriveAllowPolicy: i.redriveAllowPolicy,
      RedrivePolicy: i.redrivePolicy,
      SqsManagedSseEnabled: i.sqsManagedSseEnabled,
      VisibilityTimeout: i.visibilityTimeoutSeconds,
    }
    const { QueueUrl } = await new SQSClient({ region }).send(
      new CreateQueueCommand({
        QueueName: i.name,
        Attributes: Object.fromEntries(
          Object.entries(attributes).flatMap(([key, value]) =>
            value === undefined ? [] : [[key, String(value)]],
          ),
        ),
      }),
    )
    return { id: QueueUrl, url: QueueUrl, arn: `arn:aws:sqs:${region}:${account}:${i.name}` }
  },
  'aws:sqs/queuePolicy:QueuePolicy': async (i, region) => {
    await new SQSClient({ region }).send(
      new SetQueueAttributesCommand({ QueueUrl: i.queueUrl, Attributes: { Policy: i.policy } }),
    )
    return { id: i.queueUrl }
  },
}
