/**
 * Measures a burst of events through `detect`: 10,000 events in batches of a hundred, a thousand
 * rules, and DynamoDB in another process (dynalite). It counts events per second and DynamoDB calls
 * per event, for events that match no rule, for many events of one key, and for a mix. `node
 * bench/burst.ts` runs it alone.
 */
import { fork } from 'node:child_process'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { digest } from '../functions/world/delivery.ts'
import { ledger } from '../functions/world/ledger.ts'
import { stateTable } from '../functions/world/state.ts'
import { type DetectWorld, detect } from '../src/detect/detect.ts'
import type { JsonObject } from '../src/ir/json.ts'
import type { Rule } from '../src/ir/rule.ts'
import { type RulesetModule, rulesetModule } from '../src/ruleset/module.ts'
import { openRuleset } from '../src/ruleset/ruleset.ts'
import { type Row, tableOf } from './table.ts'

const eventCount = 10_000
const ruleCount = 1000
const batchSize = 100
const account = '111122223333'
const startMs = Date.parse('2026-11-20T08:00:00Z')
const by = [['recipientAccountId'], ['userIdentity', 'arn']]

/** Rules about one call each: every tenth has a threshold, the others a dedup. */
const rules = Array.from({ length: ruleCount }, (_, number): Rule => {
  const often = { count: 20, windowMs: 600_000, by, distinct: undefined }
  return {
    id: `rule-${number}`,
    title: `Call ${number}`,
    severity: 'high',
    why: 'It is a benchmark.',
    status: 'enabled',
    on: { source: 'aws.', detailTypes: ['AWS API Call via CloudTrail'] },
    match: {
      kind: 'block',
      fields: [
        { path: ['eventSource'], check: { op: 'equals', value: `${number % 50}.amazonaws.com` } },
        { path: ['eventName'], check: { op: 'equals', value: `Call${number}` } },
        { path: ['errorCode'], check: { op: 'exists', present: false } },
      ],
    },
    unless: undefined,
    via: 'eventbridge',
    threshold: number % 10 === 0 ? often : undefined,
    firstSeen: undefined,
    dedup: { by, windowMs: 3_600_000, new: [] },
    alert: { title: undefined, fields: [] },
    notify: undefined,
    respond: [],
    attack: [],
    controls: [],
    references: [],
    falsePositives: [],
    runbook: undefined,
    tests: [],
  }
})

const eventOf = (number: number, rule: number, user: number): JsonObject => ({
  version: '0',
  id: `envelope-${number}`,
  'detail-type': 'AWS API Call via CloudTrail',
  source: `aws.${rule % 50}`,
  account,
  time: new Date(startMs + number * 10).toISOString(),
  region: 'us-east-1',
  resources: [],
  detail: {
    eventVersion: '1.11',
    eventID: `event-${number}`,
    eventTime: new Date(startMs + number * 10).toISOString(),
    eventSource: `${rule % 50}.amazonaws.com`,
    eventName: `Call${rule}`,
    awsRegion: 'us-east-1',
    sourceIPAddress: '203.0.113.7',
    userAgent: 'aws-cli/2.31.0 md/awscrt#0.27.6 ua/2.1 os/linux lang/python#3.13',
    userIdentity: {
      type: 'IAMUser',
      arn: `arn:aws:iam::${account}:user/u${user}`,
      accountId: account,
    },
    requestParameters: { bucketName: `bucket-${number % 97}` },
    responseElements: null,
    recipientAccountId: account,
  },
})

interface Load {
  readonly name: string
  readonly event: (number: number) => JsonObject
  /** The limit on DynamoDB calls per event. */
  readonly maxCalls: number
}

const loads: readonly Load[] = [
  {
    name: 'no rule matches',
    event: (number) => eventOf(number, ruleCount + (number % 300), 0),
    maxCalls: 0,
  },
  { name: 'one key', event: (number) => eventOf(number, 7, 0), maxCalls: 1 },
  {
    name: 'one in ten matches, 100 keys',
    event: (number) =>
      number % 10 === 0
        ? eventOf(number, (number / 10) % 20, (number / 10) % 5)
        : eventOf(number, ruleCount + (number % 300), 0),
    maxCalls: 1,
  },
]

