/** A responder that is deployed, its queue, and somebody who may write to it: to approve, not to ask. */
import {
  CloudTrailClient,
  GetTrailStatusCommand,
  StopLoggingCommand,
} from '@aws-sdk/client-cloudtrail'
import { CloudWatchClient, DescribeAlarmsCommand } from '@aws-sdk/client-cloudwatch'
import { CreateAccessKeyCommand, CreateUserCommand, IAMClient } from '@aws-sdk/client-iam'
import { ReceiveMessageCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { CloudTrailRecord } from '../../packages/local-aws/cloudtrail-record.ts'
import type { Mode } from '../../src/ir/names.ts'
import { rulesetModule } from '../../src/ruleset/module.ts'
import { type Local, startLocal } from '../../src/simulate/local.ts'
import { withResponders } from '../infra/manifests.ts'
import { account, home, manifest, rules } from './stage.ts'

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

async function stoppedUnder(mode: Mode): Promise<void> {
  const responding = rules.map((rule) => ({
    ...rule,
    respond: [{ action: 'restart-trail', mode } as const],
  }))
  await local.deploy(
    withResponders({ ...manifest, channels: byMail }, 'restart-trail'),
    rulesetModule(responding, [], 'test'),
  )
  await trail().send(new StopLoggingCommand({ Name }))
  await local.drain()
}

const isLogging = async () => (await trail().send(new GetTrailStatusCommand({ Name }))).IsLogging

const queue = (name: string) => `${local.endpoint}/${account}/tripline-test-${name}`

/** A user whose credentials may write to the queue, as anybody's here may. */
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
    rule: { id: 'trail-stopped', title: 'Trail stopped', severity: 'critical', notify: null },
    alert: 'a'.repeat(32),
    event: { source: 'aws.cloudtrail', account, region: home, detail: record },
  })
}

test('what detect asks for is done', async () => {
  await stoppedUnder('enforce')
  expect(await isLogging()).toBe(true)
})

test.each(['observe', 'approve'] as const)(
  'under %s nobody makes it act but detect, and a try is told',
  async (mode) => {
    await stoppedUnder(mode)
    const { userId, sqs } = await carol()
    const runs = local.runner.invocations.length
    const body = forged()
    await sqs.send(new SendMessageCommand({ QueueUrl: queue('restart-trail'), MessageBody: body }))
    await local.drain()
    expect(await isLogging()).toBe(false)
    expect(local.runner.invocations.length - runs).toBe(1)
    await local.advance(120_000)
    const watch = new CloudWatchClient(root())
    const AlarmNames = ['tripline-test-health-dead-restart-trail']
    const { MetricAlarms } = await watch.send(new DescribeAlarmsCommand({ AlarmNames }))
    expect(MetricAlarms).toMatchObject([{ StateValue: 'ALARM' }])
    const { Messages } = await sqs.send(
      new ReceiveMessageCommand({
        QueueUrl: queue('restart-trail-dead'),
        MessageAttributeNames: ['All'],
        MaxNumberOfMessages: 10,
      }),
    )
    const why = `${userId} asks for a response, which only detect may`
    expect(Messages).toMatchObject([
      { Body: body, MessageAttributes: { reason: { StringValue: why } } },
    ])
  },
)

test('who may not ask may approve', async () => {
  await stoppedUnder('approve')
  const { sqs } = await carol()
  const request = local.inbox().find(({ message }) => message.includes('tripline approve'))
  const [, id] = /tripline approve ([0-9a-f]{16})/.exec(request?.message ?? '') ?? []
  const MessageBody = JSON.stringify({ kind: 'approve', id, reason: null })
  await sqs.send(new SendMessageCommand({ QueueUrl: queue('restart-trail'), MessageBody }))
  await local.drain()
  expect(await isLogging()).toBe(true)
})
