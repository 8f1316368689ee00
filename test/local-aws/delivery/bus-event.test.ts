/** Events on their way through buses, across regions and accounts. */
import {
  CreateEventBusCommand,
  EventBridgeClient,
  PutEventsCommand,
  PutRuleCommand,
  PutTargetsCommand,
  type RuleState,
  type Target,
} from '@aws-sdk/client-eventbridge'
import { CreateQueueCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { JsonObject } from '../../../src/ir/json.ts'
import { type Local, startLocal } from '../../../src/simulate/local.ts'

const [member, hub] = ['111111111111', '222222222222'] as const
const home = 'eu-west-1'

let local: Local
beforeEach(async () => {
  local = await startLocal({
    accounts: [member, hub],
    startAt: new Date('2026-11-21T08:00:00Z'),
  })
})
afterEach(() => local.stop())

const events = (account: string, region: string) =>
  new EventBridgeClient(local.config(local.root(account), region))

const sqs = () => new SQSClient(local.config(local.root(hub), home))

async function makeQueue(name: string): Promise<{ arn: string; bodies: () => Promise<string[]> }> {
  const { QueueUrl } = await sqs().send(new CreateQueueCommand({ QueueName: name }))
  return {
    arn: `arn:aws:sqs:${home}:${hub}:${name}`,
    bodies: async () => {
      const input = { QueueUrl, MaxNumberOfMessages: 10, MessageAttributeNames: ['All'] }
      const { Messages = [] } = await sqs().send(new ReceiveMessageCommand(input))
      return Messages.map(({ Body = '', MessageAttributes }) =>
        MessageAttributes === undefined ? Body : (MessageAttributes.ERROR_CODE?.StringValue ?? ''),
      )
    },
  }
}

interface RulePlan {
  readonly account?: string
  readonly region?: string
  readonly bus?: string
  readonly state?: RuleState
  readonly pattern?: object
}

async function makeRule(name: string, target: Omit<Target, 'Id'>, plan: RulePlan = {}) {
  const { account = hub, region = home, bus = 'default', state = 'ENABLED' } = plan
  const client = events(account, region)
  const EventPattern = JSON.stringify(plan.pattern ?? { source: [{ prefix: 'aws.' }] })
  await client.send(
    new PutRuleCommand({ Name: name, EventBusName: bus, State: state, EventPattern }),
  )
  await client.send(
    new PutTargetsCommand({
      Rule: name,
      EventBusName: bus,
      Targets: [{ Id: 'it', ...target }],
    } as never),
  )
}

const call = (eventName: string, more: JsonObject = {}): JsonObject => ({
  id: eventName,
  'detail-type': 'AWS API Call via CloudTrail',
  source: 'aws.iam',
  account: hub,
  time: '2026-11-21T08:00:00Z',
  region: home,
  detail: { eventName, managementEvent: true },
  ...more,
})

const names = (bodies: readonly string[]): string[] => bodies.map((body) => JSON.parse(body).id)

test.for([
  { state: 'ENABLED', seen: ['CreateUser', 'AssumeRole', 'GetSessionToken'] },
  {
    state: 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS',
    seen: ['CreateUser', 'GetUser', 'ListUsers', 'AssumeRole', 'GetSessionToken'],
  },
  { state: 'DISABLED', seen: [] },
] as const)('a rule that is $state sees $seen', async ({ state, seen }) => {
  const queue = await makeQueue('q')
  await makeRule('r', { Arn: queue.arn }, { state })
  for (const name of ['CreateUser', 'GetUser', 'ListUsers', 'AssumeRole', 'GetSessionToken'])
    local.inject(call(name))
  expect(names(await queue.bodies())).toEqual(seen)
})

test('the state of a rule on a custom bus holds read-only events back as well', async () => {
  const queue = await makeQueue('q')
  await events(hub, home).send(new CreateEventBusCommand({ Name: 'home' }))
  const bus = `arn:aws:events:${home}:${hub}:event-bus/home`
  const all = 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS'
  await makeRule('forward', { Arn: bus }, { state: all })
  await makeRule('deliver', { Arn: queue.arn }, { bus: 'home' })
  local.inject(call('GetUser'))
  local.inject(call('CreateUser'))
  expect(names(await queue.bodies())).toEqual(['CreateUser'])
  await makeRule('deliver', { Arn: queue.arn }, { bus: 'home', state: all })
  local.inject(call('GetUser'))
  expect(names(await queue.bodies())).toEqual(['GetUser'])
})

test('an event crosses region and account once, and keeps where it came from', async () => {
  const queue = await makeQueue('q')
  await events(hub, home).send(new CreateEventBusCommand({ Name: 'home' }))
  const bus = `arn:aws:events:${home}:${hub}:event-bus/home`
  await makeRule('forward', { Arn: bus }, { account: member, region: 'us-east-1' })
  const pattern = { source: ['aws.iam'], account: [member] }
  await makeRule('deliver', { Arn: queue.arn }, { bus: 'home', pattern })
  local.inject(call('CreateUser', { account: member, region: 'us-east-1' }))
  local.inject(call('DeleteUser'))
  const [body = '{}', ...rest] = await queue.bodies()
  expect(rest).toEqual([])
  expect(JSON.parse(body)).toMatchObject({ id: 'CreateUser', account: member, region: 'us-east-1' })
})

test('there is no second hop from bus to bus', async () => {
  const queue = await makeQueue('q')
  for (const Name of ['one', 'two'])
    await events(hub, home).send(new CreateEventBusCommand({ Name }))
  const bus = (name: string) => ({ Arn: `arn:aws:events:${home}:${hub}:event-bus/${name}` })
  await makeRule('first', bus('one'))
  await makeRule('second', bus('two'), { bus: 'one' })
  await makeRule('one', { Arn: queue.arn }, { bus: 'one' })
  await makeRule('two', { Arn: queue.arn }, { bus: 'two' })
  local.inject(call('CreateUser'))
  expect(names(await queue.bodies())).toEqual(['CreateUser'])
})

test('what has no target goes to its dead letters, with the reason', async () => {
  const dead = await makeQueue('dead')
  const gone = `arn:aws:sqs:${home}:${hub}:gone`
  await makeRule('r', { Arn: gone, DeadLetterConfig: { Arn: dead.arn } })
  local.inject(call('CreateUser'))
  expect(await dead.bodies()).toEqual(['RESOURCE_NOT_FOUND'])
})

test('a target can be given what its rule makes of the event', async () => {
  const queue = await makeQueue('q')
  await makeRule('r', {
    Arn: queue.arn,
    InputTransformer: {
      InputPathsMap: { name: '$.detail.eventName', detail: '$.detail', none: '$.detail.none' },
      InputTemplate: '{"text": "called <name>, not <none>", "name": <name>, "detail": <detail>}',
    },
  })
  local.inject(call('Say "x"'))
  expect((await queue.bodies()).map((body) => JSON.parse(body))).toEqual([
    {
      text: 'called Say "x", not ',
      name: 'Say "x"',
      detail: { eventName: 'Say "x"', managementEvent: true },
    },
  ])
})

test('nobody but AWS sends as AWS, whatever the detail-type', async () => {
  const queue = await makeQueue('q')
  await makeRule('r', { Arn: queue.arn }, { pattern: { 'detail-type': ['fake'] } })
  const entry = { DetailType: 'fake', Detail: '{}' }
  const { FailedEntryCount, Entries } = await events(hub, home).send(
    new PutEventsCommand({
      Entries: [
        { ...entry, Source: 'aws.iam' },
        { ...entry, Source: 'me' },
      ],
    }),
  )
  expect(FailedEntryCount).toBe(1)
  expect(Entries?.[0]?.ErrorCode).toBe('NotAuthorizedForSourceException')
  expect((await queue.bodies()).map((body) => JSON.parse(body).source)).toEqual(['me'])
})
