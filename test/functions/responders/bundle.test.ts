/** Each responder as it is bundled, in AWS's own Lambda runtime client: it loads, and tells messages apart. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { startSandbox } from '../../../packages/local-aws/lambda/sandbox.ts'
import { bundledHandler, bundleFunction } from '../../../src/bundle/bundle.ts'

const unwanted =
  /node_modules\/(?:yaml|zod|commander|esbuild|dynalite)\/|src\/(?:cli|rule|local|plan|backends|lint|prove|engine|eventbridge)\//

/** A call that failed: a responder is through with it without asking anybody. */
const failed = {
  detail: {
    eventID: 'e',
    eventTime: '2026-11-21T10:00:00Z',
    eventSource: 's3.amazonaws.com',
    eventName: 'DeleteBucketPublicAccessBlock',
    errorCode: 'AccessDenied',
    recipientAccountId: '111122223333',
  },
}

test.each(['restart-trail', 'revoke-ingress', 'block-public-access', 'deactivate-key'])(
  '%s holds what it needs and fails what it cannot read',
  async (responder) => {
    const into = mkdtempSync(join(tmpdir(), 'tripline-responder-'))
    onTestFinished(() => rmSync(into, { recursive: true }))
    const { folder, inputs } = await bundleFunction(`functions/${responder}.ts`, into)
    expect(inputs.filter((input) => unwanted.test(input))).toEqual([])
    const sandbox = await startSandbox({
      folder,
      handler: bundledHandler,
      functionName: `tripline-test-${responder}`,
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
        DEAD_QUEUE: 'http://127.0.0.1:1/dead',
        LIMITS: '{"maxActionsPerHour":1,"breakGlass":[],"approvalExpiresMs":1}',
        AWS_ENDPOINT_URL: 'http://127.0.0.1:1',
      },
      timeoutMs: 600_000,
      clockOffsetMs: 0,
    })
    onTestFinished(() => sandbox.close())
    const mine = { kind: 'respond', responder, mode: 'enforce', rule: { id: 'a' }, event: failed }
    const bodies = [mine, { ...mine, responder: 'another' }, 'no JSON']
    const answer = await sandbox.invoke({
      Records: bodies.map((body, index) => ({
        messageId: String(index),
        body: typeof body === 'string' ? body : JSON.stringify(body),
        attributes: { SenderId: 'AROA:detect', ApproximateReceiveCount: '1' },
      })),
    })
    const failures = ['1', '2'].map((itemIdentifier) => ({ itemIdentifier }))
    expect(answer).toEqual({ kind: 'response', body: { batchItemFailures: failures } })
    // What a process writes arrives by a pipe of its own, at times after its answer.
    await expect.poll(() => sandbox.written()).toContain('the call failed with AccessDenied')
  },
)