/** Serves DynamoDB: this file runs again in another process. */
function serveDynamo(): void {
  const dynalite = createRequire(import.meta.url)('dynalite') as (
    options: object,
  ) => import('node:http').Server
  const server = dynalite({ createTableMs: 0 })
  server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port))
}

export async function burstBench(): Promise<Row[]> {
  const child = fork(import.meta.filename, ['--dynamo'])
  const port = await new Promise<number>((resolve) =>
    child.once('message', (sent) => resolve(Number(sent))),
  )
  const client = new DynamoDBClient({
    endpoint: `http://127.0.0.1:${port}`,
    region: 'us-east-1',
    credentials: { accessKeyId: 'x', secretAccessKey: 'x' },
  })
  let calls = 0
  client.middlewareStack.add(
    (next) => (args) => {
      calls++
      return next(args)
    },
    { step: 'finalizeRequest' },
  )
  const rows: Row[] = []
  for (const load of loads) {
    const table = load.name.replaceAll(/\W+/g, '-')
    await client.send(
      new CreateTableCommand({
        TableName: table,
        KeySchema: [{ AttributeName: 'key', KeyType: 'HASH' }],
        AttributeDefinitions: [{ AttributeName: 'key', AttributeType: 'S' }],
        BillingMode: 'PAY_PER_REQUEST',
      }),
    )
    await new Promise((resolve) => setTimeout(resolve, 200))
    calls = 0
    rows.push(await run(load, table, client, () => calls))
  }
  child.kill()
  client.destroy()
  return rows
}

async function run(
  load: Load,
  table: string,
  client: DynamoDBClient,
  calls: () => number,
): Promise<Row> {
  let alerts = 0
  const world = await worldOn(table, client, () => {
    alerts++
  })
  const batches = Array.from({ length: eventCount / batchSize }, (_, batch) =>
    Array.from({ length: batchSize }, (_, index) => {
      const number = batch * batchSize + index
      return { id: String(number), body: JSON.stringify(load.event(number)) }
    }),
  )
  const startedMs = performance.now()
  for (const batch of batches) {
    const { failed } = await detect(batch, world)
    if (failed.length > 0) throw new Error(`${load.name}: ${failed[0]?.why}`)
  }
  const seconds = (performance.now() - startedMs) / 1000
  const rate = Math.round(eventCount / seconds).toLocaleString('en-US')
  const callsPerEvent = calls() / eventCount
  return {
    bench: 'burst',
    what: `${load.name}, ${alerts} alerts`,
    beside: 'at most',
    ours: `${rate} events/s, ${callsPerEvent.toFixed(3)} DynamoDB calls/event`,
    theirs: `${load.maxCalls} calls/event`,
    ratio: callsPerEvent === 0 ? 1 : load.maxCalls / callsPerEvent,
    goal: 1,
  }
}

async function worldOn(
  table: string,
  client: DynamoDBClient,
  sent: () => void,
): Promise<DetectWorld> {
  const ruleset = openRuleset(await importModule(rulesetModule(rules, [], 'bench')))
  const signal = () => AbortSignal.timeout(600_000)
  return {
    state: stateTable({ table, client: () => client, nowMs: Date.now, signal }),
    ledger: ledger({ table, client: () => client, signal }),
    topics: { publish: async () => sent() },
    bus: { put: async () => {} },
    responders: { send: async () => {} },
    digest,
    nowMs: Date.now,
    remainingMs: () => 30_000,
    pause: async () => {},
    matching: async () => (event) => ruleset.matching(event, '2026-11-20'),
    channels: { pager: { topic: 'arn:aws:sns:us-east-1:1:p', format: 'text', severity: 'info' } },
    heartbeatRole: '',
    enrich: async (alert) => alert,
    requestBody: () => '',
    prove: async (ids) => new Map(ids.map((id) => [id, 'genuine'])),
    deadLetter: () => Promise.reject(new Error('every message can be read')),
  }
}

const importModule = (text: string): Promise<RulesetModule> =>
  import(`data:text/javascript,${encodeURIComponent(text)}`)

if (import.meta.main) {
  if (process.argv.includes('--dynamo')) serveDynamo()
  else process.stdout.write(`${tableOf(await burstBench())}\n`)
}
