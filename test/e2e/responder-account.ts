/** What surrounds the functions of responders in an account, on the emulator, and how they are run. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
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
import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda'
import { onTestFinished, vi } from 'vitest'
import { byName } from '../../packages/local-aws/localhost.ts'
import type { AlertDocument } from '../../src/alert/document.ts'
import type { JsonObject } from '../../src/ir/json.ts'
import { type Mode, modes, type Responder, responders } from '../../src/ir/names.ts'
import type { ResponseRecord } from '../../src/respond/contract/record.ts'
import type { RespondingRules } from '../../src/respond/contract/request.ts'
import { type InFlight, inFlight, queueEnvironment } from '../support/in-flight.ts'

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

type QueueName = Responder | 'dead' | 'restore' | 'answers'

export interface ResponderAccount {
  readonly environment: Readonly<Record<string, string>>
  /** Alerts that people were sent since the last time. */
  readonly heard: () => Promise<readonly AlertDocument[]>
  /** Records of responses, without locks and counts. */
  readonly records: () => Promise<readonly ResponseRecord[]>
  /** URL of a responder's queue, or of the one for what they refuse. */
  readonly queue: (name: QueueName) => string
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
  for (const name of ['heard', 'dead', 'restore', 'answers', ...responders]) {
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
      ANSWERS_ROLE: 'AROAANSWERS',
      ...Object.fromEntries(
        responders.map((name) => [
          `${name.toUpperCase().replaceAll('-', '_')}_ROLE`,
          `AROA${name}`,
        ]),
      ),
      DEAD_QUEUE: queues.dead ?? '',
      RESTORE_QUEUE: queues.restore ?? '',
      RESPONDER_QUEUES: JSON.stringify(
        Object.fromEntries(responders.map((name) => [name, queues.restore])),
      ),
      HEALTH_TOPIC: topic ?? '',
      OWN_ROLES: JSON.stringify([ownRole]),
      LIMITS: JSON.stringify({
        maxActionsPerHour: 10_000,
        breakGlass: [`arn:aws:iam::${account}:user/break-glass/*`],
        approvalExpiresMs: 3_600_000,
        deployRole,
        confirm: 'never',
        restores: true,
        undoExpiresMs: 604_800_000,
        undoPeople: 1,
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
  /**
   * Takes messages from the function's queue, and returns the ids of those that failed. A request is
   * of `detect`, unless a sender is given. An answer of a person goes to `restore`, as the function
   * `answers` passes it on.
   */
  readonly receive: (bodies: readonly string[], sender?: string) => Promise<readonly string[]>
  readonly onSchedule: () => Promise<void>
}

type Handler = (event: SQSEvent | JsonObject, context: Context) => Promise<SQSBatchResponse>

/** `endpoints`: where each of the two functions finds AWS. */
export async function startFunction(
  name: Responder,
  account: ResponderAccount,
  endpoint: string,
  restoreEndpoint = endpoint,
): Promise<FunctionProcess> {
  resolveLocalhost()
  const folder = mkdtempSync(join(tmpdir(), 'tripline-responder-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  writeFileSync(join(folder, 'responses.json'), JSON.stringify(respondingRules))
  const prepare = (queue: QueueName, url: string): void => {
    for (const [variable, value] of Object.entries({
      ...account.environment,
      ...queueEnvironment(account.queue(queue), account.environment.HEALTH_TOPIC ?? ''),
      LAMBDA_TASK_ROOT: folder,
      AWS_ENDPOINT_URL: url,
      // S3 Control puts the account in front of the host, which an address cannot take.
      AWS_ENDPOINT_URL_S3_CONTROL: byName(url),
    }))
      vi.stubEnv(variable, value)
  }
  const load = async (file: string): Promise<Handler> => {
    vi.resetModules()
    return ((await import(`../../functions/${file}.ts`)) as { handler: Handler }).handler
  }
  prepare(name, endpoint)
  const responder = await load(name)
  let restore: Handler | undefined
  const run = async (
    queue: QueueName,
    handler: Handler,
    messages: readonly InFlight[],
  ): Promise<readonly string[]> => {
    const records: SQSRecord[] = []
    for (const message of messages)
      records.push(await inFlight(account.sqs, account.queue(queue), message))
    const { batchItemFailures: failures } = await handler({ Records: records }, context(name))
    const failed = failures.map(({ itemIdentifier }) => itemIdentifier)
    for (const { receiptHandle: ReceiptHandle } of records)
      await account.sqs.send(
        new DeleteMessageCommand({ QueueUrl: account.queue(queue), ReceiptHandle }),
      )
    return failed
  }
  return {
    receive: async (bodies, sender) => {
      const isAnswer = bodies.some((body) => JSON.parse(body).kind !== 'respond')
      if (!isAnswer) {
        prepare(name, endpoint)
        const senderId = sender ?? `AROADETECT:${prefix}-detect`
        return await run(
          name,
          responder,
          bodies.map((body) => ({ body, senderId })),
        )
      }
      prepare('restore', restoreEndpoint)
      restore ??= await load('restore')
      const answers = bodies.map((body) => ({
        body: JSON.stringify({ by: sender ?? 'AIDAPERSON', ...JSON.parse(body) }),
        senderId: `AROAANSWERS:${prefix}-answers`,
      }))
      return await run('restore', restore, answers)
    },
    onSchedule: async () => {
      prepare(name, endpoint)
      await responder({ schedule: name }, context(name))
    },
  }
}

/** A rule for each mode, which names every responder. */
const respondingRules: RespondingRules = Object.fromEntries(
  modes.map((mode) => [
    `rule-to-${mode}`,
    {
      title: 'A rule',
      severity: 'high',
      notify: null,
      modes: Object.fromEntries(responders.map((name) => [name, mode])),
    },
  ]),
)

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

/** What `detect` puts into a responder's queue, for a rule with this mode. */
export const request = (responder: Responder, mode: Mode, event: JsonObject): string =>
  JSON.stringify({
    kind: 'respond',
    responder,
    rule: `rule-to-${mode}`,
    alert: 'a'.repeat(32),
    event,
  })
