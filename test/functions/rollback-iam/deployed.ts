/** The functions as they are deployed, with everything they need in an account of an emulator. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { CreateEventBusCommand, EventBridgeClient } from '@aws-sdk/client-eventbridge'
import { CreateTopicCommand, SNSClient, SubscribeCommand } from '@aws-sdk/client-sns'
import {
  CreateQueueCommand,
  DeleteMessageCommand,
  ReceiveMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs'
import type { Context, SQSRecord } from 'aws-lambda'
import type { AlertDocument } from '../../../src/alert/document.ts'
import type { Json, JsonObject } from '../../../src/ir/json.ts'
import { limits, rulesIn } from '../../respond/memory-world.ts'
import { inFlight, queueEnvironment, queueNamed } from '../../support/in-flight.ts'
import { type Recorder, startRecorder } from './recorder.ts'

/** Something that answers as AWS does. */
export interface Backend {
  readonly url: string
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string }
  stop(): void | Promise<void>
}

export interface Deployed {
  readonly recorder: Recorder
  /** A request of `detect`, and what the responder hands over; throws where a message failed. */
  request(body: Json): Promise<void>
  /** An event for the history of IAM. */
  observe(event: Json): Promise<void>
  /** What a person answers, given by SenderId. */
  answer(body: Json, person: string): Promise<void>
  baseline(): Promise<void>
  /** The alerts sent since the last call. */
  alerts(): Promise<readonly AlertDocument[]>
  stop(): Promise<void>
}

type FunctionName = 'rollback-iam' | 'snapshot-iam' | 'restore' | 'answers'

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
    restore: (await import('../../../functions/restore.ts')).handler,
    answers: (await import('../../../functions/answers.ts')).handler,
  }
  const queues = {
    'rollback-iam': await queueNamed(sqs, `${prefix}-rollback-iam`),
    'snapshot-iam': await queueNamed(sqs, `${prefix}-snapshot-iam`),
    restore: await queueNamed(sqs, `${prefix}-restore`),
    answers: await queueNamed(sqs, `${prefix}-answers`),
  }
  const folder = mkdtempSync(join(tmpdir(), 'tripline-deployed-'))
  writeFileSync(join(folder, 'responses.json'), JSON.stringify(rulesIn('enforce')))
  const run = async (name: FunctionName, record: SQSRecord): Promise<void> => {
    recorder.by(name)
    Object.assign(process.env, queueEnvironment(queues[name], topic), {
      RESTORE_QUEUE: queues.restore,
      RESPONDER_QUEUES: JSON.stringify({ 'rollback-iam': queues.restore }),
      LAMBDA_TASK_ROOT: folder,
    })
    const answer = await handlers[name]({ Records: [record] }, context())
    recorder.by(null)
    if (answer.batchItemFailures.length > 0) throw new Error(`${name} failed its message`)
    await sqs.send(
      new DeleteMessageCommand({ QueueUrl: queues[name], ReceiptHandle: record.receiptHandle }),
    )
  }
  /** Runs `restore` on what was passed on or answered, with the sender that AWS would name. */
  const restore = async (): Promise<void> => {
    for (const body of await bodiesIn(sqs, queues.restore)) {
      const isRequest = JSON.parse(body).kind === 'respond'
      const senderId = isRequest ? 'AROAROLLBACK:rollback-iam' : 'AROAANSWERS:answers'
      await run('restore', await inFlight(sqs, queues.restore, { body, senderId }))
    }
  }
  const send = async (name: FunctionName, body: Json, senderId: string): Promise<void> => {
    await run(name, await inFlight(sqs, queues[name], { body: JSON.stringify(body), senderId }))
    await restore()
  }
  return {
    recorder,
    request: (body) => send('rollback-iam', body, 'AROADETECT:detect'),
    observe: (event) => send('snapshot-iam', event, 'AIDAEVENTBRIDGE'),
    answer: (body, person) => send('answers', body, person),
    baseline: async () => {
      recorder.by('snapshot-iam')
      await handlers['snapshot-iam']({ source: 'schedule' } as JsonObject, context())
      recorder.by(null)
    },
    alerts: async () =>
      (await bodiesIn(sqs, QueueUrl)).map((body) => JSON.parse(body) as AlertDocument),
    stop: async () => {
      recorder.stop()
      rmSync(folder, { recursive: true })
      await backend.stop()
    },
  }
}

const context = (): Context =>
  ({ awsRequestId: 'request', getRemainingTimeInMillis: () => 60_000 }) as unknown as Context

/** The bodies of all messages of a queue, which are taken out of it. */
async function bodiesIn(sqs: SQSClient, QueueUrl: string | undefined): Promise<readonly string[]> {
  const bodies: string[] = []
  for (;;) {
    const page = await sqs.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }))
    for (const { Body = '', ReceiptHandle } of page.Messages ?? []) {
      bodies.push(Body)
      await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }))
    }
    if ((page.Messages ?? []).length === 0) return bodies
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
    ANSWERS_ROLE: 'AROAANSWERS',
    ROLLBACK_IAM_ROLE: 'AROAROLLBACK',
    DEAD_QUEUE: 'http://127.0.0.1:1/dead',
    OWN_ROLES: JSON.stringify([ownRole]),
    LIMITS: JSON.stringify({ ...limits, breakGlass: [], deployRole: undefined }),
  })
}
