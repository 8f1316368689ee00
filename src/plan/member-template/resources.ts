/**
 * Resources of a member of a hub: the rules and the role that forward events, and the schedule of
 * the heartbeat.
 */
import type { JsonObject } from '../../ir/json.ts'
import { heartbeatTag } from '../heartbeat.ts'
import type { EventRulePlan } from '../manifest/event-rules.ts'
import type { Manifest } from '../manifest.ts'
import { rate } from '../schedules.ts'

/** The region of the stack. */
export const here: JsonObject = { Ref: 'AWS::Region' }

/** A text with variables that CloudFormation replaces. */
export const sub = (text: string): JsonObject => ({ 'Fn::Sub': text })

type Shown = Pick<EventRulePlan, 'name' | 'state' | 'pattern' | 'why'>

const roleArn = (name: string): JsonObject =>
  sub(`arn:\${AWS::Partition}:iam::\${AWS::AccountId}:role/${name}`)

/**
 * An EventBridge rule that forwards to the hub. If `condition` is undefined, it exists in every
 * region.
 */
export const ruleResource = (
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
        RoleArn: roleArn(roleName(prefix)),
        RetryPolicy: { MaximumEventAgeInSeconds: 86_400, MaximumRetryAttempts: 185 },
        DeadLetterConfig: { Arn: { 'Fn::GetAtt': ['Undelivered', 'Arn'] } },
      },
    ],
  },
})

/**
 * The name of the forwarding role. The bus of the hub accepts events from roles of this name only.
 */
const roleName = (prefix: string): string => `${prefix}-forward`

/** The role with which EventBridge puts events on the bus of the hub. */
export const forwardRole = (prefix: string): JsonObject =>
  role(roleName(prefix), 'events.amazonaws.com', 'events:PutEvents', { Ref: 'HomeBusArn' })

/** A role of the account. One service may assume it, in this account, for one action. */
const role = (name: string, service: string, action: string, on: JsonObject): JsonObject => ({
  Type: 'AWS::IAM::Role',
  Condition: 'IsMainRegion',
  Properties: {
    RoleName: name,
    AssumeRolePolicyDocument: {
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Principal: { Service: service },
          Action: 'sts:AssumeRole',
          Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
        },
      ],
    },
    Policies: [
      {
        PolicyName: name,
        PolicyDocument: {
          Version: '2012-10-17',
          Statement: [{ Effect: 'Allow', Action: action, Resource: on }],
        },
      },
    ],
  },
})

/** The name of the heartbeat role. The hub accepts a member's heartbeat from this role only. */
const beatingRole = (prefix: string): string => `${prefix}-heartbeat`

/**
 * The heartbeat of a member. A member has no function, so a schedule makes the call: EventBridge
 * Scheduler can call any API, and inserts the time when the call was due.
 * https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-targets-universal.html
 * https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-schedule-context-attributes.html
 */
export function heartbeat(
  { prefix, heartbeat: { everyMinutes } }: Pick<Manifest, 'prefix' | 'heartbeat'>,
  rule: Shown,
): JsonObject {
  const ruleArn = (region: string): JsonObject =>
    sub(`arn:\${AWS::Partition}:events:${region}:\${AWS::AccountId}:rule/${rule.name}`)
  return {
    HeartbeatRule: ruleResource(prefix, rule, undefined),
    HeartbeatRole: beatingRoleResource(prefix, ruleArn('*')),
    Heartbeat: {
      Type: 'AWS::Scheduler::Schedule',
      // The call fails if the rule that it tags does not exist yet.
      DependsOn: 'HeartbeatRule',
      Properties: {
        Name: `${prefix}-heartbeat`,
        Description: 'Makes a harmless call that must arrive at the hub as an event',
        ScheduleExpression: rate(everyMinutes),
        FlexibleTimeWindow: { Mode: 'OFF' },
        Target: {
          Arn: sub(`arn:\${AWS::Partition}:scheduler:::aws-sdk:eventbridge:tagResource`),
          // In the main region the role is created with this stack, so the schedule must wait for
          // it. In other regions the role exists already.
          RoleArn: {
            'Fn::If': [
              'IsMainRegion',
              { 'Fn::GetAtt': ['HeartbeatRole', 'Arn'] },
              roleArn(beatingRole(prefix)),
            ],
          },
          Input: sub(
            JSON.stringify({
              ResourceARN: `arn:\${AWS::Partition}:events:\${AWS::Region}:\${AWS::AccountId}:rule/${rule.name}`,
              Tags: [{ Key: heartbeatTag, Value: '<aws.scheduler.scheduled-time>' }],
            }),
          ),
          RetryPolicy: {
            MaximumEventAgeInSeconds: everyMinutes * minuteSeconds,
            MaximumRetryAttempts: 5,
          },
        },
      },
    },
  }
}

const minuteSeconds = 60

/** Only the scheduler may assume it, and only to tag the heartbeat rules. */
const beatingRoleResource = (prefix: string, rules: JsonObject): JsonObject =>
  role(beatingRole(prefix), 'scheduler.amazonaws.com', 'events:TagResource', rules)
