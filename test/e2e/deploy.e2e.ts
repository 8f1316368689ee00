/**
 * The real `sst deploy` on an emulated account: every resource is made through the SDK, an event in
 * two regions finds its way to the queue, and the bundle that was deployed turns it into an alert.
 */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DynamoDBClient, GetResourcePolicyCommand } from '@aws-sdk/client-dynamodb'
import {
  EventBridgeClient,
  ListRulesCommand,
  ListTargetsByRuleCommand,
  PutEventsCommand,
} from '@aws-sdk/client-eventbridge'
import { GetObjectCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3'
import { GetTopicAttributesCommand, SNSClient, SubscribeCommand } from '@aws-sdk/client-sns'
import {
  CreateQueueCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  type Message,
  ReceiveMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startSandbox } from '../../packages/local-aws/lambda/sandbox.ts'
import { account, ruleFiles, writeRules } from '../sst/rules.ts'
import { inFlight } from '../support/in-flight.ts'
import { type Moto, startMoto } from '../support/moto.ts'
import { assets, prepareAccount, useMoto } from '../support/sst/moto-account.ts'
import { type SstProject, sstProject } from '../support/sst/project.ts'

const home = 'eu-west-1'
const minutesMs = 60_000
const sqs = (): SQSClient => new SQSClient({ region: home })

let moto: Moto
let project: SstProject

interface Step {
  readonly op: string
  readonly type: string
  readonly urn: string
}

beforeAll(async () => {
  moto = await startMoto()
  useMoto(moto)
  await prepareAccount(home, '/aws/cloudtrail/all')
  project = sstProject()
  writeRules(project)
  const { code, out, err } = await project.sst(['deploy', '--stage', 'test'], moto.url)
  if (code !== 0) throw new Error(`sst deploy ended with ${code}\n${out}${err}`)
}, 5 * minutesMs)

afterAll(() => {
  project?.clean()
  moto?.stop()
})

async function diff(): Promise<Step[]> {
  const { code, out, err } = await project.sst(['diff', '--json', '--stage', 'test'], moto.url)
  if (code !== 0) throw new Error(`sst diff ended with ${code}\n${out}${err}`)
  return (JSON.parse(out) as Step[]).filter(({ op }) => op !== 'same')
}

const recordOf = (eventSource: string, eventName: string, awsRegion: string) => ({
  eventVersion: '1.11',
  eventSource,
  eventName,
  awsRegion,
  eventID: crypto.randomUUID(),
  eventTime: new Date().toISOString().replace(/\.\d+/, ''),
  eventType: 'AwsApiCall',
  eventCategory: 'Management',
  managementEvent: true,
  readOnly: false,
  recipientAccountId: account,
  sourceIPAddress: '198.51.100.7',
  userAgent: 'aws-cli/2',
  userIdentity: {
    type: 'IAMUser',
    principalId: 'AIDAEXAMPLE',
    arn: `arn:aws:iam::${account}:user/mallory`,
    accountId: account,
    userName: 'mallory',
  },
  requestParameters: { bucketName: 'evidence' },
  responseElements: null,
})

async function put(region: string, source: string, record: object): Promise<void> {
  const { FailedEntryCount } = await new EventBridgeClient({ region }).send(
    new PutEventsCommand({
      Entries: [
        {
          Source: source,
          DetailType: 'AWS API Call via CloudTrail',
          Detail: JSON.stringify(record),
        },
      ],
    }),
  )
  expect(FailedEntryCount).toBe(0)
}

const urlOf = async (name: string): Promise<string> =>
  (await sqs().send(new GetQueueUrlCommand({ QueueName: name }))).QueueUrl ?? ''

/** All that is in a queue; the emulator delivers before it answers. */
async function drain(name: string): Promise<Message[]> {
  const QueueUrl = await urlOf(name)
  const found: Message[] = []
  for (;;) {
    const { Messages = [] } = await sqs().send(
      new ReceiveMessageCommand({
        QueueUrl,
        MaxNumberOfMessages: 10,
        MessageAttributeNames: ['All'],
      }),
    )
    if (Messages.length === 0) return found
    found.push(...Messages)
    for (const { ReceiptHandle } of Messages)
      await sqs().send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }))
  }
}

