/** Function `detect` as it is bundled: what is in it, and what it leaves alone until an event needs it. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startSandbox } from '../../../packages/local-aws/lambda/sandbox.ts'
import { type Bundle, bundledHandler, bundleFunction } from '../../../src/bundle/bundle.ts'
import { queueEnvironment } from '../../support/in-flight.ts'
import { startProvingEndpoint } from '../../support/proving-endpoint.ts'

const folder = mkdtempSync(join(tmpdir(), 'tripline-bundle-'))
let bundles: Record<'detect' | 'receipts', Bundle>

beforeAll(async () => {
  bundles = {
    detect: await bundleFunction('functions/detect.ts', folder),
    receipts: await bundleFunction('functions/receipts.ts', folder),
  }
})
afterAll(() => rmSync(folder, { recursive: true }))

test.each(['detect', 'receipts'] as const)(
  '%s holds neither the readers of rules nor the command line',
  (name) => {
    const unwanted = bundles[name].inputs.filter((input) =>
      /node_modules\/(?:yaml|zod|commander|esbuild|dynalite)\/|src\/(?:cli|rule|local|plan|backends|lint|prove)\//.test(
        input,
      ),
    )
    expect(unwanted).toEqual([])
    expect(bundles[name].inputs.some((input) => input.endsWith(`functions/${name}.ts`))).toBe(true)
  },
)

test('receipts holds only the clients that it calls: SNS is for a report of made-up messages', () => {
  const clients = bundles.receipts.inputs.flatMap(
    (input) => /@aws-sdk\/(client-[\w-]+)/.exec(input)?.[1] ?? [],
  )
  expect(new Set(clients)).toEqual(new Set(['client-dynamodb', 'client-sns', 'client-sqs']))
})

/** No rule set is deployed beside it, and its endpoint only proves receipts: any other call fails. */
async function invokeInProcess(bodies: readonly object[], receipt = 'genuine') {
  const endpoint = await startProvingEndpoint()
  const sandbox = await startSandbox({
    folder: bundles.detect.folder,
    handler: bundledHandler,
    functionName: 'tripline-test-detect',
    region: 'us-east-1',
    account: '111122223333',
    environment: {
      STAGE: 'test',
      STATE_TABLE: 'none',
      BUS: 'none',
      CHANNELS: '{}',
      RESPONDER_QUEUES: '{}',
      EVENTS_DEAD: 'http://127.0.0.1:1/none',
      HEARTBEAT_ROLE: 'arn:aws:iam::111122223333:role/tripline-test-heartbeat',
      ...queueEnvironment(
        'https://sqs.us-east-1.amazonaws.com/111122223333/own',
        'arn:aws:sns:us-east-1:111122223333:health',
      ),
      AWS_ENDPOINT_URL: endpoint.url,
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
    },
    timeoutMs: 600_000,
    clockOffsetMs: 0,
  })
  const Records = bodies.map((body, index) => ({
    messageId: `m${index}`,
    receiptHandle: `${receipt} ${index}`,
    body: JSON.stringify(body),
  }))
  const outcome = await sandbox.invoke({ Records }).finally(sandbox.close)
  endpoint.close()
  return { outcome, written: sandbox.written(), calls: endpoint.calls }
}

const beat = (secondsAgo: number) => ({
  source: 'aws.events',
  'detail-type': 'AWS API Call via CloudTrail',
  region: 'eu-west-3',
  detail: {
    eventName: 'TagResource',
    userIdentity: {
      sessionContext: {
        sessionIssuer: { arn: 'arn:aws:iam::111122223333:role/tripline-test-heartbeat' },
      },
    },
    requestParameters: {
      tags: [{ key: 'tripline:heartbeat', value: `${Date.now() - 1000 * secondsAgo}-x` }],
    },
  },
})

test('a heartbeat needs a proof, but no table and no rule, and becomes a metric of its region', async () => {
  const { outcome, written } = await invokeInProcess([beat(4)])
  expect(outcome).toEqual({ kind: 'response', body: { batchItemFailures: [] } })
  const lines = written.split('\n').filter((line) => line.includes('HeartbeatReceived'))
  const [metric] = lines.map((line) => JSON.parse(line) as Record<string, unknown>)
  expect(metric).toMatchObject({
    _aws: {
      CloudWatchMetrics: [
        {
          Namespace: 'Tripline',
          Dimensions: [['stage', 'region']],
          Metrics: [
            { Name: 'HeartbeatReceived', Unit: 'Count' },
            { Name: 'HeartbeatLatencyMs', Unit: 'Milliseconds' },
          ],
        },
      ],
    },
    stage: 'test',
    region: 'eu-west-3',
    HeartbeatReceived: 1,
  })
  expect(metric?.HeartbeatLatencyMs).toBeGreaterThanOrEqual(4000)
})

test('without its rule set it fails as a whole, naming the file', async () => {
  const { outcome } = await invokeInProcess([{ ...beat(4), source: 'aws.s3' }])
  expect(outcome).toMatchObject({ kind: 'error' })
  expect(JSON.stringify(outcome)).toMatch(/the rule set .*ruleset\.mjs cannot be read/)
})

test('a made-up heartbeat becomes nothing, and is reported', async () => {
  const { outcome, written, calls } = await invokeInProcess([beat(4)], 'forged')
  // The health topic does not answer here, so the batch fails as a whole; nothing else was called.
  expect(outcome).toEqual({
    kind: 'response',
    body: { batchItemFailures: [{ itemIdentifier: 'm0' }] },
  })
  expect(written).toContain('made-up messages')
  expect(written).not.toContain('HeartbeatReceived')
  expect(new Set(calls)).toEqual(new Set(['ChangeMessageVisibilityBatch', 'Publish']))
})
