/** The types of topics, subscriptions and messages. */
import type { AttributeValue } from '../sqs/message-digest.ts'

export interface Topic {
  readonly name: string
  readonly arn: string
  readonly owner: string
  readonly attributes: Map<string, string>
  /** Subscriptions by ARN. */
  readonly subscriptions: Map<string, Subscription>
}

export interface Subscription {
  readonly arn: string
  readonly topicArn: string
  readonly owner: string
  readonly protocol: Protocol
  readonly endpoint: string
  readonly attributes: Map<string, string>
}

export const protocols = [
  'email',
  'email-json',
  'sms',
  'http',
  'https',
  'sqs',
  'lambda',
  'firehose',
] as const

export type Protocol = (typeof protocols)[number]

/** An accepted Publish. */
export interface Publication {
  readonly messageId: string
  readonly topicArn: string
  readonly subject: string | undefined
  /** Texts by protocol, if the publisher sent different ones (MessageStructure json). */
  readonly messages: Readonly<Record<string, string>>
  readonly attributes: Readonly<Record<string, AttributeValue>>
  readonly atMs: number
}

/** A message that a mailbox, phone or web hook received. */
export interface Delivery {
  readonly at: string
  readonly topicArn: string
  readonly protocol: Protocol
  readonly endpoint: string
  readonly messageId: string
  readonly subject: string | undefined
  readonly message: string
  readonly attributes: Readonly<Record<string, string>>
}

export const messageFor = ({ messages }: Publication, protocol: Protocol): string =>
  messages[protocol] ?? messages.default ?? ''

/**
 * The notification that arrives without raw delivery.
 * https://docs.aws.amazon.com/sns/latest/dg/sns-message-and-json-formats.html
 */
export function notificationFor(
  publication: Publication,
  { arn, protocol, topicArn }: Subscription,
): string {
  const region = topicArn.split(':')[3]
  const attributes = Object.entries(publication.attributes)
  return JSON.stringify({
    Type: 'Notification',
    MessageId: publication.messageId,
    TopicArn: topicArn,
    ...(publication.subject === undefined ? {} : { Subject: publication.subject }),
    Message: messageFor(publication, protocol),
    Timestamp: new Date(publication.atMs).toISOString(),
    SignatureVersion: '1',
    // AWS's key is not available: the field exists, and verifies nothing.
    Signature: Buffer.from(publication.messageId).toString('base64'),
    SigningCertURL: `https://sns.${region}.amazonaws.com/SimpleNotificationService-local.pem`,
    UnsubscribeURL: `https://sns.${region}.amazonaws.com/?Action=Unsubscribe&SubscriptionArn=${arn}`,
    ...(attributes.length === 0
      ? {}
      : {
          MessageAttributes: Object.fromEntries(
            attributes.map(([name, { DataType, StringValue, BinaryValue }]) => [
              name,
              {
                Type: DataType,
                Value: StringValue ?? Buffer.from(BinaryValue ?? []).toString('base64'),
              },
            ]),
          ),
        }),
  })
}
