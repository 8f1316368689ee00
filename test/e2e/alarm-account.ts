/**
 * What surrounds function `alarm` in an account, on the emulator: a log group, the state table, two
 * channels with a listener and the queue of receipts, the home bus and the queue of alarms.
 */
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  PutLogEventsCommand,
} from '@aws-sdk/client-cloudwatch-logs'
import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { CreateEventBusCommand, EventBridgeClient } from '@aws-sdk/client-eventbridge'
import { CreateTopicCommand, SNSClient, SubscribeCommand } from '@aws-sdk/client-sns'
import {
  CreateQueueCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  type Message,
  ReceiveMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs'
import type { SQSRecord } from 'aws-lambda'
import { type Sandbox, startSandbox } from '../../packages/local-aws/lambda/sandbox.ts'
import { type Bundle, bundledHandler, bundleFunction } from '../../src/bundle/bundle.ts'
import type { Rule } from '../../src/ir/rule.ts'
import { rulesetModule } from '../../src/ruleset/module.ts'
import { filter } from '../functions/alarm/world.ts'
import { inFlight, queueEnvironment } from '../support/in-flight.ts'

const region = 'eu-west-1'
const account = '123456789012'
const channels = ['pager', 'audit']

export interface AlarmAccount {
  /** A message of the queue of alarms, in flight. */
  readonly receive: (message: Pick<SQSRecord, 'messageId' | 'body'>) => Promise<SQSRecord>
  /** Makes a log group of the trail. */
  readonly newLogGroup: (name: string) => Promise<void>
  readonly log: (logGroup: string, message: string, atMs: number) => Promise<void>
  /** All messages that a queue has, taken out of it. */
  readonly take: (queue: 'heard' | 'receipts') => Promise<readonly Message[]>
  /** How many messages wait in the queue of alarms for their time. */
  readonly looks: () => Promise<number>
  readonly environment: Readonly<Record<string, string>>
}

export async function alarmAccount(endpoint: string): Promise<AlarmAccount> {
  const name = 'tripline-test'
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' }
  const config = { region, endpoint, credentials }
  const [logs, tables, buses] = [
    new CloudWatchLogsClient(config),
    new DynamoDBClient(config),
    new EventBridgeClient(config),
  ]
  const [sns, sqs] = [new SNSClient(config), new SQSClient(config)]
  await tables.send(
    new CreateTableCommand({
      TableName: `${name}-state`,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [{ AttributeName: 'key', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'key', KeyType: 'HASH' }],
    }),
  )
  await buses.send(new CreateEventBusCommand({ Name: name }))
  const urls: Record<string, string> = {}
  for (const queue of ['heard', 'receipts', 'alarms']) {
    const made = await sqs.send(new CreateQueueCommand({ QueueName: `${name}-${queue}` }))
    urls[queue] = made.QueueUrl ?? ''
  }
  const arnOf = (queue: string): string => `arn:aws:sqs:${region}:${account}:${name}-${queue}`
  const topics: Record<string, unknown> = {}
  for (const channel of channels) {
    const { TopicArn: topic } = await sns.send(
      new CreateTopicCommand({ Name: `${name}-${channel}` }),
    )
    topics[channel] = { topic, format: channel === 'pager' ? 'text' : 'json', severity: 'info' }
    for (const queue of ['heard', 'receipts']) {
      const subscription = { TopicArn: topic, Protocol: 'sqs', Endpoint: arnOf(queue) }
      const raw = { Attributes: { RawMessageDelivery: 'true' } }
      await sns.send(new SubscribeCommand({ ...subscription, ...raw }))
    }
  }
  return {
    receive: async (message) => ({
      ...(await inFlight(sqs, urls.alarms ?? '', { body: 'any' })),
      ...message,
    }),
    newLogGroup: async (logGroupName) => {
      await logs.send(new CreateLogGroupCommand({ logGroupName }))
      await logs.send(new CreateLogStreamCommand({ logGroupName, logStreamName: 'one' }))
    },
    log: async (logGroupName, message, timestamp) => {
      const logEvents = [{ message, timestamp }]
      await logs.send(new PutLogEventsCommand({ logGroupName, logStreamName: 'one', logEvents }))
    },
    take: async (queue) => {
      const taken: Message[] = []
      for (;;) {
        const { Messages: messages = [] } = await sqs.send(
          new ReceiveMessageCommand({
            QueueUrl: urls[queue],
            MaxNumberOfMessages: 10,
            MessageAttributeNames: ['All'],
          }),
        )
        if (messages.length === 0) return taken
        taken.push(...messages)
        for (const { ReceiptHandle } of messages)
          await sqs.send(new DeleteMessageCommand({ QueueUrl: urls[queue], ReceiptHandle }))
      }
    },
    looks: async () => {
      const { Attributes: counts } = await sqs.send(
        new GetQueueAttributesCommand({
          QueueUrl: urls.alarms,
          AttributeNames: ['ApproximateNumberOfMessagesDelayed'],
        }),
      )
      return Number(counts?.ApproximateNumberOfMessagesDelayed)
    },
    environment: {
      STAGE: 'test',
      STATE_TABLE: `${name}-state`,
      BUS: name,
      CHANNELS: JSON.stringify(topics),
      ...queueEnvironment(urls.alarms ?? '', arnOf('none')),
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
      AWS_EC2_METADATA_DISABLED: 'true',
    },
  }
}

/** The bundles as they are deployed. */
export async function bundles(): Promise<
  Readonly<Record<'alarm' | 'receipts' | 'heartbeat', Bundle>>
> {
  const into = mkdtempSync(join(tmpdir(), 'tripline-alarm-'))
  return {
    alarm: await bundleFunction('functions/alarm.ts', into),
    receipts: await bundleFunction('functions/receipts.ts', into),
    heartbeat: await bundleFunction('functions/heartbeat.ts', into),
  }
}

/** Puts beside a bundle what the deployment puts there. */
export function deployFiles(bundle: Bundle, rule: Rule, alarm: string, logGroup: string): void {
  const filters = { [alarm]: { ...filter, logGroup } }
  writeFileSync(join(bundle.folder, 'ruleset.mjs'), rulesetModule([rule], [], 'test'))
  writeFileSync(join(bundle.folder, 'filters.json'), JSON.stringify(filters))
}

export const sandbox = (
  bundle: Bundle,
  endpoint: string,
  environment: Readonly<Record<string, string>>,
  clockOffsetMs = 0,
): Promise<Sandbox> =>
  startSandbox({
    folder: bundle.folder,
    handler: bundledHandler,
    functionName: 'tripline-test',
    region,
    account,
    environment: { ...environment, AWS_ENDPOINT_URL: endpoint },
    timeoutMs: 600_000,
    clockOffsetMs,
  })
