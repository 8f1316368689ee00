/** What the local account asks before it answers, and what it does with a no. */

import {
  EventBridgeClient,
  PutEventsCommand,
  PutRuleCommand,
  PutTargetsCommand,
} from '@aws-sdk/client-eventbridge'
import { AttachRolePolicyCommand, CreateRoleCommand, IAMClient } from '@aws-sdk/client-iam'
import { ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3'
import {
  CreateTopicCommand,
  PublishCommand,
  SNSClient,
  SubscribeCommand,
} from '@aws-sdk/client-sns'
import {
  CreateQueueCommand,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SQSClient,
} from '@aws-sdk/client-sqs'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type {
  Authorization,
  Decision,
} from '../../../packages/local-aws/authorization/authorization.ts'
import type { CloudTrailRecord } from '../../../packages/local-aws/cloudtrail-record.ts'
import { roleSession } from '../../../packages/local-aws/delivery/role-session.ts'
import { type LocalAws, startLocalAws } from '../../../packages/local-aws/local-aws.ts'
import { codeOf } from '../../simulate/desk.ts'

const account = '111122223333'
const home = 'eu-west-1'

let local: LocalAws
let questions: Authorization[]
let records: CloudTrailRecord[]
let denies: (question: Authorization) => boolean

beforeEach(async () => {
  questions = []
  records = []
  denies = () => false
  local = await startLocalAws({
    accounts: [account],
    startAt: new Date('2026-11-21T08:00:00Z'),
    onRecord: (record) => void records.push(record),
    authorize: async (question): Promise<Decision> => {
      questions.push(question)
      return { allowed: !denies(question), why: 'because of a test' }
    },
  })
})
afterEach(() => local.stop())

const root = () => local.config(local.root(account), home)
const sqs = () => new SQSClient(root())
const arn = (service: string, name: string) => `arn:aws:${service}:${home}:${account}:${name}`
const asked = () => questions.map(({ action, resource }) => `${action} ${resource.arn}`)

async function makeQueue(QueueName: string, Attributes: Record<string, string> = {}) {
  const made = await sqs().send(new CreateQueueCommand({ QueueName, Attributes }))
  questions = []
  return made.QueueUrl ?? ''
}

async function bodies(QueueUrl: string): Promise<string[]> {
  const { Messages = [] } = await sqs().send(
    new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }),
  )
  return Messages.map(({ Body = '' }) => Body)
}

test('an action is not always named after its operation, and brings the policy of its resource', async () => {
  const Policy = JSON.stringify({ Version: '2012-10-17', Statement: [] })
  const QueueUrl = await makeQueue('events', { Policy })
  const Entries = [{ Id: 'a', MessageBody: 'one' }]
  await sqs().send(new SendMessageBatchCommand({ QueueUrl, Entries }))
  await codeOf(new S3Client(root()).send(new ListObjectsV2Command({ Bucket: 'gone' })))
  expect(asked()).toEqual([
    `sqs:SendMessage ${arn('sqs', 'events')}`,
    's3:ListBucket arn:aws:s3:::gone',
  ])
  expect(questions[0]).toMatchObject({
    principal: { kind: 'root', id: `arn:aws:iam::${account}:root` },
    resource: { account },
    resourcePolicy: Policy,
    identityPolicies: [],
    context: {
      'aws:PrincipalArn': `arn:aws:iam::${account}:root`,
      'aws:PrincipalAccount': account,
      'aws:PrincipalType': 'Account',
      'aws:PrincipalIsAWSService': 'false',
      'aws:SecureTransport': 'true',
      'aws:RequestedRegion': home,
    },
  })
})

test("a session has the policies of its role, the role's ARN, and its function", async () => {
  const iam = new IAMClient(root())
  const AssumeRolePolicyDocument = JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' },
    ],
  })
  const { Role } = await iam.send(
    new CreateRoleCommand({ RoleName: 'worker', AssumeRolePolicyDocument }),
  )
  const PolicyArn = 'arn:aws:iam::aws:policy/IAMReadOnlyAccess'
  await iam.send(new AttachRolePolicyCommand({ RoleName: 'worker', PolicyArn }))
  expect(questions.at(-1)).toMatchObject({
    action: 'iam:AttachRolePolicy',
    resource: { arn: Role?.Arn, account },
    context: { 'iam:PolicyARN': PolicyArn, 'aws:RequestedRegion': 'us-east-1' },
  })
  const plan = {
    accountId: account,
    roleId: Role?.RoleId ?? '',
    roleName: 'worker',
    roleArn: Role?.Arn ?? '',
    sessionName: 'worker',
  }
  const session = roleSession(local.cloud, plan, '203.0.113.80', arn('lambda', 'function:worker'))
  await codeOf(bodiesOf(new SQSClient(local.config(session, home))))
  expect(questions.at(-1)).toMatchObject({
    principal: { kind: 'session', id: `arn:aws:sts::${account}:assumed-role/worker/worker` },
    identityPolicies: [{ name: PolicyArn }],
    context: {
      'aws:PrincipalArn': Role?.Arn,
      'aws:PrincipalType': 'AssumedRole',
      'aws:userid': `${Role?.RoleId}:worker`,
      'lambda:SourceFunctionArn': arn('lambda', 'function:worker'),
    },
  })
})

