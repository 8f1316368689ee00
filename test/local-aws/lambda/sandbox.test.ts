/** Bundles in AWS's own runtime client: what a function sees, says and ends with. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Sandbox, startSandbox } from '../../../packages/local-aws/lambda/sandbox.ts'
import { type Bundle, bundledHandler, bundleFunction } from '../../../src/bundle/bundle.ts'

const source = `
import { SNSClient } from '@aws-sdk/client-sns'
export const handler = async (event: { does: string }, context: { getRemainingTimeInMillis: () => number; functionName: string }) => {
  console.log('asked to', event.does)
  if (event.does === 'throw') throw new RangeError('as asked')
  if (event.does === 'exit') process.exit(7)
  if (event.does === 'hang') await new Promise(() => setInterval(() => {}, 1000))
  return {
    echo: event.does, region: await new SNSClient({}).config.region(), name: context.functionName,
    leftMs: context.getRemainingTimeInMillis(), nowMs: Date.now(), newMs: new Date().getTime(), mine: process.env.MINE, home: process.env.HOME ?? null,
  }
}
`

let bundle: Bundle
const open: Sandbox[] = []

const start = async (clockOffsetMs = 0, timeoutMs = 600_000): Promise<Sandbox> => {
  const sandbox = await startSandbox({
    folder: bundle.folder,
    handler: bundledHandler,
    functionName: 'tripline-test-echo',
    region: 'eu-west-3',
    account: '111122223333',
    environment: { MINE: 'yes', AWS_ACCESS_KEY_ID: 'x', AWS_SECRET_ACCESS_KEY: 'x' },
    timeoutMs,
    clockOffsetMs,
  })
  open.push(sandbox)
  return sandbox
}

beforeAll(async () => {
  // Below the project, so that the AWS SDK is found as it is for a function of the project.
  const folder = mkdtempSync(join(import.meta.dirname, 'bundle-'))
  cleanups.push(folder)
  writeFileSync(join(folder, 'echo.ts'), source)
  bundle = await bundleFunction(join(folder, 'echo.ts'), mkdtempSync(join(tmpdir(), 'tripline-')))
})
const cleanups: string[] = []

afterAll(async () => {
  await Promise.all(open.map((sandbox) => sandbox.close()))
  for (const folder of [...cleanups, bundle.folder]) rmSync(folder, { recursive: true })
})

/** Resolves when the function has written this; where it never does, the test ends by its time limit. */
async function written(sandbox: Sandbox, text: RegExp): Promise<void> {
  while (!text.test(sandbox.written())) await new Promise((resolve) => setTimeout(resolve, 5))
}

test('a bundle holds the AWS SDK and names what went in', () => {
  expect(bundle.inputs.some((input) => input.includes('@aws-sdk/client-sns'))).toBe(true)
  expect(bundle.bytes).toBeGreaterThan(100_000)
})

test('a function answers again and again in one process, with its own environment', async () => {
  const sandbox = await start()
  for (const does of ['one', 'two']) {
    expect(await sandbox.invoke({ does })).toMatchObject({
      kind: 'response',
      body: {
        echo: does,
        region: 'eu-west-3',
        name: 'tripline-test-echo',
        mine: 'yes',
        home: null,
      },
    })
  }
  await written(sandbox, /asked to one[\s\S]*asked to two/)
  expect(sandbox.initMs()).toBeGreaterThan(0)
})

test('its clock can go ahead, deadline included', async () => {
  const aheadMs = 3_600_000
  const beforeMs = Date.now()
  const sandbox = await start(aheadMs)
  const outcome = await sandbox.invoke({ does: 'look' })
  const { nowMs, newMs, leftMs } = (outcome as unknown as { body: Record<string, number> }).body
  expect(nowMs).toBeGreaterThanOrEqual(beforeMs + aheadMs)
  expect(newMs).toBeGreaterThanOrEqual(nowMs ?? 0)
  expect(leftMs).toBeLessThanOrEqual(600_000)
  expect(leftMs).toBeGreaterThan(0)
})

test('what it throws is told, and it goes on', async () => {
  const sandbox = await start()
  expect(await sandbox.invoke({ does: 'throw' })).toMatchObject({
    kind: 'error',
    body: { errorType: 'RangeError', errorMessage: 'as asked' },
  })
  expect(await sandbox.invoke({ does: 'work' })).toMatchObject({ kind: 'response' })
})

test('the end of its process ends the invocation', async () => {
  expect(await (await start()).invoke({ does: 'exit' })).toEqual({
    kind: 'exit',
    code: 7,
    signal: null,
  })
  const killed = await start()
  const invocation = killed.invoke({ does: 'hang' })
  await written(killed, /asked to hang/)
  killed.kill()
  expect(await invocation).toEqual({ kind: 'exit', code: null, signal: 'SIGKILL' })
})

test('one that takes too long is ended', async () => {
  expect(await (await start(0, 500)).invoke({ does: 'hang' })).toEqual({ kind: 'timeout' })
})

test('one that cannot be loaded says so', async () => {
  const sandbox = await startSandbox({
    folder: bundle.folder,
    handler: 'bundle.nothing',
    functionName: 'nothing',
    region: 'us-east-1',
    account: '111122223333',
    environment: {},
    timeoutMs: 600_000,
    clockOffsetMs: 0,
  })
  open.push(sandbox)
  await expect(sandbox.invoke({})).rejects.toThrow(/nothing does not load.*HandlerNotFound/)
})
