/**
 * The CloudFormation template of a member of a hub, for a StackSet over all of its regions: the same
 * EventBridge rules as the hub has for itself, each with the hub's bus for its target.
 *
 * One template serves every region, because a StackSet has one: what stands in some regions only is
 * conditioned on the region, and the role, which is one for the account, on the main region.
 */
import { globalRegionOf } from '../aws/regions.ts'
import type { JsonObject } from '../ir/json.ts'
import type { EventRulePlan, Manifest } from './manifest.ts'
import { fingerprint } from './names.ts'

export function memberTemplate(manifest: Manifest): JsonObject {
  const { prefix, home, account, partition, eventRules } = manifest
  const rules = eventRules.filter((rule) => rule.rules.length > 0)
  const regions = [...new Set(rules.map(({ region }) => region))].sort()
  const placed = [...Map.groupBy(rules, keyOf).values()].map((same) => placedRule(same, regions))
  const conditions = placed.flatMap(({ condition }) => (condition ? [condition] : []))
  return {
    AWSTemplateFormatVersion: '2010-09-09',
    Description: `Tripline: sends the events of this account to the hub ${account}`,
    Parameters: {
      HomeBusArn: {
        Type: 'String',
        Description: 'The bus of the hub',
        Default: `arn:${partition}:events:${home}:${account}:event-bus/${prefix}`,
        AllowedPattern: '^arn:aws[a-z-]*:events:[a-z0-9-]+:[0-9]{12}:event-bus/.+$',
      },
      MainRegion: {
        Type: 'String',
        Description: 'Where the role is made; deploy to this region first',
        Default: globalRegionOf(partition),
      },
    },
    Conditions: {
      IsMainRegion: { 'Fn::Equals': [here, { Ref: 'MainRegion' }] },
      ...Object.fromEntries(conditions.map(({ name, holds }) => [name, holds])),
    },
    Resources: {
      ForwardRole: forwardRole(prefix),
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
      ...Object.fromEntries(
        placed.map(({ rule, id, condition }) => [id, ruleResource(prefix, rule, condition?.name)]),
      ),
    },
  }
}

const here: JsonObject = { Ref: 'AWS::Region' }

const sub = (text: string): JsonObject => ({ 'Fn::Sub': text })

const keyOf = ({ name, state, pattern }: EventRulePlan): string => `${name} ${state} ${pattern}`

type Shown = Pick<EventRulePlan, 'name' | 'state' | 'pattern' | 'why'>

interface PlacedRule {
  readonly rule: Shown
  /** The logical id: of the name and what is asked, as other regions may ask otherwise under it. */
  readonly id: string
  readonly condition: { readonly name: string; readonly holds: JsonObject } | undefined
}

/** A rule that stands alike in all regions needs no condition; a region the hub does not use gets it too. */
function placedRule(same: readonly EventRulePlan[], all: readonly string[]): PlacedRule {
  const [rule] = same
  if (rule === undefined) throw new Error('a rule that stands nowhere')
  const plain = rule.name.replaceAll(/[^a-zA-Z0-9]/g, '')
  const id = `Rule${plain}${fingerprint(keyOf(rule)).slice(0, 8)}`
  const regions = same.map(({ region }) => region)
  const others = all.filter((region) => !regions.includes(region))
  if (others.length === 0) return { rule, id, condition: undefined }
  const isFew = regions.length <= others.length
  const holds = isFew ? inOneOf(regions) : { 'Fn::Not': [inOneOf(others)] }
  return { rule, id, condition: { name: `In${fingerprint(regions.join()).slice(0, 8)}`, holds } }
}

/** `Fn::Or` takes two to ten conditions. https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/intrinsic-function-reference-conditions.html */
const maxAlternatives = 10

function inOneOf(regions: readonly string[]): JsonObject {
  const tests = regions.map((region): JsonObject => ({ 'Fn::Equals': [here, region] }))
  return anyOf(tests)
}

function anyOf(tests: readonly JsonObject[]): JsonObject {
  const [first = {}, ...others] = tests
  if (others.length === 0) return first
  if (tests.length <= maxAlternatives) return { 'Fn::Or': tests }
  const [some, rest] = [tests.slice(0, maxAlternatives - 1), tests.slice(maxAlternatives - 1)]
  return { 'Fn::Or': [...some, anyOf(rest)] }
}

const ruleResource = (
  prefix: string,
  { name, state, pattern, why }: Shown,
  condition: string | undefined,
): JsonObject => ({
  Type: 'AWS::Events::Rule',
  ...(condition === undefined ? {} : { Condition: condition }),
  Properties: {
    Name: name,
    Description: why.slice(0, 512),
    State: state,
    EventPattern: JSON.parse(pattern) as JsonObject,
    Targets: [
      {
        Id: 'hub',
        Arn: { Ref: 'HomeBusArn' },
        RoleArn: sub(`arn:\${AWS::Partition}:iam::\${AWS::AccountId}:role/${roleName(prefix)}`),
        RetryPolicy: { MaximumEventAgeInSeconds: 86_400, MaximumRetryAttempts: 185 },
        DeadLetterConfig: { Arn: { 'Fn::GetAtt': ['Undelivered', 'Arn'] } },
      },
    ],
  },
})

/** The bus of the hub takes events from roles of this name only. */
const roleName = (prefix: string): string => `${prefix}-forward`

const forwardRole = (prefix: string): JsonObject => ({
  Type: 'AWS::IAM::Role',
  Condition: 'IsMainRegion',
  Properties: {
    RoleName: roleName(prefix),
    AssumeRolePolicyDocument: {
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Principal: { Service: 'events.amazonaws.com' },
          Action: 'sts:AssumeRole',
          Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
        },
      ],
    },
    Policies: [
      {
        PolicyName: roleName(prefix),
        PolicyDocument: {
          Version: '2012-10-17',
          Statement: [
            { Effect: 'Allow', Action: 'events:PutEvents', Resource: { Ref: 'HomeBusArn' } },
          ],
        },
      },
    ],
  },
})

/** EventBridge may put in what it could not send, for rules of this prefix; nobody without TLS. */
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

/** Alarms of a member become events of the hub, whose bus tells its health topic. */
const healthRule = (prefix: string): Shown => ({
  name: `${prefix}-health`,
  state: 'ENABLED',
  pattern: JSON.stringify({
    source: ['aws.cloudwatch'],
    'detail-type': ['CloudWatch Alarm State Change'],
    detail: { alarmName: [{ prefix: `${prefix}-` }], state: { value: ['ALARM'] } },
  }),
  why: 'alarms of this region are told by the hub',
})
