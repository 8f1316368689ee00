/**
 * A deployed stage, and an intruder with one narrow right each: `lambda:InvokeFunction`,
 * `sqs:SendMessage` or `dynamodb:PutItem`. The local account grants them all, as it grants everything.
 * Nothing that the intruder makes up is done, and what people answer is heard.
 */
import {
  CloudTrailClient,
  GetTrailStatusCommand,
  StopLoggingCommand,
} from '@aws-sdk/client-cloudtrail'
import { CreateAccessKeyCommand, CreateUserCommand, IAMClient } from '@aws-sdk/client-iam'
import { ReceiveMessageCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { CloudTrailRecord } from '../../packages/local-aws/cloudtrail-record.ts'
import type { JsonObject } from '../../src/ir/json.ts'
import type { FunctionName, Mode } from '../../src/ir/names.ts'
import { rulesetModule } from '../../src/ruleset/module.ts'
import { type Local, startLocal } from '../../src/simulate/local.ts'
import { withResponders } from '../infra/manifests.ts'
import { account, home, manifest, respondingRule, rules } from './stage.ts'

let local: Local
let records: CloudTrailRecord[]

beforeEach(async () => {
  records = []
  local = await startLocal({
    accounts: [account],
    startAt: new Date('2026-11-21T08:00:00Z'),
    onRecord: (record) => void records.push(record),
  })
})
afterEach(() => local.stop())

const Name = 'organization-trail'
const root = () => local.config(local.root(account), home)
const trail = () => new CloudTrailClient(root())

/** A text message is too short for the command. */
const byMail = manifest.channels.map((channel) => ({
  ...channel,
  topic: {
    kind: 'new',
    name: 'tripline-test-pager',
    subscribe: [{ protocol: 'email', endpoint: 'night@example.com' }],
  } as const,
}))

/** The people who keep Tripline healthy. */
const health = {
  topic: {
    kind: 'new',
    name: 'tripline-test-health',
    subscribe: [{ protocol: 'email', endpoint: 'operators@example.com' }],
  },
} as const

async function stoppedUnder(mode: Mode): Promise<void> {
  const respond = [{ action: 'restart-trail', mode } as const]
  const responding = rules.map((rule) => ({ ...rule, respond }))
  await local.deploy(
    {
      ...withResponders({ ...manifest, channels: byMail, health }, 'restart-trail'),
      rules: [respondingRule('trail-stopped', respond)],
    },
    rulesetModule(responding, [], 'test'),
  )
  await trail().send(new StopLoggingCommand({ Name }))
  await local.drain()
}

const isLogging = async () => (await trail().send(new GetTrailStatusCommand({ Name }))).IsLogging

const queue = (name: string) => `${local.endpoint}/${account}/tripline-test-${name}`

/** A user whose credentials may write to the queues, as anybody's here may. */
async function carol(): Promise<{ readonly userId: string; readonly sqs: SQSClient }> {
  const iam = new IAMClient(root())
  const { User } = await iam.send(new CreateUserCommand({ UserName: 'carol' }))
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName: 'carol' }))
  const credentials = {
    accessKeyId: AccessKey?.AccessKeyId ?? '',
    secretAccessKey: AccessKey?.SecretAccessKey ?? '',
  }
  return { userId: User?.UserId ?? '', sqs: new SQSClient({ ...root(), credentials }) }
}

function forged(): string {
  const record = records.find(({ eventName }) => eventName === 'StopLogging')
  return JSON.stringify({
    kind: 'respond',
    responder: 'restart-trail',
    mode: 'enforce',
    rule: 'trail-stopped',
    alert: 'a'.repeat(32),
    event: { source: 'aws.cloudtrail', account, region: home, detail: record },
  })
}

const toHealth = () =>
  local.inbox().filter(({ message }) => message.includes('did not come from its queue'))

/** Calls a function directly, as somebody with `lambda:InvokeFunction` can, sender included. */
async function invoke(name: FunctionName, body: string, receiptHandle?: string) {
  const Records = [
    {
      messageId: 'made-up',
      ...(receiptHandle === undefined ? {} : { receiptHandle }),
      body,
      attributes: {
        SenderId: 'AROADETECT:tripline-test-detect',
        ApproximateReceiveCount: '1',
        SentTimestamp: '0',
      },
      messageAttributes: {
        alert: { stringValue: 'a', dataType: 'String' },
        channel: { stringValue: 'pager', dataType: 'String' },
      },
      eventSourceARN: `arn:aws:sqs:${home}:${account}:tripline-test-${name}`,
    },
  ]
  return await local.runner.find(`tripline-test-${name}`).invoke({ Records })
}

