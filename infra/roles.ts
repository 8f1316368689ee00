/**
 * The roles. A function's role trusts Lambda and nothing else: the one that SST makes by itself trusts
 * the whole account, and with that anybody who may assume roles could become the function that
 * rolls back IAM changes.
 */
import * as aws from '@pulumi/aws'
import type { FunctionName } from '../src/ir/names.ts'
import { busArn, functionArn, functionName, undeliveredArn } from '../src/plan/arns.ts'
import type { Manifest } from '../src/plan/manifest.ts'
import { permissionsOf } from '../src/plan/permissions.ts'
import { allow, policy, type Statement } from '../src/plan/policy/statement.ts'
import { trust, trustAlone } from '../src/plan/policy/trust.ts'

/** Roles have fixed names, and IAM would not take the second of a replacement before the first is gone. */
const named = { deleteBeforeReplace: true }

export interface Role {
  readonly arn: aws.iam.Role['arn']
  /** `AROA…`: what SQS says of a message that a session of it sent. */
  readonly id: aws.iam.Role['uniqueId']
  /** Whatever uses the role waits for it: a queue is not attached to a function that may not read it. */
  readonly policy: aws.iam.RolePolicy
}

function makeRole(
  name: string,
  id: string,
  assumeRolePolicy: string,
  statements: readonly Statement[],
): Role {
  const role = new aws.iam.Role(id, { name, assumeRolePolicy }, named)
  const inline = new aws.iam.RolePolicy(
    `${id}-policy`,
    { role: role.name, name, policy: policy(statements) },
    named,
  )
  return { arn: role.arn, id: role.uniqueId, policy: inline }
}

export const functionRole = (manifest: Manifest, name: FunctionName): Role =>
  makeRole(
    functionName(manifest, name),
    `role-${name}`,
    trustAlone('lambda.amazonaws.com'),
    permissionsOf(manifest, name),
  )

/** With it EventBridge puts events of every region on the home bus. */
export const forwardRole = (manifest: Manifest): Role =>
  makeRole(
    `${manifest.prefix}-forward`,
    'role-forward',
    trust('events.amazonaws.com', manifest.account),
    [allow(['events:PutEvents'], [busArn(manifest)])],
  )

/** With it the scheduler calls the functions that no queue calls. */
export const scheduleRole = (manifest: Manifest, functions: readonly FunctionName[]): Role =>
  makeRole(
    `${manifest.prefix}-schedule`,
    'role-schedule',
    trust('scheduler.amazonaws.com', manifest.account),
    [
      allow(
        ['lambda:InvokeFunction'],
        functions.map((name) => functionArn(manifest, name)),
      ),
      allow(['sqs:SendMessage'], [undeliveredArn(manifest, manifest.home)]),
    ],
  )

/**
 * With it EventBridge tells an existing topic, whose policy is not ours to change.
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
