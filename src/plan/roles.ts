/**
 * The roles of a stage as plain data: who may assume each, and what it may do. The role of a
 * function trusts Lambda only. The role that SST creates by default trusts the whole account, so
 * every principal that may assume roles could act as the function that rolls back IAM changes.
 */
import type { FunctionName } from '../ir/names.ts'
import { arnOf, busArn, functionName, trailArn } from './arns.ts'
import type { NewTrail } from './manifest/trail.ts'
import type { Manifest } from './manifest.ts'
import { permissionsOf } from './permissions.ts'
import { allow, policy, type Statement } from './policy/statement.ts'
import { trust, trustOnly } from './policy/trust.ts'
import { schedulePermissions } from './schedules.ts'

/** A role with its one inline policy, which has the name of the role. */
export interface RolePlan {
  readonly name: string
  /** The trust policy as JSON. */
  readonly trust: string
  readonly statements: readonly Statement[]
}

/** The role of a function, with the permissions of the plan. */
export const functionRole = (manifest: Manifest, name: FunctionName): RolePlan => ({
  name: functionName(manifest, name),
  trust: trustOnly('lambda.amazonaws.com'),
  statements: permissionsOf(manifest, name),
})

/** The role with which EventBridge puts events of every region on the home bus. */
export const forwardRole = (manifest: Manifest): RolePlan => ({
  name: `${manifest.prefix}-forward`,
  trust: trust('events.amazonaws.com', manifest.account),
  statements: [allow(['events:PutEvents'], [busArn(manifest)])],
})

/** The role with which the scheduler calls functions. */
export const scheduleRole = (manifest: Manifest): RolePlan => ({
  name: `${manifest.prefix}-schedule`,
  trust: trust('scheduler.amazonaws.com', manifest.account),
  statements: schedulePermissions(manifest),
})

/**
 * The role with which EventBridge publishes to an existing topic, whose policy Tripline does not
 * change.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html
 */
export const healthRole = (manifest: Manifest, topic: string): RolePlan => ({
  name: `${manifest.prefix}-health`,
  trust: trust('events.amazonaws.com', manifest.account),
  statements: [allow(['sns:Publish'], [topic])],
})

/**
 * The role with which a trail writes to its log group.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-required-policy-for-cloudwatch-logs.html
 */
export const trailRole = (
  manifest: Manifest,
  trail: Pick<NewTrail, 'name' | 'region' | 'logGroup'>,
): RolePlan => ({
  name: `${manifest.prefix}-trail`,
  trust: policy([
    {
      Effect: 'Allow',
      Principal: { Service: 'cloudtrail.amazonaws.com' },
      Action: 'sts:AssumeRole',
      Condition: { StringEquals: { 'aws:SourceArn': trailArn(manifest, trail) } },
    },
  ]),
  statements: [
    allow(
      ['logs:CreateLogStream', 'logs:PutLogEvents'],
      [arnOf(manifest, 'logs', trail.region, `log-group:${trail.logGroup}:log-stream:*`)],
    ),
  ],
})

/** https://docs.aws.amazon.com/sns/latest/dg/prereqs-kinesis-data-firehose.html */
export const firehoseRole = (manifest: Manifest, stream: string): RolePlan => ({
  name: `${manifest.prefix}-firehose-${stream.split('/').at(-1)}`.slice(0, 64),
  trust: trustOnly('sns.amazonaws.com'),
  statements: [
    allow(
      [
        'firehose:DescribeDeliveryStream',
        'firehose:ListDeliveryStreams',
        'firehose:ListTagsForDeliveryStream',
        'firehose:PutRecord',
        'firehose:PutRecordBatch',
      ],
      [stream],
    ),
  ],
})