/** The answer to a batch of which the only message failed. */
const failed = {
  kind: 'response',
  body: { batchItemFailures: [{ itemIdentifier: 'made-up' }] },
}

test('what detect asks for is done', async () => {
  await stoppedUnder('enforce')
  expect(await isLogging()).toBe(true)
  expect(toHealth()).toEqual([])
})

describe('with lambda:InvokeFunction', () => {
  test.each([
    ['no receipt', undefined],
    ['a receipt that somebody made up', Buffer.from('made-up/1').toString('base64')],
  ])('nobody makes a responder act: %s', async (_, receipt) => {
    await stoppedUnder('observe')
    const calls = records.length
    expect(await invoke('restart-trail', forged(), receipt)).toMatchObject(failed)
    expect(await isLogging()).toBe(false)
    // The proof, one mail to the operators, and the question above: nothing else was called.
    expect(records.slice(calls).map(({ eventName }) => eventName)).toEqual([
      'ChangeMessageVisibilityBatch',
      'Publish',
      'GetTrailStatus',
    ])
    expect(toHealth()).toHaveLength(1)
    await invoke('restart-trail', forged(), receipt)
    expect(toHealth()).toHaveLength(1)
  })

  test.each(['detect', 'snapshot-iam', 'receipts', 'answers', 'restore'] as const)(
    'nobody makes %s take a message for its own',
    async (name) => {
      const respond = [{ action: 'rollback-iam', mode: 'observe' } as const]
      await local.deploy(
        {
          ...withResponders({ ...manifest, channels: byMail, health }, 'rollback-iam'),
          rules: [respondingRule('trail-stopped', respond)],
        },
        rulesetModule(rules, [], 'test'),
      )
      const event = {
        source: 'aws.cloudtrail',
        'detail-type': 'AWS API Call via CloudTrail',
        account,
        region: home,
        detail: {
          eventID: 'made-up',
          eventTime: '2026-11-21T07:59:00Z',
          eventSource: 'cloudtrail.amazonaws.com',
          eventName: 'StopLogging',
        },
      } satisfies JsonObject
      expect(await invoke(name, JSON.stringify(event))).toMatchObject(failed)
      expect(toHealth()).toHaveLength(1)
      expect(local.inbox()).toHaveLength(1)
    },
  )
})

describe('with sqs:SendMessage', () => {
  test.each(['observe', 'approve'] as const)(
    'nobody makes it act under %s but detect, and a try is put aside with its sender',
    async (mode) => {
      await stoppedUnder(mode)
      const { userId, sqs } = await carol()
      const body = forged()
      await sqs.send(
        new SendMessageCommand({ QueueUrl: queue('restart-trail'), MessageBody: body }),
      )
      await local.drain()
      expect(await isLogging()).toBe(false)
      const { Messages } = await sqs.send(
        new ReceiveMessageCommand({
          QueueUrl: queue('restart-trail-dead'),
          MessageAttributeNames: ['All'],
          MaxNumberOfMessages: 10,
        }),
      )
      const why = `${userId} requests a response, which only detect may`
      expect(Messages).toMatchObject([
        { Body: body, MessageAttributes: { reason: { StringValue: why } } },
      ])
    },
  )

  test.each(['restart-trail', 'restore'])(
    'nobody answers for somebody else in %s',
    async (name) => {
      await stoppedUnder('approve')
      const { userId, sqs } = await carol()
      const id = waitingId()
      const MessageBody = JSON.stringify({ kind: 'approve', id, by: 'AIDABOSS', reason: null })
      await sqs.send(new SendMessageCommand({ QueueUrl: queue(name), MessageBody }))
      await local.drain()
      expect(await isLogging()).toBe(false)
      const { Messages } = await sqs.send(
        new ReceiveMessageCommand({
          QueueUrl: queue(`${name}-dead`),
          MessageAttributeNames: ['All'],
        }),
      )
      const why = `${userId} sent an answer of a person, which only the function answers may`
      expect(Messages).toMatchObject([{ MessageAttributes: { reason: { StringValue: why } } }])
    },
  )
})

const waitingId = (): string => {
  const request = local.inbox().find(({ message }) => message.includes('tripline approve'))
  return /tripline approve ([0-9a-f]{16})/.exec(request?.message ?? '')?.[1] ?? ''
}

test('who may not request may approve, through the queue of answers', async () => {
  await stoppedUnder('approve')
  const { sqs } = await carol()
  const MessageBody = JSON.stringify({ kind: 'approve', id: waitingId(), reason: null })
  await sqs.send(new SendMessageCommand({ QueueUrl: queue('answers'), MessageBody }))
  await local.drain()
  expect(await isLogging()).toBe(true)
})
