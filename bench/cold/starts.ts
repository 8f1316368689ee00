/**
 * Runs cold starts: each variant repeatedly, in turn, in a fresh process of AWS's runtime client.
 */
import { readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { startSandbox } from '../../packages/local-aws/lambda/sandbox.ts'
import type { Stub } from './stub.ts'
import type { Timed } from './timed.ts'

export interface Variant {
  readonly name: string
  /** The folder of a package with timed.ts before its bundle. */
  readonly folder: string
  /** The message that it receives. */
  readonly body: string
  readonly environment: Readonly<Record<string, string>>
  /** The calls that it must make, sorted: they show that it did the measured work. */
  readonly calls: readonly string[]
}

export interface Start extends Timed {
  /**
   * Milliseconds for loading the bundle, plus those from the first event until SNS has a message;
   * NaN if it received none.
   */
  readonly publishedMs: number
}

export async function interleavedStarts(
  variants: readonly Variant[],
  rounds: number,
  stub: Stub,
): Promise<Map<string, Start[]>> {
  const starts = new Map<string, Start[]>(variants.map(({ name }) => [name, []]))
  // The first round fills the disk cache and does not count.
  for (let round = 0; round <= rounds; round++) {
    for (const variant of variants) {
      const start = await startOnce(variant, stub)
      if (round > 0) starts.get(variant.name)?.push(start)
    }
  }
  return starts
}

/** Those files of the package that a start reads. */
export async function filesRead(variant: Variant, stub: Stub): Promise<readonly Uint8Array[]> {
  const reporting = { ...variant.environment, REPORT_FILES: 'yes' }
  const { files } = await startOnce({ ...variant, environment: reporting }, stub)
  const own = files.map((url) => basename(url)).filter((name) => /\.[mc]js$/.test(name))
  return own.map((name) => readFileSync(join(variant.folder, name)))
}

const environment = {
  STAGE: 'bench',
  STATE_TABLE: 'state',
  BUS: 'bus',
  CHANNELS: JSON.stringify({
    alerts: {
      topic: 'arn:aws:sns:us-east-1:111122223333:alerts',
      format: 'text',
      severity: 'info',
    },
  }),
  RESPONDER_QUEUES: '{}',
  QUEUE_URL: 'https://sqs.us-east-1.amazonaws.com/111122223333/events',
  VISIBILITY_SECONDS: '180',
  HEALTH_TOPIC: 'arn:aws:sns:us-east-1:111122223333:health',
  EVENTS_DEAD: 'http://127.0.0.1:1/dead',
  HEARTBEAT_ROLE: 'arn:aws:iam::111122223333:role/heartbeat',
  AWS_ACCESS_KEY_ID: 'bench',
  AWS_SECRET_ACCESS_KEY: 'bench',
}

async function startOnce(
  { name, folder, body, calls, ...more }: Variant,
  stub: Stub,
): Promise<Start> {
  const sandbox = await startSandbox({
    folder,
    handler: 'timed.handler',
    functionName: 'bench',
    region: 'us-east-1',
    account: '111122223333',
    environment: { ...environment, AWS_ENDPOINT_URL: stub.url, ...more.environment },
    timeoutMs: 600_000,
    clockOffsetMs: 0,
  })
  try {
    const outcome = await sandbox.invoke({
      Records: [{ messageId: 'm', receiptHandle: 'r', body }],
    })
    const made = stub.take()
    if (outcome.kind !== 'response' || made.calls.toSorted().join() !== calls.join())
      throw new Error(
        `${name} called ${made.calls.join(', ')}: ${JSON.stringify(outcome)}\n${sandbox.written()}`,
      )
    const timed = outcome.body as Timed
    return { ...timed, publishedMs: timed.importMs + made.publishedMs - timed.startedMs }
  } finally {
    await sandbox.close()
  }
}
