/** Operations on subscriptions: create, change, list and end. */
import type { Subscription as Listed } from '@aws-sdk/client-sns'
import type { Call, OperationsOf } from '../../call.ts'
import { AwsError } from '../../errors.ts'
import { filterPolicyFault } from './filter-policy.ts'
import { subscriptionByArn, topicByArn, topicsOf } from './memory.ts'
import { pageOf } from './page.ts'
import { type Protocol, protocols, type Subscription } from './topic.ts'
import { topicOf } from './topics.ts'

type Sns = typeof import('@aws-sdk/client-sns')

const invalid = (what: string): AwsError =>
  new AwsError('InvalidParameter', `Invalid parameter: ${what}`)

const settable = [
  'RawMessageDelivery',
  'FilterPolicy',
  'FilterPolicyScope',
  'RedrivePolicy',
  'DeliveryPolicy',
  'SubscriptionRoleArn',
]

function subscriptionOf(call: Call, arn: string): Subscription {
  const found = subscriptionByArn(call.cloud, arn)
  if (found !== undefined) return found
  throw new AwsError('NotFound', 'Subscription does not exist')
}

function checkEndpoint(protocol: string, endpoint: string): asserts protocol is Protocol {
  if (!protocols.includes(protocol as Protocol))
    throw invalid(`Amazon SNS does not support this protocol string: ${protocol}`)
  const isRight = {
    email: /.@./,
    'email-json': /.@./,
    sms: /^\+?[\d ./()-]*\d[\d ./()-]*$/,
    http: /^http:\/\/./,
    https: /^https:\/\/./,
    sqs: /^arn:[^:]+:sqs:/,
    lambda: /^arn:[^:]+:lambda:/,
    firehose: /^arn:[^:]+:firehose:/,
  }[protocol as Protocol].test(endpoint)
  if (isRight) return
  if (protocol === 'sms') throw invalid(`Invalid SMS endpoint: ${endpoint}`)
  throw invalid(protocol === 'sqs' ? 'SQS endpoint ARN' : 'Endpoint')
}

function setAttribute(
  attributes: Map<string, string>,
  protocol: Protocol,
  name: string,
  value: string,
): void {
  if (!settable.includes(name)) throw invalid('AttributeName')
  if (name === 'RawMessageDelivery') {
    if (!['true', 'false'].includes(value))
      throw invalid('Attributes Reason: RawMessageDelivery: Invalid value')
    if (value === 'true' && !['sqs', 'http', 'https', 'firehose'].includes(protocol))
      throw invalid(
        `Attributes Reason: Delivery protocol [${protocol}] does not support raw message delivery.`,
      )
  }
  const fault = name === 'FilterPolicy' && value !== '' ? filterPolicyFault(value) : undefined
  if (fault !== undefined) throw invalid(`FilterPolicy: ${fault}`)
  if (name === 'FilterPolicyScope' && !['MessageAttributes', 'MessageBody'].includes(value))
    throw invalid('Attributes Reason: FilterPolicyScope: Invalid value')
  attributes.set(name, value)
}

function attributesView({ arn, attributes, owner, protocol, endpoint, topicArn }: Subscription) {
  const set = Object.fromEntries([...attributes].filter(([, value]) => value !== ''))
  return {
    SubscriptionArn: arn,
    TopicArn: topicArn,
    Owner: owner,
    Protocol: protocol,
    Endpoint: endpoint,
    PendingConfirmation: 'false',
    ConfirmationWasAuthenticated: 'true',
    RawMessageDelivery: 'false',
    ...('FilterPolicy' in set ? { FilterPolicyScope: 'MessageAttributes' } : {}),
    ...set,
  }
}

const listed = ({ arn, owner, protocol, endpoint, topicArn }: Subscription): Listed => ({
  SubscriptionArn: arn,
  Owner: owner,
  Protocol: protocol,
  Endpoint: endpoint,
  TopicArn: topicArn,
})

export const subscriptionOperations = {
  /**
   * The subscription is confirmed at once, also where AWS would ask a person or a server first. The
   * same endpoint gives the same subscription.
   */
  Subscribe: ({ TopicArn, Protocol, Endpoint = '', Attributes = {} }, call) => {
    const topic = topicOf(call, TopicArn)
    checkEndpoint(Protocol, Endpoint)
    const attributes = new Map<string, string>()
    for (const [name, value] of Object.entries(Attributes))
      setAttribute(attributes, Protocol, name, value)
    const known = [...topic.subscriptions.values()].find(
      ({ protocol, endpoint }) => protocol === Protocol && endpoint === Endpoint,
    )
    if (known !== undefined) return { SubscriptionArn: known.arn }
    const subscription: Subscription = {
      arn: `${topic.arn}:${call.cloud.ids.uuid()}`,
      topicArn: topic.arn,
      owner: call.account.id,
      protocol: Protocol,
      endpoint: Endpoint,
      attributes,
    }
    topic.subscriptions.set(subscription.arn, subscription)
    return { SubscriptionArn: subscription.arn }
  },

  /** An unknown subscription is no error, as in SNS. */
  Unsubscribe: ({ SubscriptionArn }, call) => {
    topicByArn(call.cloud, SubscriptionArn.replace(/:[^:]*$/, ''))?.subscriptions.delete(
      SubscriptionArn,
    )
  },

  GetSubscriptionAttributes: ({ SubscriptionArn }, call) => ({
    Attributes: attributesView(subscriptionOf(call, SubscriptionArn)),
  }),

  SetSubscriptionAttributes: ({ SubscriptionArn, AttributeName, AttributeValue = '' }, call) => {
    const { attributes, protocol } = subscriptionOf(call, SubscriptionArn)
    setAttribute(attributes, protocol, AttributeName, AttributeValue)
  },

  ListSubscriptions: ({ NextToken }, call) => {
    const all = [...topicsOf(call.region).values()].flatMap(({ subscriptions }) => [
      ...subscriptions.values(),
    ])
    const { page, next } = pageOf(all, NextToken)
    return { Subscriptions: page.map(listed), ...next }
  },

  ListSubscriptionsByTopic: ({ TopicArn, NextToken }, call) => {
    const { page, next } = pageOf([...topicOf(call, TopicArn).subscriptions.values()], NextToken)
    return { Subscriptions: page.map(listed), ...next }
  },
} as const satisfies OperationsOf<Sns>
