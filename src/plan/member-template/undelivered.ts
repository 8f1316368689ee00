/**
 * Resources of a member of a hub for events that it could not forward: a queue that keeps them, and
 * an alarm that the hub receives.
 */
import type { JsonObject } from '../../ir/json.ts'
import { ruleResource, sub } from './resources.ts'

/** The queue with its policy, its alarm, and the rule that forwards alarms. */
export const undeliveredResources = (prefix: string): JsonObject => ({
  Undelivered: {
    Type: 'AWS::SQS::Queue',
    Properties: {
      QueueName: `${prefix}-undelivered`,
      MessageRetentionPeriod: 1_209_600,
      SqsManagedSseEnabled: true,
    },
  },
  UndeliveredPolicy: queuePolicy(prefix),
  UndeliveredAlarm: undeliveredAlarm(prefix),
  HealthRule: ruleResource(prefix, healthRule(prefix), undefined),
})

/**
 * Allows EventBridge to send undeliverable events of rules with this prefix. Denies to send to
 * everybody who is no service of AWS, and denies access without TLS. The template is the same for
 * every account and knows no operators, so IAM decides who reads the queue.
 */
const queuePolicy = (prefix: string): JsonObject => ({
  Type: 'AWS::SQS::QueuePolicy',
  Properties: {
    Queues: [{ Ref: 'Undelivered' }],
    PolicyDocument: {
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Principal: { Service: 'events.amazonaws.com' },
          Action: 'sqs:SendMessage',
          Resource: { 'Fn::GetAtt': ['Undelivered', 'Arn'] },
          Condition: {
            ArnLike: {
              'aws:SourceArn': sub(
                `arn:\${AWS::Partition}:events:\${AWS::Region}:\${AWS::AccountId}:rule/${prefix}-*`,
              ),
            },
          },
        },
        {
          Effect: 'Deny',
          Principal: '*',
          Action: 'sqs:SendMessage',
          Resource: { 'Fn::GetAtt': ['Undelivered', 'Arn'] },
          Condition: { Bool: { 'aws:PrincipalIsAWSService': 'false' } },
        },
        {
          Effect: 'Deny',
          Principal: '*',
          Action: 'sqs:*',
          Resource: { 'Fn::GetAtt': ['Undelivered', 'Arn'] },
          Condition: { Bool: { 'aws:SecureTransport': 'false' } },
        },
      ],
    },
  },
})

const undeliveredAlarm = (prefix: string): JsonObject => ({
  Type: 'AWS::CloudWatch::Alarm',
  Properties: {
    AlarmName: `${prefix}-health-undelivered`,
    AlarmDescription: 'Events of this account could not be sent to the hub',
    Namespace: 'AWS/SQS',
    MetricName: 'ApproximateNumberOfMessagesVisible',
    Dimensions: [{ Name: 'QueueName', Value: { 'Fn::GetAtt': ['Undelivered', 'QueueName'] } }],
    Statistic: 'Maximum',
    Period: 60,
    EvaluationPeriods: 1,
    ComparisonOperator: 'GreaterThanThreshold',
    Threshold: 0,
    TreatMissingData: 'notBreaching',
  },
})

/**
 * The rule that forwards alarms of a member as events to the hub, whose bus sends them to the
 * health topic.
 */
const healthRule = (prefix: string) => ({
  name: `${prefix}-health`,
  state: 'ENABLED' as const,
  pattern: JSON.stringify({
    source: ['aws.cloudwatch'],
    'detail-type': ['CloudWatch Alarm State Change'],
    detail: { alarmName: [`${prefix}-health-undelivered`], state: { value: ['ALARM'] } },
  }),
  why: 'alarms of this region are told by the hub',
})