describe('an event', () => {
  test('that a rule asks for arrives at the queue, from the home region and from another', async () => {
    await put(home, 'aws.s3', recordOf('s3.amazonaws.com', 'DeleteBucket', home))
    await put('us-east-1', 'aws.iam', recordOf('iam.amazonaws.com', 'CreateUser', 'us-east-1'))
    const events = (await drain('tripline-test-events')).map(({ Body }) => JSON.parse(Body ?? ''))
    expect(events.map(({ detail }) => detail.eventName).sort()).toEqual([
      'CreateUser',
      'DeleteBucket',
    ])
    // The emulator leaves the account out of what it delivers, and makes every region the home region.
    for (const { source, detail } of events) {
      expect(source).toMatch(/^aws\.(?:s3|iam)$/)
      expect(detail.recipientAccountId).toBe(account)
    }
  })

  test('that no rule asks for does not, nor one that somebody else made up', async () => {
    await put(home, 'aws.s3', recordOf('s3.amazonaws.com', 'CreateBucket', home))
    await put(home, 'evil.s3', recordOf('s3.amazonaws.com', 'DeleteBucket', home))
    expect(await drain('tripline-test-events')).toEqual([])
  })

  test('is told by the bundle that was deployed, to whoever listens to the channel', async () => {
    await put(home, 'aws.s3', recordOf('s3.amazonaws.com', 'DeleteBucket', home))
    const [message] = await drain('tripline-test-events')
    await subscribe('inbox', 'tripline-test-pager')
    const events = await urlOf('tripline-test-events')
    const record = await inFlight(sqs(), events, { body: message?.Body ?? '' })
    expect(await invoke('detect', { Records: [record] })).toMatchObject({
      kind: 'response',
      body: { batchItemFailures: [] },
    })
    const [alert, ...more] = await drain('inbox')
    expect(more).toEqual([])
    const { Message: text } = JSON.parse(alert?.Body ?? '{}')
    expect(text).toContain('A bucket was deleted')
    expect(text).toContain('mallory')
    const [receipt] = await drain('tripline-test-receipts')
    expect(receipt?.MessageAttributes).toMatchObject({
      channel: { StringValue: 'pager' },
      rule: { StringValue: 'bucket-deleted' },
    })
  })
})

async function subscribe(queue: string, topic: string): Promise<void> {
  await sqs().send(new CreateQueueCommand({ QueueName: queue }))
  await new SNSClient({ region: home }).send(
    new SubscribeCommand({
      TopicArn: `arn:aws:sns:${home}:${account}:${topic}`,
      Protocol: 'sqs',
      Endpoint: `arn:aws:sqs:${home}:${account}:${queue}`,
    }),
  )
}

interface Deployed {
  readonly FunctionName: string
  readonly Handler: string
  readonly Timeout: number
  readonly Environment: { readonly Variables: Readonly<Record<string, string>> }
}

async function configurationOf(name: string): Promise<Deployed> {
  const path = `/2015-03-31/functions/tripline-test-${name}/configuration`
  const credential = `Credential=test/20260101/${home}/lambda/aws4_request`
  const response = await fetch(`${moto.url}${path}`, {
    headers: {
      authorization: `AWS4-HMAC-SHA256 ${credential}, SignedHeaders=host, Signature=none`,
    },
  })
  return (await response.json()) as Deployed
}

/** The function as it stands in the account: its zip from SST's bucket, its environment from Lambda. */
async function invoke(name: string, event: unknown) {
  const { Environment, Handler, Timeout, FunctionName } = await configurationOf(name)
  const folder = mkdtempSync(join(tmpdir(), `tripline-${name}-`))
  try {
    await unpack(name, folder)
    const sandbox = await startSandbox({
      folder,
      handler: Handler,
      functionName: FunctionName,
      region: home,
      account,
      environment: {
        ...Environment.Variables,
        AWS_ENDPOINT_URL: moto.url,
        AWS_ACCESS_KEY_ID: 'test',
        AWS_SECRET_ACCESS_KEY: 'test',
      },
      timeoutMs: Timeout * 1000,
      patience: 10,
      clockOffsetMs: 0,
    })
    try {
      return await sandbox.invoke(event)
    } finally {
      await sandbox.close()
    }
  } finally {
    rmSync(folder, { recursive: true })
  }
}

