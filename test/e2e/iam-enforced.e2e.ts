/** A permission that is missing is noticed: the local account with the judge denies what IAM denies. */
import { CloudTrailClient, StopLoggingCommand } from '@aws-sdk/client-cloudtrail'
import {
  DeleteRolePolicyCommand,
  IAMClient,
  UpdateAssumeRolePolicyCommand,
} from '@aws-sdk/client-iam'
import {
  GetQueueAttributesCommand,
  PurgeQueueCommand,
  ReceiveMessageCommand,
  SetQueueAttributesCommand,
  SQSClient,
} from '@aws-sdk/client-sqs'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { trustOnly } from '../../src/plan/policy/trust.ts'
import { type Local, startLocal } from '../../src/simulate/local.ts'
import { type Judge, startJudge } from '../iam-judge/judge.ts'
import { account, home, manifest, ruleset } from '../simulate/stage.ts'

let local: Local
let judge: Judge
beforeEach(async () => {
  judge = startJudge()
  const { authorize } = judge
  local = await startLocal({
    accounts: [account],
    startAt: new Date('2026-11-21T08:00:00Z'),
    authorize,
  })
  const operators = [`arn:aws:iam::${account}:root`]
  await local.deploy({ ...manifest, operators }, ruleset)
})
afterEach(() => local.stop())

const root = () => local.config(local.root(account), home)
const queue = (name: string) => `${local.endpoint}/${account}/tripline-test-${name}`
const arn = (name: string) => `arn:aws:sqs:${home}:${account}:tripline-test-${name}`
const RoleName = 'tripline-test-detect'

async function stopTrail(): Promise<void> {
  await new CloudTrailClient(root()).send(new StopLoggingCommand({ Name: 'organization-trail' }))
  await local.drain()
}

test('nothing is denied as it is deployed', async () => {
  await stopTrail()
  expect(local.inbox()).toHaveLength(1)
  expect(judge.denials).toEqual([])
})

test('a function without its policy gets nothing from its queue', async () => {
  const PolicyName = RoleName
  await new IAMClient(root()).send(new DeleteRolePolicyCommand({ RoleName, PolicyName }))
  await stopTrail()
  expect(local.inbox()).toEqual([])
  expect(judge.denials).toEqual([
    `${RoleName}: sqs:ReceiveMessage on ${arn('events')} because no identity-based policy allows the sqs:ReceiveMessage action`,
  ])
})

test('a function whose role does not trust Lambda does not start', async () => {
  const PolicyDocument = trustOnly('ec2.amazonaws.com')
  await new IAMClient(root()).send(new UpdateAssumeRolePolicyCommand({ RoleName, PolicyDocument }))
  await stopTrail()
  expect(local.inbox()).toEqual([])
  // The message comes back until it goes to the dead letters; the judge answers once.
  expect(judge.denials).toEqual([
    `lambda.amazonaws.com: sts:AssumeRole on arn:aws:iam::${account}:role/${RoleName} because no resource-based policy allows the sts:AssumeRole action`,
  ])
})

test('a queue without its policy gets nothing from EventBridge, which keeps the event', async () => {
  const sqs = new SQSClient(root())
  await sqs.send(
    new SetQueueAttributesCommand({ QueueUrl: queue('events'), Attributes: { Policy: '' } }),
  )
  await stopTrail()
  expect(judge.denials).toEqual([
    `events.amazonaws.com: sqs:SendMessage on ${arn('events')} because no resource-based policy allows the sqs:SendMessage action`,
  ])
  const { Messages = [] } = await sqs.send(
    new ReceiveMessageCommand({ QueueUrl: queue('undelivered'), MessageAttributeNames: ['All'] }),
  )
  expect(Messages).toMatchObject([
    { MessageAttributes: { ERROR_CODE: { StringValue: 'NO_PERMISSIONS' } } },
  ])
})

test('a denial in the policy of a queue binds root too, in the words of AWS', async () => {
  const { Attributes } = await new SQSClient(root()).send(
    new GetQueueAttributesCommand({ QueueUrl: queue('events'), AttributeNames: ['Policy'] }),
  )
  const { Statement, ...rest } = JSON.parse(Attributes?.Policy ?? '{}')
  const denied = {
    Effect: 'Deny',
    Principal: '*',
    Action: 'sqs:PurgeQueue',
    Resource: arn('events'),
  }
  const Policy = JSON.stringify({ ...rest, Statement: [...Statement, denied] })
  const sqs = new SQSClient(root())
  await sqs.send(
    new SetQueueAttributesCommand({ QueueUrl: queue('events'), Attributes: { Policy } }),
  )
  await expect(sqs.send(new PurgeQueueCommand({ QueueUrl: queue('events') }))).rejects.toThrow(
    `User: arn:aws:iam::${account}:root is not authorized to perform: sqs:PurgeQueue on resource: ${arn('events')} with an explicit deny in a resource-based policy`,
  )
})
