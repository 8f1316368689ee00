/**
 * The roles. The role of a function trusts Lambda only. The role that SST creates by default trusts
 * the whole account, so every principal that may assume roles could act as the function that rolls
 * back IAM changes.
 */
import * as aws from '@pulumi/aws'
import type { FunctionName } from '../src/ir/names.ts'
import { busArn, functionName } from '../src/plan/arns.ts'
import type { Manifest } from '../src/plan/manifest.ts'
import { permissionsOf } from '../src/plan/permissions.ts'
import { allow, policy, type Statement } from '../src/plan/policy/statement.ts'
import { trust, trustAlone } from '../src/plan/policy/trust.ts'
import { schedulePermissions } from '../src/plan/schedules.ts'

/** Roles have fixed names, and IAM refuses a replacement before the old role is deleted. */
const fixedName = { deleteBeforeReplace: true }

/** A role with its one inline policy. */
export interface Role {
  readonly arn: aws.iam.Role['arn']
  /**
   * The unique id, `AROA…`. SQS gives it as the sender of a message that a session of the role
   * sent.
   */
  readonly id: aws.iam.Role['uniqueId']
  /**
   * Resources that use the role depend on its policy: a queue is not attached to a function that
   * may not read it yet.
   */
  readonly policy: aws.iam.RolePolicy
}

function makeRole(
  name: string,
  id: string,
  assumeRolePolicy: string,
  statements: readonly Statement[],
): Role {
  const role = new aws.iam.Role(id, { name, assumeRolePolicy }, fixedName)
  const inline = new aws.iam.RolePolicy(
    `${id}-policy`,
    { role: role.name, name, policy: policy(statements) },
    fixedName,
  )
  return { arn: role.arn, id: role.uniqueId, policy: inline }
}

/** The role of a function, with the permissions of the plan. */
export const functionRole = (manifest: Manifest, name: FunctionName): Role =>
  makeRole(
    functionName(manifest, name),
    `role-${name}`,
    trustAlone('lambda.amazonaws.com'),
    permissionsOf(manifest, name),
  )

/** The role with which EventBridge puts events of every region on the home bus. */
export const forwardRole = (manifest: Manifest): Role =>
  makeRole(
    `${manifest.prefix}-forward`,
    'role-forward',
    trust('events.amazonaws.com', manifest.account),
    [allow(['events:PutEvents'], [busArn(manifest)])],
  )

/** The role with which the scheduler calls functions. */
export const scheduleRole = (manifest: Manifest): Role =>
  makeRole(
    `${manifest.prefix}-schedule`,
    'role-schedule',
    trust('scheduler.amazonaws.com', manifest.account),
    schedulePermissions(manifest),
  )

/**
 * The role with which EventBridge publishes to an existing topic, whose policy Tripline does not
 * change.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html
 */
export const healthRole = (manifest: Manifest, topic: string): Role =>
  makeRole(
    `${manifest.prefix}-health`,
    'role-health',
    trust('events.amazonaws.com', manifest.account),
    [allow(['sns:Publish'], [topic])],
  )

/** https://docs.aws.amazon.com/sns/latest/dg/prereqs-kinesis-data-firehose.html */
export const firehoseRole = (manifest: Manifest, id: string, stream: string): Role['arn'] => {
  const name = `${manifest.prefix}-firehose-${stream.split('/').at(-1)}`.slice(0, 64)
  return makeRole(name, `role-${id}`, trustAlone('sns.amazonaws.com'), [
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
  ]).arn
}
