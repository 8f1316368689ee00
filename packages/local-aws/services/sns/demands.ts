/**
 * What calls of SNS need to be allowed. A subscription has no ARN in IAM: its topic decides.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsns.html
 */
import type { Cloud } from '../../accounts.ts'
import type { Demand } from '../../authorization/authorization.ts'
import type { Call } from '../../call.ts'
import { topicByArn } from './memory.ts'
import { defaultPolicy } from './topic-policy.ts'

interface Input {
  readonly Name?: string
  readonly TopicArn?: string
  readonly TargetArn?: string
  readonly SubscriptionArn?: string
  readonly Protocol?: string
  readonly Endpoint?: string
}

/** An action on a topic, with the policy of the topic. */
export function onTopic(cloud: Cloud, action: string, arn: string): Demand {
  const topic = topicByArn(cloud, arn)
  return {
    action: `sns:${action}`,
    resource: arn,
    policy: topic && (topic.attributes.get('Policy') ?? defaultPolicy(arn, topic.owner)),
  }
}

export function snsDemands(input: Input, call: Call): readonly Demand[] {
  const { operation, cloud, region, account } = call
  if (operation === 'ListTopics' || operation === 'ListSubscriptions')
    return [{ action: `sns:${operation}` }]
  const arn =
    input.TopicArn ??
    input.TargetArn ??
    input.SubscriptionArn?.replace(/:[^:]*$/, '') ??
    `arn:aws:sns:${region.name}:${account.id}:${input.Name}`
  const { Protocol, Endpoint } = input
  return [
    {
      ...onTopic(cloud, operation, arn),
      context: {
        ...(Protocol === undefined ? {} : { 'sns:Protocol': Protocol }),
        ...(Endpoint === undefined ? {} : { 'sns:Endpoint': Endpoint }),
      },
    },
  ]
}
