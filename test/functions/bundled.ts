/** A function of a responder or of its history as it is bundled, in AWS's own Lambda runtime client. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { type Sandbox, startSandbox } from '../../packages/local-aws/lambda/sandbox.ts'
import { type Bundle, bundledHandler, bundleFunction } from '../../src/bundle/bundle.ts'
import type { JsonObject } from '../../src/ir/json.ts'
import { responders } from '../../src/ir/names.ts'
import type { RespondingRules } from '../../src/respond/contract/request.ts'
import { queueEnvironment } from '../support/in-flight.ts'
import { startProvingEndpoint } from '../support/proving-endpoint.ts'

/** Rules of a stage: one that enforces every response. */
const respondingRules: RespondingRules = {
  a: {
    title: 'A rule',
    severity: 'high',
    notify: null,
    modes: Object.fromEntries(responders.map((name) => [name, 'enforce'])),
  },
}

/** Until the test is finished. */
export async function bundled(name: string): Promise<{
  readonly inputs: Bundle['inputs']
  readonly sandbox: Sandbox
  /** Names of the calls that it made. */
  readonly calls: readonly string[]
}> {
  const into = mkdtempSync(join(tmpdir(), 'tripline-bundled-'))
  onTestFinished(() => rmSync(into, { recursive: true }))
  const { folder, inputs } = await bundleFunction(`functions/${name}.ts`, into)
  writeFileSync(join(folder, 'responses.json'), JSON.stringify(respondingRules))
  const endpoint = await startProvingEndpoint()
  onTestFinished(endpoint.close)
  const sandbox = await startSandbox({
    folder,
    handler: bundledHandler,
    functionName: `tripline-test-${name}`,
    region: 'eu-west-1',
    account: '111122223333',
    environment: {
      STAGE: 'test',
      STATE_TABLE: 'none',
      SNAPSHOTS_TABLE: 'none',
      RESPONSES_TABLE: 'none',
      BUS: 'none',
      CHANNELS: '{}',
      OWN_ROLES: '["arn:aws:iam::111122223333:role/own"]',
      DETECT_ROLE: 'AROA',
      ANSWERS_ROLE: 'AROAANSWERS',
      RESPONDER_QUEUES: '{}',
      ...queueEnvironment('https://sqs.eu-west-1.amazonaws.com/111122223333/own', 'none'),
      DEAD_QUEUE: 'http://127.0.0.1:1/dead',
      LIMITS: '{"maxActionsPerHour":1,"breakGlass":[],"approvalExpiresMs":1,"confirm":"never"}',
      AWS_ENDPOINT_URL: endpoint.url,
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
    },
    timeoutMs: 600_000,
    clockOffsetMs: 0,
  })
  onTestFinished(() => sandbox.close())
  return { inputs, sandbox, calls: endpoint.calls }
}

export const unwanted =
  /node_modules\/(?:yaml|zod|commander|esbuild|dynalite)\/|packages\/|src\/(?:cli|rule|project|simulate|plan|backends|lint|prove|eventbridge)\/|src\/engine\/(?!(?:(?:finding-|health-)?identity|actor)\.ts)/

/** A call that failed: a function is through with it without asking anybody. */
export const failedCall: JsonObject = {
  detail: {
    eventID: 'e',
    eventTime: '2026-11-21T10:00:00Z',
    eventSource: 'iam.amazonaws.com',
    eventName: 'AttachRolePolicy',
    errorCode: 'AccessDenied',
    recipientAccountId: '111122223333',
  },
}

/** Messages of a batch; what is no text is sent as JSON. */
export const batchOf = (
  bodies: readonly (JsonObject | string)[],
  receipt: 'genuine' | 'forged' | 'returned' = 'genuine',
): JsonObject => ({
  Records: bodies.map((body, index) => ({
    messageId: String(index),
    receiptHandle: `${receipt} ${index}`,
    body: typeof body === 'string' ? body : JSON.stringify(body),
    attributes: { SenderId: 'AROA:detect', ApproximateReceiveCount: '1' },
  })),
})

/** The answer to a batch of which these messages failed. */
export const failing = (...messages: readonly string[]) => ({
  kind: 'response',
  body: { batchItemFailures: messages.map((itemIdentifier) => ({ itemIdentifier })) },
})
