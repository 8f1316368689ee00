/** Channels: SNS topics. A message is sent when SNS took it, whoever reads it then. */
import { PublishCommand, type SNSClient } from '@aws-sdk/client-sns'
import { snsMessage } from '../../src/alert/rendered.ts'
import type { Topics } from '../../src/detect/ports.ts'

export interface TopicsConfig {
  /** For topics of a region; a channel may be a topic that was there before, anywhere. */
  readonly client: (region: string) => SNSClient
  readonly signal: () => AbortSignal
}

export const topics = ({ client, signal }: TopicsConfig): Topics => ({
  publish: async ({ topic, rendered, attributes }) => {
    const command = new PublishCommand({
      TopicArn: topic,
      ...snsMessage(rendered),
      MessageAttributes: Object.fromEntries(
        Object.entries(attributes).map(([name, value]) => [
          name,
          { DataType: 'String', StringValue: value },
        ]),
      ),
    })
    await client(regionOf(topic)).send(command, { abortSignal: signal() })
  },
})

/** `arn:aws:sns:<region>:…` */
const regionOf = (arn: string): string => arn.split(':')[3] ?? ''
