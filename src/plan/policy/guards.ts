/**
 * Statements that keep queues, topics and tables to the roles that use them. A right on `*`, which
 * many managed policies of AWS give, must not make a function act or make it forget an event.
 */
import { rolesThatMay } from '../callers.ts'
import type { Manifest } from '../manifest.ts'
import { denyOthers } from './deny.ts'
import type { Statement } from './statement.ts'

/** Batches of messages need the same permission. */
const send = ['sqs:SendMessage']

/**
 * Calls that read a queue or remove its messages.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-api-permissions-reference.html
 */
const readQueue = [
  'sqs:CancelMessageMoveTask',
  'sqs:ChangeMessageVisibility',
  'sqs:DeleteMessage',
  'sqs:PurgeQueue',
  'sqs:ReceiveMessage',
  'sqs:StartMessageMoveTask',
]

const changeQueue = [
  'sqs:AddPermission',
  'sqs:DeleteQueue',
  'sqs:RemovePermission',
  'sqs:SetQueueAttributes',
  'sqs:TagQueue',
  'sqs:UntagQueue',
]

/**
 * Only operators and roles with the permission send to the queue or read it. Lambda reads it with
 * the role of the function. With `openToPeople`, IAM alone decides who sends.
 */
export const guardQueue = (
  manifest: Manifest,
  queue: string,
  { openToPeople = false }: { readonly openToPeople?: boolean | undefined } = {},
): readonly Statement[] => [
  ...(openToPeople ? [] : [denyOthers('OnlySenders', send, queue, users(manifest, send, queue))]),
  denyOthers('OnlyReaders', readQueue, queue, users(manifest, readQueue, queue)),
  ...onlyDeployRole(manifest, changeQueue, queue),
]

const users = (manifest: Manifest, actions: readonly string[], queue: string): string[] => [
  ...rolesThatMay(manifest, actions, queue),
  ...manifest.operators,
]

const publish = ['sns:Publish']

/**
 * A policy of a topic accepts these actions only. Unsubscribe and SetSubscriptionAttributes are not
 * among them.
 * https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-language-api-permissions-reference.html
 */
const changeTopic = [
  'sns:AddPermission',
  'sns:DeleteTopic',
  'sns:PutDataProtectionPolicy',
  'sns:RemovePermission',
  'sns:SetTopicAttributes',
]

/**
 * Only roles with the permission publish to the topic. If it is subscribed elsewhere, IAM decides
 * who subscribes.
 */
export const guardTopic = (
  manifest: Manifest,
  topic: string,
  { subscribedElsewhere }: { readonly subscribedElsewhere: boolean },
): readonly Statement[] => [
  denyOthers('OnlyPublishers', publish, topic, rolesThatMay(manifest, publish, topic)),
  ...onlyDeployRole(
    manifest,
    subscribedElsewhere ? changeTopic : [...changeTopic, 'sns:Subscribe'],
    topic,
  ),
]

/**
 * Calls that write items. A transaction needs the permissions of its parts.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/rbac-iam-actions.html
 */
const writeTable = [
  'dynamodb:BatchWriteItem',
  'dynamodb:DeleteItem',
  'dynamodb:PartiQLDelete',
  'dynamodb:PartiQLInsert',
  'dynamodb:PartiQLUpdate',
  'dynamodb:PutItem',
  'dynamodb:UpdateItem',
]

/** UpdateTable is also what makes a replica, which could be written to instead of the table. */
const changeTable = [
  'dynamodb:DeleteResourcePolicy',
  'dynamodb:DeleteTable',
  'dynamodb:PutResourcePolicy',
  'dynamodb:UpdateContinuousBackups',
  'dynamodb:UpdateTable',
  'dynamodb:UpdateTimeToLive',
]

/**
 * Only roles with the permission write the table. The root user may delete the policy, whatever it
 * denies.
 */
export const guardTable = (manifest: Manifest, table: string): readonly Statement[] => [
  denyOthers('OnlyWriters', writeTable, table, rolesThatMay(manifest, writeTable, table)),
  ...onlyDeployRole(manifest, changeTable, table),
]

/**
 * Denies changes of a resource to everybody but the deploying role. Returns nothing if tripline.yaml
 * does not name that role.
 */
export const onlyDeployRole = (
  { limits: { deployRole } }: Manifest,
  actions: readonly string[],
  resource: string | readonly string[],
): readonly Statement[] =>
  deployRole === undefined ? [] : [denyOthers('OnlyDeployRole', actions, resource, [deployRole])]
