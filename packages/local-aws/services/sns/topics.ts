/** Operations on topics: create, change, list, delete, publish. */
import type { Call, OperationsOf } from '../../call.ts'
import { parseArn } from '../../delivery/arn.ts'
import { AwsError } from '../../errors.ts'
import { topicByArn, topicsOf } from './memory.ts'
import { pageOf } from './page.ts'
import { publish } from './publish.ts'
import type { Topic } from './topic.ts'
import { defaultPolicy } from './topic-policy.ts'

type Sns = typeof import('@aws-sdk/client-sns')

const invalid = (what: string): AwsError =>
  new AwsError('InvalidParameter', `Invalid parameter: ${what}`)

const settable = [
  'Policy',
  'DisplayName',
  'DeliveryPolicy',
  'KmsMasterKeyId',
  'SignatureVersion',
  'TracingConfig',
]

/** The topic of an ARN. SNS answers only for topics of the called region. */
export function topicOf(call: Call, arn: string | undefined): Topic {
  const parsed = parseArn(arn ?? '')
  if (arn === undefined || parsed?.service !== 'sns' || parsed.region !== call.region.name)
    throw invalid('TopicArn')
  const topic = topicByArn(call.cloud, arn)
  if (topic !== undefined) return topic
  throw new AwsError('NotFound', 'Topic does not exist', 404)
}

function setAttribute(attributes: Map<string, string>, name: string, value: string): void {
  if (!settable.includes(name)) throw invalid('AttributeName')
  attributes.set(name, value)
}

function attributesView({ arn, owner, attributes, subscriptions }: Topic): Record<string, string> {
  return {
    DisplayName: '',
    SubscriptionsPending: '0',
    SubscriptionsDeleted: '0',
    Policy: defaultPolicy(arn, owner),
    ...Object.fromEntries(attributes),
    TopicArn: arn,
    Owner: owner,
    SubscriptionsConfirmed: String(subscriptions.size),
  }
}

export const topicOperations = {
  CreateTopic: ({ Name, Attributes = {} }, call) => {
    if (!/^[A-Za-z0-9_-]{1,256}$/.test(Name)) throw invalid('Topic Name')
    const topics = topicsOf(call.region)
    const arn = `arn:aws:sns:${call.region.name}:${call.account.id}:${Name}`
    const known = topics.get(arn)
    const attributes = new Map<string, string>()
    for (const [name, value] of Object.entries(Attributes)) setAttribute(attributes, name, value)
    const isOther = [...attributes].some(([name, value]) => known?.attributes.get(name) !== value)
    if (known !== undefined && isOther)
      throw invalid('Attributes Reason: Topic already exists with different attributes')
    if (known === undefined)
      topics.set(arn, {
        name: Name,
        arn,
        owner: call.account.id,
        attributes,
        subscriptions: new Map(),
      })
    return { TopicArn: arn }
  },

  /** Deleting an unknown topic is no error, as in SNS. */
  DeleteTopic: ({ TopicArn }, call) => {
    const isOwn = parseArn(TopicArn)?.account === call.account.id
    if (isOwn) topicsOf(call.region).delete(TopicArn)
  },

  GetTopicAttributes: ({ TopicArn }, call) => ({
    Attributes: attributesView(topicOf(call, TopicArn)),
  }),

  SetTopicAttributes: ({ TopicArn, AttributeName, AttributeValue = '' }, call) =>
    setAttribute(topicOf(call, TopicArn).attributes, AttributeName, AttributeValue),

  ListTopics: ({ NextToken }, call) => {
    const { page, next } = pageOf([...topicsOf(call.region).keys()], NextToken)
    return { Topics: page.map((TopicArn) => ({ TopicArn })), ...next }
  },

  Publish: (input, call) => {
    if (input.PhoneNumber !== undefined)
      throw new AwsError('NotImplemented', 'The local account publishes to topics only.', 501)
    const topic = topicOf(call, input.TopicArn ?? input.TargetArn)
    return { MessageId: publish(call.cloud, topic, input) }
  },
} as const satisfies OperationsOf<Sns>