async function unpack(name: string, folder: string): Promise<void> {
  const s3 = new S3Client({ region: home, forcePathStyle: true })
  const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket: assets }))
  const id = name[0]?.toUpperCase() + name.slice(1)
  const Key = Contents.map(({ Key = '' }) => Key).find((key) => key.startsWith(`assets/${id}-`))
  const { Body } = await s3.send(new GetObjectCommand({ Bucket: assets, Key }))
  const zip = join(folder, 'code.zip')
  writeFileSync(zip, (await Body?.transformToByteArray()) ?? new Uint8Array())
  // The emulator is a Python program, so there is Python.
  execFileSync('python3', ['-m', 'zipfile', '-e', zip, folder])
}

test('a rule stands in its region with one target, the home bus', async () => {
  const events = new EventBridgeClient({ region: 'us-east-1' })
  const { Rules = [] } = await events.send(new ListRulesCommand({ NamePrefix: 'tripline-test-' }))
  expect(Rules.map(({ Name }) => Name)).toEqual(
    expect.arrayContaining(['tripline-test-heartbeat', 'tripline-test-health']),
  )
  expect(Rules.length).toBeGreaterThan(2)
  for (const { Name: Rule, State } of Rules) {
    expect(State).toBe('ENABLED')
    const { Targets } = await events.send(new ListTargetsByRuleCommand({ Rule }))
    expect(Targets).toMatchObject([
      {
        Arn: `arn:aws:events:${home}:${account}:event-bus/tripline-test`,
        RoleArn: `arn:aws:iam::${account}:role/tripline-test-forward`,
        DeadLetterConfig: { Arn: `arn:aws:sqs:us-east-1:${account}:tripline-test-undelivered` },
      },
    ])
  }
})

test('queues, topics and tables have the policies that keep them to their roles', async () => {
  const { Attributes: queue } = await sqs().send(
    new GetQueueAttributesCommand({
      QueueUrl: await urlOf('tripline-test-events'),
      AttributeNames: ['Policy'],
    }),
  )
  const { Attributes: topic } = await new SNSClient({ region: home }).send(
    new GetTopicAttributesCommand({
      TopicArn: `arn:aws:sns:${home}:${account}:tripline-test-pager`,
    }),
  )
  const table = await new DynamoDBClient({ region: home }).send(
    new GetResourcePolicyCommand({
      ResourceArn: `arn:aws:dynamodb:${home}:${account}:table/tripline-test-state`,
    }),
  )
  const sids = [queue?.Policy, topic?.Policy, table.Policy].map((text = '') =>
    (JSON.parse(text) as { Statement: { Sid?: string }[] }).Statement.flatMap(
      ({ Sid }) => Sid ?? [],
    ),
  )
  expect(sids).toEqual([
    ['OnlyOverTls', 'OnlySenders', 'OnlyReaders'],
    ['OnlyOverTls', 'OnlyPublishers'],
    ['OnlyWriters'],
  ])
})

test('a second deployment changes nothing', async () => {
  expect(await diff()).toEqual([])
  const { code, out, err } = await project.sst(['deploy', '--stage', 'test'], moto.url)
  expect([code, out + err]).toEqual([0, expect.not.stringContaining('Created')])
  expect(await diff()).toEqual([])
})

test('removing a rule takes its resources away, and the rule set that detect has', async () => {
  const path = 'rules/user-created.yaml'
  project.remove(path)
  try {
    const steps = await diff()
    const gone = steps.filter(({ op }) => op === 'delete').map(({ urn }) => urn.split('::').at(-1))
    expect(gone.length).toBeGreaterThan(0)
    for (const name of gone) expect(name).toMatch(/^(?:rule|target)-us-east-1-tripline-test-.*iam/)
    const changed = steps
      .filter(({ op }) => op !== 'delete')
      .map(({ urn }) => urn.split('::').at(-1))
    // Their bundles are the same; what stands beside them is not.
    for (const name of changed) expect(name).toMatch(/^(?:Detect|Alarm)/)
  } finally {
    project.write(path, ruleFiles[path] ?? '')
  }
  expect(await diff()).toEqual([])
})
