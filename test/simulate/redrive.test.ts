/**
 * A channel that is down for longer than the retries, as docs/alerts.md tells it: its alerts end in the
 * dead letters, and sent again they reach this channel and no other.
 */
import { readFileSync } from 'node:fs'
import { CloudTrailClient, StopLoggingCommand } from '@aws-sdk/client-cloudtrail'
import { CloudWatchClient, DescribeAlarmsCommand } from '@aws-sdk/client-cloudwatch'
import {
  CreateTopicCommand,
  DeleteTopicCommand,
  SNSClient,
  SubscribeCommand,
} from '@aws-sdk/client-sns'
import * as sdk from '@aws-sdk/client-sqs'
import {
  GetQueueAttributesCommand,
  ListMessageMoveTasksCommand,
  SendMessageCommand,
  SQSClient,
  StartMessageMoveTaskCommand,
} from '@aws-sdk/client-sqs'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { ChannelPlan } from '../../src/plan/manifest/topics.ts'
import type { Manifest } from '../../src/plan/manifest.ts'
import { rulesetModule } from '../../src/ruleset/module.ts'
import type { Local } from '../../src/simulate/local.ts'
import { withResponders } from '../infra/manifests.ts'
import { startLocal } from '../support/start-local.ts'
import { account, home, manifest, respondingRule, rules, ruleset } from './stage.ts'

const channel = (name: string): ChannelPlan => ({
  name,
  topic: {
    kind: 'new',
    name: `tripline-test-${name}`,
    subscribe: [{ protocol: 'email', endpoint: `${name}@example.com` }],
  },
  format: 'text',
  severity: 'low',
})

const health: Manifest['health'] = {
  topic: {
    kind: 'new',
    name: 'tripline-test-health',
    subscribe: [{ protocol: 'email', endpoint: 'health@example.com' }],
  },
}

/** The calls of these tests are root's, who is the operator of the stage. */
const operators = [`arn:aws:iam::${account}:root`]

const twoChannels: Manifest = {
  ...manifest,
  health,
  operators,
  channels: [channel('pager'), channel('chat')],
}

let local: Local
let records: string[]
beforeEach(async () => {
  records = []
  local = await startLocal({
    accounts: [account],
    startAt: new Date('2026-11-21T08:00:00Z'),
    onRecord: ({ eventName }) => void records.push(eventName),
  })
})
afterEach(() => local.stop())

const root = () => local.config(local.root(account), home)
const sqs = () => new SQSClient(root())
const trail = () => new CloudTrailClient(root())
const Name = 'organization-trail'
const arnOf = (name: string) => `arn:aws:sqs:${home}:${account}:tripline-test-${name}`
const urlOf = (name: string) => `${local.endpoint}/${account}/tripline-test-${name}`
const topic = `arn:aws:sns:${home}:${account}:tripline-test-chat`

const breakChat = () => new SNSClient(root()).send(new DeleteTopicCommand({ TopicArn: topic }))

/** As it was before, its subscriptions included. */
async function mendChat(): Promise<void> {
  const sns = new SNSClient(root())
  await sns.send(new CreateTopicCommand({ Name: 'tripline-test-chat' }))
  await sns.send(
    new SubscribeCommand({ TopicArn: topic, Protocol: 'email', Endpoint: 'chat@example.com' }),
  )
  const Endpoint = arnOf('receipts')
  const Attributes = { RawMessageDelivery: 'true' }
  await sns.send(new SubscribeCommand({ TopicArn: topic, Protocol: 'sqs', Endpoint, Attributes }))
}

async function waitingIn(name: string): Promise<number> {
  const { Attributes = {} } = await sqs().send(
    new GetQueueAttributesCommand({
      QueueUrl: urlOf(name),
      AttributeNames: ['ApproximateNumberOfMessages'],
    }),
  )
  return Number(Attributes.ApproximateNumberOfMessages)
}

async function sentAgain(name: string, DestinationArn?: string) {
  const SourceArn = arnOf(`${name}-dead`)
  await sqs().send(new StartMessageMoveTaskCommand({ SourceArn, DestinationArn }))
  await local.drain()
  const { Results = [] } = await sqs().send(new ListMessageMoveTasksCommand({ SourceArn }))
  return Results[0]
}

const starts = () => records.filter((name) => name === 'StartLogging').length

const heard = (name: string) =>
  local
    .inbox()
    .filter(({ endpoint }) => endpoint === `${name}@example.com`)
    .map(({ attributes }) => attributes.alert ?? '')

