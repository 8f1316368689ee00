/** The two functions as they are deployed, with everything they need in an account of an emulator. */
import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { CreateEventBusCommand, EventBridgeClient } from '@aws-sdk/client-eventbridge'
import { CreateTopicCommand, SNSClient, SubscribeCommand } from '@aws-sdk/client-sns'
import {
  CreateQueueCommand,
  DeleteMessageCommand,
  ReceiveMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs'
import type { Context, SQSEvent } from 'aws-lambda'
import type { AlertDocument } from '../../../src/alert/document.ts'
import type { Json, JsonObject } from '../../../src/ir/json.ts'
import { type Recorder, startRecorder } from './recorder.ts'

/** Something that answers as AWS does. */
export interface Backend {
  readonly url: string
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string }
  stop(): void | Promise<void>
}

export interface Deployed {
  readonly recorder: Recorder
  /** One message of the queue of a function; throws where it failed. */
  send(name: FunctionName, body: Json, senderId?: string, receiveCount?: number): Promise<void>
  baseline(): Promise<void>
  /** The alerts sent since the last call. */
  alerts(): Promise<readonly AlertDocument[]>
  stop(): Promise<void>
}

type FunctionName = 'rollback-iam' | 'snapshot-iam'

export const account = '123456789012'
const region = 'us-east-1'
const prefix = 'tripline-test'

export const ownRole = `arn:aws:iam::${account}:role/${prefix}-rollback-iam`

export async function deployOn(backend: Backend): Promise<Deployed> {
  const { url, credentials } = backend
  const recorder = await startRecorder(url)
  const config = { endpoint: url, region, credentials }
  await makeTables(new DynamoDBClient(config))
  await new EventBridgeClient(config).send(new CreateEventBusCommand({ Name: prefix }))
  const { TopicArn: topic = '' } = await new SNSClient(config).send(
    new CreateTopicCommand({ Name: `${prefix}-security` }),
  )
  const sqs = new SQSClient(config)
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: 'inbox' }))
  await new SNSClient(config).send(
    new SubscribeCommand({
      TopicArn: topic,
      Protocol: 'sqs',
      Endpoint: `arn:aws:sqs:${region}:${account}:inbox`,
      Attributes: { RawMessageDelivery: 'true' },
    }),
  )
  setEnvironment(recorder.url, credentials, topic)
  const handlers = {
    'rollback-iam': (await import('../../../functions/rollback-iam.ts')).handler,
    'snapshot-iam': (await import('../../../functions/snapshot-iam.ts')).handler,
  }
  let messages = 0
  const send: Deployed['send'] = async (
    name,
    body,
    senderId = 'AROADETECT:detect',
    receiveCount = 1,
  ) => {
    recorder.by(name)
    const messageId = String(++messages)
    const attributes = { SenderId: senderId, ApproximateReceiveCount: String(receiveCount) }
    const event = { Records: [{ messageId, body: JSON.stringify(body), attributes }] }
    const answer = await handlers[name](event as unknown as SQSEvent, context())
    recorder.by(null)
    if (answer.batchItemFailures.length > 0) throw new Error(`${name} failed its message`)
  }
  return {
    recorder,
    send,
    baseline: async () => {
      recorder.by('snapshot-iam')
      await handlers['snapshot-iam']({ source: 'schedule' } as JsonObject, context())
      recorder.by(null)
    },
    alerts: () => received(sqs, QueueUrl),
    stop: async () => {
      recorder.stop()
      await backend.stop()
    },
  }
}

const context = (): Context =>
  ({ awsRequestId: 'request', getRemainingTimeInMillis: () => 60_000 }) as unknown as Context

async function received(
  sqs: SQSClient,
  QueueUrl: string | undefined,
): Promise<readonly AlertDocument[]> {
  const alerts: AlertDocument[] = []
  for (;;) {
    const page = await sqs.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }))
    for (const { Body = '', ReceiptHandle } of page.Messages ?? []) {
      alerts.push(JSON.parse(Body) as AlertDocument)
      await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }))
    }
    if ((page.Messages ?? []).length === 0) return alerts
  }
}

async function makeTables(dynamo: DynamoDBClient): Promise<void> {
  const tables = { state: ['key'], snapshots: ['entity', 'at'], responses: ['id'] }
  for (const [name, keys] of Object.entries(tables)) {
    await dynamo.send(
      new CreateTableCommand({
        TableName: `${prefix}-${name}`,
        BillingMode: 'PAY_PER_REQUEST',
        AttributeDefinitions: keys.map((key) => ({ AttributeName: key, AttributeType: 'S' })),
        KeySchema: keys.map((key, index) => ({
          AttributeName: key,
          KeyType: index === 0 ? 'HASH' : 'RANGE',
        })),
      }),
    )
  }
}

function setEnvironment(
  endpoint: string,
  { accessKeyId, secretAccessKey }: Backend['credentials'],
  topic: string,
): void {
  const limits = { maxActionsPerHour: 1000, breakGlass: [], approvalExpiresMs: 3_600_000 }
  Object.assign(process.env, {
    AWS_ENDPOINT_URL: endpoint,
    AWS_REGION: region,
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_EC2_METADATA_DISABLED: 'true',
    STAGE: 'test',
    STATE_TABLE: `${prefix}-state`,
    SNAPSHOTS_TABLE: `${prefix}-snapshots`,
    RESPONSES_TABLE: `${prefix}-responses`,
    BUS: prefix,
    CHANNELS: JSON.stringify({ security: { topic, format: 'json', severity: 'info' } }),
    DETECT_ROLE: 'AROADETECT',
    DEAD_QUEUE: 'http://127.0.0.1:1/dead',
    OWN_ROLES: JSON.stringify([ownRole]),
    LIMITS: JSON.stringify(limits),
  })
}
