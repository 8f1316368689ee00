/** What surrounds the functions of responders in an account, on the emulator, and how they are run. */
import { createRequire } from 'node:module'
import {
  type AttributeValue,
  CreateTableCommand,
  DynamoDBClient,
  paginateScan,
} from '@aws-sdk/client-dynamodb'
import { CreateEventBusCommand, EventBridgeClient } from '@aws-sdk/client-eventbridge'
import { CreateTopicCommand, SNSClient, SubscribeCommand } from '@aws-sdk/client-sns'
import {
  CreateQueueCommand,
  DeleteMessageCommand,
  ReceiveMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs'
import type { Context, SQSBatchResponse, SQSEvent } from 'aws-lambda'
import { vi } from 'vitest'
import { byName } from '../../packages/local-aws/localhost.ts'
import type { AlertDocument } from '../../src/alert/document.ts'
import type { JsonObject } from '../../src/ir/json.ts'
import { type Mode, type Responder, responders } from '../../src/ir/names.ts'
import type { ResponseRecord } from '../../src/respond/contract/record.ts'

export const region = 'eu-west-1'
/** The account of everybody whose key the emulator does not know. */
export const account = '123456789012'
export const prefix = 'tripline-test'

export const deployRole = `arn:aws:iam::${account}:role/deploy/tripline`
export const ownRole = `arn:aws:iam::${account}:role/${prefix}-revoke-ingress`

/** The emulator takes any credentials; the local account takes those it gave. */
const credentials = () => ({
  accessKeyId: process.env.AWS_ACCESS_KEY_ID ?? 'test',
  secretAccessKey: process.env.AWS_SECRET_ACCESS_KEY ?? 'test',
})

/** For any SDK client. */
export const clientConfig = (endpoint: string) => ({
  region,
  endpoint,
  credentials: credentials(),
})

export interface ResponderAccount {
  readonly environment: Readonly<Record<string, string>>
  /** Alerts that people were sent since the last time. */
  readonly heard: () => Promise<readonly AlertDocument[]>
  /** Records of responses, without locks and counts. */
  readonly records: () => Promise<readonly ResponseRecord[]>
  /** URL of a responder's queue, or of the one for what they refuse. */
  readonly queue: (name: Responder | 'dead') => string
  readonly sqs: SQSClient
}

export async function responderAccount(url: string): Promise<ResponderAccount> {
  const config = clientConfig(url)
  const dynamo = new DynamoDBClient(config)
  const [sns, sqs] = [new SNSClient(config), new SQSClient(config)]
  await makeTable(dynamo, `${prefix}-state`, ['key'])
  await makeTable(dynamo, `${prefix}-responses`, ['id'])
  await makeTable(dynamo, `${prefix}-snapshots`, ['entity', 'at'])
  await new EventBridgeClient(config).send(new CreateEventBusCommand({ Name: prefix }))
  const queues: Record<string, string> = {}
  for (const name of ['heard', 'dead', ...responders]) {
    const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: `${prefix}-${name}` }))
    queues[name] = QueueUrl ?? ''
  }
  const { TopicArn: topic } = await sns.send(new CreateTopicCommand({ Name: `${prefix}-pager` }))
  await sns.send(
    new SubscribeCommand({
      TopicArn: topic,
      Protocol: 'sqs',
      Endpoint: `arn:aws:sqs:${region}:${account}:${prefix}-heard`,
      Attributes: { RawMessageDelivery: 'true' },
    }),
  )
  return {
    environment: {
      STAGE: 'test',
      STATE_TABLE: `${prefix}-state`,
      RESPONSES_TABLE: `${prefix}-responses`,
      SNAPSHOTS_TABLE: `${prefix}-snapshots`,
      BUS: prefix,
      CHANNELS: JSON.stringify({ pager: { topic, format: 'json', severity: 'info' } }),
      DETECT_ROLE: 'AROADETECT',
      DEAD_QUEUE: queues.dead ?? '',
      OWN_ROLES: JSON.stringify([ownRole]),
      LIMITS: JSON.stringify({
        maxActionsPerHour: 10_000,
        breakGlass: [`arn:aws:iam::${account}:user/break-glass/*`],
        approvalExpiresMs: 3_600_000,
        deployRole,
      }),
      AWS_REGION: region,
      AWS_ACCESS_KEY_ID: credentials().accessKeyId,
      AWS_SECRET_ACCESS_KEY: credentials().secretAccessKey,
      AWS_EC2_METADATA_DISABLED: 'true',
    },
    heard: async () => (await taken(sqs, queues.heard ?? '')).map((body) => JSON.parse(body)),
    records: async () => {
      const pages = paginateScan({ client: dynamo }, { TableName: `${prefix}-responses` })
      const items: Record<string, AttributeValue>[] = []
      for await (const page of pages) items.push(...(page.Items ?? []))
      return items
        .filter(({ id }) => /^[0-9a-f]{16}$/.test(id?.S ?? ''))
        .map(({ body }) => JSON.parse(body?.S ?? ''))
    },
    queue: (name) => queues[name] ?? '',
    sqs,
  }
}

