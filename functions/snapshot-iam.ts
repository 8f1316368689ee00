/**
 * Keeps the history of IAM: after every IAM event (queue `snapshot-iam`), and once a day the whole
 * account (schedule). Without it nothing can be rolled back.
 */
import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda'
import type { JsonObject } from '../src/ir/json.ts'
import type { SnapshotWorld } from '../src/respond/history/fact-store.ts'
import { takeBaseline } from '../src/respond/history/iam/baseline.ts'
import { increment } from '../src/respond/history/iam/increment.ts'
import { setting } from './support/environment.ts'
import { type Deadline, invocation } from './support/invocation.ts'
import { log, writeMetrics } from './support/metrics.ts'
import { once } from './support/once.ts'
import { digest } from './world/delivery.ts'
import { dynamo } from './world/dynamo.ts'
import { accountPages, iamClient, readEntity } from './world/iam.ts'
import { snapshotStore } from './world/snapshots.ts'

const clock = invocation()
const { nowMs, remainingMs, signal } = clock

const store = once(() =>
  snapshotStore({ table: setting('SNAPSHOTS_TABLE'), client: dynamo, signal }),
)

const worldOf = (): SnapshotWorld => ({
  ...store(),
  nowMs,
  remainingMs,
  sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  digest,
  live: (entity) => readEntity(entity, { client: iamClient, signal }),
  accountPage: accountPages({ client: iamClient, signal }),
})

/** Anything that is no batch of messages is the schedule's. */
export async function handler(
  event: SQSEvent | JsonObject,
  context: Context,
): Promise<SQSBatchResponse> {
  if ('Records' in event && Array.isArray(event.Records)) {
    clock.begin(shortened(context))
    return await onEvents(event as SQSEvent)
  }
  clock.begin(context)
  await onSchedule()
  return { batchItemFailures: [] }
}

/** What hangs must not hold up the events behind it for as long as the whole account may take. */
const eventsMs = 180_000

function shortened(context: Context): Deadline {
  const left = (): number => context.getRemainingTimeInMillis()
  const sparedMs = Math.max(0, left() - eventsMs)
  return { getRemainingTimeInMillis: () => left() - sparedMs }
}

async function onEvents({ Records: records }: SQSEvent): Promise<SQSBatchResponse> {
  const world = worldOf()
  const failed: string[] = []
  for (const record of records) {
    const { messageId, body } = record
    try {
      const entities = await increment(JSON.parse(body) as JsonObject, world)
      log('info', 'history of IAM', { messageId, entities })
    } catch (error) {
      failed.push(messageId)
      log('error', 'message failed', { messageId, why: String(error) })
      await again(record)
    }
  }
  return { batchItemFailures: failed.map((itemIdentifier) => ({ itemIdentifier })) }
}

/** When a message that failed comes again: the queue's own time is made for the whole account. */
const againSeconds = 180

/** The time for events may be up, and this is what is done about it. */
const askingMs = 10_000

/** Where SQS does not hear of it, the message comes again when the queue's own time is up. */
async function again({ messageId, eventSourceARN, receiptHandle }: SQSRecord): Promise<void> {
  const { comeAgain } = await import('./world/own-queue.ts')
  const inTime = AbortSignal.timeout(askingMs)
  await comeAgain(eventSourceARN, receiptHandle, againSeconds, inTime).catch((error: unknown) =>
    log('error', 'message comes again late', { messageId, why: String(error) }),
  )
}

/** Throws where it did not come to the end: Lambda then invokes it again, and it goes on. */
async function onSchedule(): Promise<void> {
  const { unexplained, ...report } = await takeBaseline(worldOf())
  log('info', 'snapshot of the account', { ...report, unexplained: unexplained.slice(0, 100) })
  if (unexplained.length > 0) missed(unexplained.length, { entities: unexplained.slice(0, 100) })
  if (!report.isComplete) {
    throw new Error(
      `the snapshot of the account is not complete after ${report.entities} entities: the next invocation goes on`,
    )
  }
}

/** Events of IAM did not reach us, or were not told by CloudTrail. */
function missed(count: number, what: Readonly<Record<string, unknown>>): void {
  log('error', 'IAM changed without an event', what)
  writeMetrics([{ name: 'IamChangesUnseen', unit: 'Count', value: count }], {}, nowMs())
}
