/** The two functions as they are bundled, in AWS's own Lambda runtime client. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startSandbox } from '../../../packages/local-aws/lambda/sandbox.ts'
import { type Bundle, bundledHandler, bundleFunction } from '../../../src/bundle/bundle.ts'

const folder = mkdtempSync(join(tmpdir(), 'tripline-bundle-'))
const names = ['rollback-iam', 'snapshot-iam'] as const
let bundles: ReadonlyMap<string, Bundle>

beforeAll(async () => {
  const made = names.map(
    async (name) => [name, await bundleFunction(`functions/${name}.ts`, folder)] as const,
  )
  bundles = new Map(await Promise.all(made))
})
afterAll(() => rmSync(folder, { recursive: true }))

test.each(names)('%s holds nothing that it does not need', (name) => {
  const { inputs } = bundles.get(name) as Bundle
  const unwanted = inputs.filter((input) =>
    /node_modules\/(?:yaml|zod|commander|esbuild|dynalite)\/|src\/(?:cli|rule|local|plan|backends|lint|prove|engine)\//.test(
      input,
    ),
  )
  expect(unwanted).toEqual([])
  expect(inputs.some((input) => input.endsWith(`functions/${name}.ts`))).toBe(true)
})

test.each(names)('%s fails a message that is none, and no other', async (name) => {
  const sandbox = await startSandbox({
    folder: (bundles.get(name) as Bundle).folder,
    handler: bundledHandler,
    functionName: `tripline-test-${name}`,
    region: 'us-east-1',
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
      DEAD_QUEUE: 'http://127.0.0.1:1/dead',
      LIMITS: '{"maxActionsPerHour":1,"breakGlass":[],"approvalExpiresMs":1}',
      AWS_ENDPOINT_URL: 'http://127.0.0.1:1',
    },
    timeoutMs: 600_000,
    clockOffsetMs: 0,
  })
  try {
    // A call that failed: both functions are through with it without asking anybody.
    const failed = {
      detail: {
        eventID: 'e',
        eventTime: '2026-11-21T10:00:00Z',
        eventSource: 'iam.amazonaws.com',
        eventName: 'AttachRolePolicy',
        errorCode: 'AccessDenied',
        recipientAccountId: '111122223333',
      },
    }
    const request = {
      kind: 'respond',
      responder: name,
      mode: 'enforce',
      rule: { id: 'a' },
      event: failed,
    }
    const bodies = [name === 'rollback-iam' ? request : failed, 'not a message']
    const records = bodies.map((body, index) => ({
      messageId: String(index),
      body: typeof body === 'string' ? body : JSON.stringify(body),
      attributes: { SenderId: 'AROA:detect', ApproximateReceiveCount: '1' },
    }))
    const answer = await sandbox.invoke({ Records: records })
    const body = { batchItemFailures: [{ itemIdentifier: '1' }] }
    expect([answer, sandbox.written()]).toEqual([{ kind: 'response', body }, expect.anything()])
  } finally {
    await sandbox.close()
  }
})
