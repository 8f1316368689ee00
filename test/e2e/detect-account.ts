/**
 * What surrounds function `detect` in an account: the state table on dynalite; channels with a
 * listener and the queue of receipts, the home bus, a responder's queue and the dead-letter queue on
 * the emulator. The functions are the bundles that are deployed, in AWS's own runtime client.
 */
import { cpSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { CreateEventBusCommand, EventBridgeClient } from '@aws-sdk/client-eventbridge'
import {
  CreateTopicCommand,
  DeleteTopicCommand,
  SNSClient,
  SubscribeCommand,
} from '@aws-sdk/client-sns'
import {
  CreateQueueCommand,
  DeleteMessageCommand,
  type Message,
  ReceiveMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs'
import { type Sandbox, startSandbox } from '../../packages/local-aws/lambda/sandbox.ts'
import { type Bundle, bundledHandler, bundleFunction } from '../../src/bundle/bundle.ts'
import { fitToRules } from '../../src/bundle/fit-to-rules.ts'
import type { Channel } from '../../src/detect/ports.ts'
import { responders } from '../../src/ir/names.ts'
import type { Rule } from '../../src/ir/rule.ts'
import { rulesetModule } from '../../src/ruleset/module.ts'
import { type Dynalite, startDynalite } from '../support/dynalite.ts'
import { type EndingProxy, startEndingProxy } from '../support/ending-proxy.ts'
import { inFlight, queueEnvironment } from '../support/in-flight.ts'
import { type Moto, startMoto } from '../support/moto.ts'

const region = 'us-east-1'
const account = '123456789012'

export interface Surroundings {
  readonly dynalite: Dynalite
  readonly moto: Moto
  /** In front of both, for the function that is to end. */
  readonly proxies: readonly EndingProxy[]
  readonly detect: Bundle
  readonly receipts: Bundle
  readonly sns: SNSClient
  readonly sqs: SQSClient
  readonly stop: () => Promise<void>
}

export async function startSurroundings(): Promise<Surroundings> {
  const [dynalite, moto] = await Promise.all([startDynalite(), startMoto()])
  const proxies = await Promise.all([dynalite.url, moto.url].map(startEndingProxy))
  const into = mkdtempSync(join(tmpdir(), 'tripline-detect-'))
  const config = {
    endpoint: moto.url,
    region,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  }
  await new EventBridgeClient(config).send(new CreateEventBusCommand({ Name: 'tripline-test' }))
  return {
    dynalite,
    moto,
    proxies,
    detect: await bundleFunction('functions/detect.ts', into),
    receipts: await bundleFunction('functions/receipts.ts', into),
    sns: new SNSClient(config),
    sqs: new SQSClient(config),
    stop: async () => {
      for (const proxy of proxies) proxy.close()
      await dynalite.stop()
      moto.stop()
    },
  }
}

/** A deployment of its own: table, channels, queues and rules. */
export interface Scene {
  /** A process; `isWatched` sends its calls through the proxies. */
  readonly start: (
    name: 'detect' | 'receipts',
    laterMs: number,
    isWatched: boolean,
  ) => Promise<Sandbox>
  /** All messages that a queue has, taken out of it. */
  readonly take: (queue: QueueName) => Promise<readonly Message[]>
  /** Messages with receipts of the queue from which both functions receive. */
  readonly receive: (messages: readonly Message[]) => Promise<readonly Received[]>
  readonly removeTopic: (channel: string) => Promise<void>
  readonly table: string
}

type QueueName = 'heard' | 'receipts' | 'asked' | 'events-dead'

/** A message as a function gets it, with the handle of a receipt. */
export type Received = Pick<Message, 'MessageId' | 'Body' | 'MessageAttributes' | 'ReceiptHandle'>

let scenes = 0

export async function newScene(
  { dynalite, moto, proxies, sns, sqs, ...bundles }: Surroundings,
  rules: readonly Rule[],
  formats: Readonly<Record<string, Channel['format']>>,
): Promise<Scene> {
  const prefix = `tripline-test-${++scenes}`
  const table = await dynalite.newTable()
  const urls = new Map<string, string>()
  for (const queue of ['heard', 'receipts', 'asked', 'events-dead', 'own']) {
    const made = await sqs.send(new CreateQueueCommand({ QueueName: `${prefix}-${queue}` }))
    urls.set(queue, made.QueueUrl ?? '')
  }
  const channels: Record<string, Channel> = {}
  for (const [name, format] of Object.entries(formats)) {
    const { TopicArn: topic = '' } = await sns.send(
      new CreateTopicCommand({ Name: `${prefix}-${name}` }),
    )
    channels[name] = { topic, format, severity: 'info' }
    for (const queue of ['heard', 'receipts']) {
      await sns.send(
        new SubscribeCommand({
          TopicArn: topic,
          Protocol: 'sqs',
          Endpoint: `arn:aws:sqs:${region}:${account}:${prefix}-${queue}`,
          Attributes: { RawMessageDelivery: 'true' },
        }),
      )
    }
  }
  const environment = {
    STAGE: 'test',
    STATE_TABLE: table,
    BUS: 'tripline-test',
    CHANNELS: JSON.stringify(channels),
    RESPONDER_QUEUES: JSON.stringify(
      Object.fromEntries(responders.map((name) => [name, urls.get('asked')])),
    ),
    EVENTS_DEAD: urls.get('events-dead') ?? '',
    ...queueEnvironment(urls.get('own') ?? '', channels.pager?.topic ?? ''),
    HEARTBEAT_ROLE: `arn:aws:iam::${account}:role/tripline-test-heartbeat`,
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_EC2_METADATA_DISABLED: 'true',
  }
  const folder = join(bundles.detect.folder, '..', prefix)
  cpSync(bundles.detect.folder, folder, { recursive: true })
  const ruleset = rulesetModule(rules, [], 'test')
  await fitToRules(folder, ruleset)
  writeFileSync(join(folder, 'ruleset.mjs'), ruleset)
  return {
    table,
    start: (name, laterMs, isWatched) => {
      const [tables, others] = isWatched ? proxies : [dynalite, moto]
      return startSandbox({
        folder: name === 'detect' ? folder : bundles.receipts.folder,
        handler: bundledHandler,
        functionName: `${prefix}-${name}`,
        region,
        account,
        environment: {
          ...environment,
          AWS_ENDPOINT_URL: others?.url ?? '',
          AWS_ENDPOINT_URL_DYNAMODB: tables?.url ?? '',
        },
        timeoutMs: 600_000,
        clockOffsetMs: laterMs,
      })
    },
    take: (queue) => takeAll(sqs, urls.get(queue) ?? ''),
    receive: async (messages) => {
      const received: Received[] = []
      for (const message of messages) {
        const { receiptHandle } = await inFlight(sqs, urls.get('own') ?? '', { body: 'any' })
        received.push({ ...message, ReceiptHandle: receiptHandle })
      }
      return received
    },
    removeTopic: async (channel) => {
      await sns.send(new DeleteTopicCommand({ TopicArn: channels[channel]?.topic }))
    },
  }
}

async function takeAll(sqs: SQSClient, url: string): Promise<readonly Message[]> {
  const taken: Message[] = []
  for (;;) {
    const { Messages: messages = [] } = await sqs.send(
      new ReceiveMessageCommand({
        QueueUrl: url,
        MaxNumberOfMessages: 10,
        MessageAttributeNames: ['All'],
      }),
    )
    if (messages.length === 0) return taken
    taken.push(...messages)
    for (const { ReceiptHandle } of messages)
      await sqs.send(new DeleteMessageCommand({ QueueUrl: url, ReceiptHandle }))
  }
}

/** What Lambda hands a function for messages of a queue. */
export const recordsOf = (messages: readonly Received[]): object => ({
  Records: messages.map(({ MessageId, Body, ReceiptHandle, MessageAttributes = {} }) => ({
    messageId: MessageId,
    receiptHandle: ReceiptHandle,
    body: Body,
    messageAttributes: Object.fromEntries(
      Object.entries(MessageAttributes).map(([name, { StringValue: stringValue }]) => [
        name,
        { stringValue },
      ]),
    ),
  })),
})