async function makeTable(
  dynamo: DynamoDBClient,
  TableName: string,
  keys: readonly string[],
): Promise<void> {
  await dynamo.send(
    new CreateTableCommand({
      TableName,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: keys.map((name) => ({ AttributeName: name, AttributeType: 'S' })),
      KeySchema: keys.map((name, at) => ({
        AttributeName: name,
        KeyType: at === 0 ? 'HASH' : 'RANGE',
      })),
    }),
  )
}

/** All that is in a queue, taken out of it. */
export async function taken(sqs: SQSClient, QueueUrl: string): Promise<readonly string[]> {
  const bodies: string[] = []
  for (;;) {
    const { Messages: messages = [] } = await sqs.send(
      new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }),
    )
    if (messages.length === 0) return bodies
    for (const { Body, ReceiptHandle } of messages) {
      bodies.push(Body ?? '')
      await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }))
    }
  }
}

/** A function in a process of its own, as far as its modules go: it knows nothing of earlier ones. */
export interface FunctionProcess {
  /** Ids of the messages that failed. A request is of `detect`, unless somebody is named; a command of a person. */
  readonly receive: (bodies: readonly string[], sender?: string) => Promise<readonly string[]>
  readonly onSchedule: () => Promise<void>
}

export async function startFunction(
  name: Responder,
  { environment }: ResponderAccount,
  endpoint: string,
): Promise<FunctionProcess> {
  for (const [variable, value] of Object.entries(environment)) vi.stubEnv(variable, value)
  vi.stubEnv('AWS_ENDPOINT_URL', endpoint)
  // S3 Control puts the account in front of the host, which an address cannot take.
  vi.stubEnv('AWS_ENDPOINT_URL_S3_CONTROL', byName(endpoint))
  resolveLocalhost()
  vi.resetModules()
  const { handler } = (await import(`../../functions/${name}.ts`)) as {
    handler: (event: SQSEvent | JsonObject, context: Context) => Promise<SQSBatchResponse>
  }
  return {
    receive: async (bodies, sender) => {
      const event = {
        Records: bodies.map((body, index) => sqsRecord(body, index, sender ?? senderOf(body))),
      }
      const { batchItemFailures: failures } = await handler(event, context(name))
      return failures.map(({ itemIdentifier }) => itemIdentifier)
    },
    onSchedule: async () => void (await handler({ schedule: name }, context(name))),
  }
}

const senderOf = (body: string): string =>
  JSON.parse(body).kind === 'respond' ? `AROADETECT:${prefix}-detect` : 'AIDAPERSON'

const sqsRecord = (body: string, index: number, sender: string) =>
  ({
    messageId: `message-${index}`,
    body,
    attributes: { SenderId: sender, ApproximateReceiveCount: '1' },
  }) as SQSEvent['Records'][number]

const context = (name: Responder) =>
  ({
    awsRequestId: `request ${Math.random()}`,
    getRemainingTimeInMillis: () => 60_000,
    invokedFunctionArn: `arn:aws:lambda:${region}:${account}:function:${prefix}-${name}`,
  }) as Context

type Lookup = (host: string, ...rest: unknown[]) => void

/** Names below `localhost` are this machine, which not every system's resolver knows. */
export function resolveLocalhost(): void {
  const dns = createRequire(import.meta.url)('node:dns') as { lookup: Lookup & { ours?: true } }
  const { lookup } = dns
  if (lookup.ours) return
  const ours: Lookup & { ours?: true } = (host, ...rest) =>
    lookup(host.endsWith('.localhost') ? '127.0.0.1' : host, ...rest)
  ours.ours = true
  dns.lookup = ours
}

/** What `detect` puts into a responder's queue. */
export const request = (responder: Responder, mode: Mode, event: JsonObject): string =>
  JSON.stringify({
    kind: 'respond',
    responder,
    mode,
    rule: { id: 'a-rule', title: 'A rule', severity: 'high', notify: null },
    alert: 'a'.repeat(32),
    event,
  })