const bodiesOf = (client: SQSClient) =>
  client.send(new ReceiveMessageCommand({ QueueUrl: `${local.endpoint}/${account}/gone` }))

test('a denial is an error in the words of the service, and is recorded', async () => {
  denies = ({ action }) => action === 'iam:CreateRole'
  const RoleName = 'worker'
  const call = new IAMClient(root()).send(
    new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: '{}' }),
  )
  const resource = `arn:aws:iam::${account}:role/worker`
  const message = `User: arn:aws:iam::${account}:root is not authorized to perform: iam:CreateRole on resource: ${resource} because of a test`
  await expect(call).rejects.toMatchObject({ Code: 'AccessDenied', message })
  expect(records.at(-1)).toMatchObject({
    eventName: 'CreateRole',
    errorCode: 'AccessDenied',
    errorMessage: message,
    requestParameters: null,
  })
})

test('SNS asks for each queue, and sends to the dead letters what it may not deliver', async () => {
  const dead = await makeQueue('dead')
  const queue = await makeQueue('events')
  const sns = new SNSClient(root())
  await sns.send(new CreateTopicCommand({ Name: 'alarms' }))
  const TopicArn = arn('sns', 'alarms')
  const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: arn('sqs', 'dead') })
  const Attributes = { RawMessageDelivery: 'true', RedrivePolicy }
  const Endpoint = arn('sqs', 'events')
  await sns.send(new SubscribeCommand({ TopicArn, Protocol: 'sqs', Endpoint, Attributes }))
  expect(questions.at(-1)?.context).toMatchObject({
    'sns:Protocol': 'sqs',
    'sns:Endpoint': Endpoint,
  })
  questions = []
  const publish = (Message: string) => sns.send(new PublishCommand({ TopicArn, Message }))
  await publish('one')
  expect(asked()).toEqual([`sns:Publish ${TopicArn}`, `sqs:SendMessage ${Endpoint}`])
  expect(questions[1]).toMatchObject({
    principal: { kind: 'service', id: 'sns.amazonaws.com' },
    context: {
      'aws:PrincipalIsAWSService': 'true',
      'aws:SourceArn': TopicArn,
      'aws:SourceAccount': account,
    },
  })
  denies = ({ resource, principal }) => principal.kind === 'service' && resource.arn === Endpoint
  await publish('two')
  expect([await bodies(queue), await bodies(dead)]).toEqual([['one'], ['two']])
})

test('EventBridge asks for each target, as itself or with a role that it may assume', async () => {
  const dead = await makeQueue('dead')
  const queue = await makeQueue('events')
  const events = new EventBridgeClient(root())
  const EventPattern = JSON.stringify({ source: ['test'] })
  await events.send(new PutRuleCommand({ Name: 'all', EventPattern }))
  const RoleArn = `arn:aws:iam::${account}:role/forward`
  const DeadLetterConfig = { Arn: arn('sqs', 'dead') }
  const Targets = [
    { Id: '1', Arn: arn('sqs', 'events'), DeadLetterConfig },
    { Id: '2', Arn: arn('sqs', 'events'), RoleArn, DeadLetterConfig },
  ]
  questions = []
  await events.send(new PutTargetsCommand({ Rule: 'all', Targets }))
  expect(asked()).toEqual([
    `events:PutTargets ${arn('events', 'rule/all')}`,
    `iam:PassRole ${RoleArn}`,
  ])
  questions = []
  denies = ({ action }) => action === 'sts:AssumeRole'
  const Entries = [{ Source: 'test', DetailType: 'a', Detail: '{}' }]
  await events.send(new PutEventsCommand({ Entries }))
  expect(asked()).toEqual([
    `events:PutEvents ${arn('events', 'event-bus/default')}`,
    `sqs:SendMessage ${arn('sqs', 'events')}`,
    `sts:AssumeRole ${RoleArn}`,
    `sqs:SendMessage ${arn('sqs', 'dead')}`,
  ])
  expect(questions[1]?.context).toMatchObject({ 'aws:SourceArn': arn('events', 'rule/all') })
  expect([(await bodies(queue)).length, (await bodies(dead)).length]).toEqual([1, 1])
})

test('a question without an answer breaks the call, not only the delivery', async () => {
  const sns = new SNSClient(root())
  await makeQueue('events')
  await sns.send(new CreateTopicCommand({ Name: 'alarms' }))
  const TopicArn = arn('sns', 'alarms')
  const Endpoint = arn('sqs', 'events')
  await sns.send(new SubscribeCommand({ TopicArn, Protocol: 'sqs', Endpoint }))
  denies = ({ principal }) => {
    if (principal.kind === 'service') throw new Error('no such action')
    return false
  }
  const call = sns.send(new PublishCommand({ TopicArn, Message: 'one' }))
  await expect(call).rejects.toMatchObject({ $metadata: { httpStatusCode: 500 } })
})