test('an alert that one of two channels does not take', async () => {
  await local.deploy(twoChannels, ruleset)
  await breakChat()
  await trail().send(new StopLoggingCommand({ Name }))
  const startedMs = local.cloud.clock.now().getTime()
  await local.drain()
  // It is given up after more than a day.
  expect(await waitingIn('events-dead')).toBe(1)
  expect(Math.round((local.cloud.clock.now().getTime() - startedMs) / 3_600_000)).toBe(25)
  await local.advance(120_000)
  const AlarmNames = ['tripline-test-health-dead-events']
  const watch = new CloudWatchClient(root())
  const { MetricAlarms } = await watch.send(new DescribeAlarmsCommand({ AlarmNames }))
  expect(MetricAlarms).toMatchObject([{ StateValue: 'ALARM' }])
  const mails = local.inbox().filter(({ endpoint }) => endpoint === 'health@example.com')
  const subjects = mails.map(({ subject }) => subject)
  expect([...new Set(subjects)]).toEqual([
    'tripline-test-detect has a message that failed 5 times',
    'ALARM: "tripline-test-health-late-events" in EU (Ireland)',
    'ALARM: "tripline-test-health-dead-events" in EU (Ireland)',
  ])
  // The first two within a quarter of an hour, the first again every six hours.
  expect(subjects).toHaveLength(2 + 5)
  // Sent again by the commands of the page too soon, it is retried, and the pager is left alone.
  const answers: object[] = []
  for (const command of commandsOfThePage()) answers.push(await sqs().send(command))
  expect(answers).toMatchObject([
    { Messages: [{ Body: expect.stringContaining('StopLogging') }] },
    { TaskHandle: expect.any(String) },
    { Results: [{ Status: 'COMPLETED', ApproximateNumberOfMessagesMoved: 1 }] },
  ])
  await local.drain({ maxMs: 20 * 60_000 })
  expect([heard('pager').length, heard('chat').length]).toEqual([1, 0])
  // It reaches the channel that had it not, and no other.
  await mendChat()
  await local.drain()
  expect(heard('chat')).toEqual(heard('pager'))
  expect(heard('pager')).toHaveLength(1)
  expect(await waitingIn('events-dead')).toBe(0)
})

/** `aws sqs delete-message --queue-url …` as the SDK has it: `DeleteMessageCommand`, `QueueUrl`. */
function commandsOfThePage(): never[] {
  const page = readFileSync('docs/alerts.md', 'utf8')
  const written = [...page.matchAll(/^ {4}aws sqs (\S+) --region <home> (.*)$/gm)]
  expect(written).toHaveLength(3)
  return written.map(([, name = '', options = '']) => {
    const here = options
      .replace('https://sqs.<home>.amazonaws.com', local.endpoint)
      .replaceAll('<home>', home)
      .replaceAll('<account>', account)
      .replaceAll('<stage>', 'test')
    const input = [...here.matchAll(/--(\S+) (\S+)/g)].map(([, option = '', value = '']) => [
      pascal(option),
      option.endsWith('-names') ? [value] : /^\d+$/.test(value) ? Number(value) : value,
    ])
    const Command = (sdk as unknown as Record<string, new (input: object) => never>)[
      `${pascal(name)}Command`
    ]
    if (Command === undefined) throw new Error(`SQS has no ${name}`)
    return new Command(Object.fromEntries(input))
  })
}

const pascal = (kebab: string): string =>
  kebab.replaceAll(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase())

test('what nobody can read is not sent back by itself, and sent on purpose it is put aside again', async () => {
  await local.deploy(twoChannels, ruleset)
  await sqs().send(new SendMessageCommand({ QueueUrl: urlOf('events'), MessageBody: 'no JSON' }))
  await local.drain()
  expect(await waitingIn('events-dead')).toBe(1)
  expect(await sentAgain('events')).toMatchObject({
    Status: 'FAILED',
    FailureReason: 'CouldNotDetermineMessageSource',
  })
  const before = local.runner.invocations.length
  expect(await sentAgain('events', arnOf('events'))).toMatchObject({ Status: 'COMPLETED' })
  expect(local.runner.invocations.length - before).toBe(1)
  expect(await waitingIn('events-dead')).toBe(1)
  expect(local.inbox()).toEqual([])
})

test('the queues of what EventBridge and SNS gave up are none that can be moved from', async () => {
  await local.deploy(twoChannels, ruleset)
  const task = new StartMessageMoveTaskCommand({ SourceArn: arnOf('undelivered') })
  await expect(sqs().send(task)).rejects.toThrow('must be configured as a Dead Letter Queue')
})

test('what a responder could not tell is told, and what it did is not done again', async () => {
  const respond = [{ action: 'restart-trail', mode: 'enforce' } as const]
  const responding = rules.map((rule) => ({ ...rule, respond }))
  const { channels } = twoChannels
  const deployed = {
    ...withResponders({ ...manifest, health, operators, channels }, 'restart-trail'),
    rules: [{ ...respondingRule('trail-stopped', respond), channels: ['pager', 'chat'] }],
  }
  await local.deploy(deployed, rulesetModule(responding, [], 'test'))
  await breakChat()
  await trail().send(new StopLoggingCommand({ Name }))
  await local.drain({ maxMs: 20 * 60_000 })
  expect(starts()).toBe(1)
  expect([heard('pager').length, heard('chat').length]).toEqual([2, 0])
  expect(await waitingIn('restart-trail-dead')).toBe(1)
  await mendChat()
  expect(await sentAgain('restart-trail')).toMatchObject({ Status: 'COMPLETED' })
  expect(await waitingIn('restart-trail-dead')).toBe(0)
  // The alert of the event was retried all the time.
  expect(heard('chat').sort()).toEqual(heard('pager').sort())
  expect([starts(), heard('pager').length]).toEqual([1, 2])
})
