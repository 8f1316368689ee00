/** The queue of the function `snapshot-iam`: adds each IAM event to the history. */
import type { Context, SQSRecord } from 'aws-lambda'
import type { JsonObject } from '../../src/ir/json.ts'
import { takeBaseline } from '../../src/respond/history/iam/baseline.ts'
import { increment } from '../../src/respond/history/iam/increment.ts'
import { type BatchHandler, handleMessages } from '../support/batch.ts'
import type { Deadline } from '../support/invocation.ts'
import { log } from '../support/metrics.ts'
import { clock, snapshotWorld } from './world.ts'

/** Adds each message, an event of IAM, to the history. */
export const onEvents: BatchHandler = async (event, context) => {
  clock.begin(eventsDeadline(context))
  const world = snapshotWorld()
  return await handleMessages(event, {
    clock,
    work: async ({ messageId, body }) => {
      const { entities, needsBaseline } = await increment(JSON.parse(body) as JsonObject, world)
      log('info', 'history of IAM', { messageId, entities })
      if (needsBaseline) await lookEverywhere(messageId)
    },
    whenFailed: retrySoon,
  })
}

/**
 * Looks at the whole account after a change whose parameters CloudTrail left out. What does not fit
 * into the time is left to the schedule, which continues there.
 */
async function lookEverywhere(messageId: string): Promise<void> {
  const { unexplained, isComplete } = await takeBaseline(snapshotWorld())
  log('error', 'CloudTrail left out what changed in IAM', {
    messageId,
    isComplete,
    unexplained: unexplained.slice(0, 100),
  })
}

/**
 * Limits the time for events: one that hangs must not delay the events behind it for as long as the
 * whole account may take.
 */
const eventsMs = 180_000

function eventsDeadline(context: Context): Deadline {
  const left = (): number => context.getRemainingTimeInMillis()
  const reservedMs = Math.max(0, left() - eventsMs)
  return { getRemainingTimeInMillis: () => left() - reservedMs }
}

/**
 * When SQS delivers a failed message again. The queue's own time is meant for the whole account.
 */
const againSeconds = 180

/** Time for the call that requests the redelivery, because the time for events may be used up. */
const retryCallMs = 10_000

/** If this call fails, SQS delivers the message again after the queue's own time. */
async function retrySoon(record: SQSRecord): Promise<void> {
  const { messageId, receiptHandle } = record
  const { comeAgain } = await import('../world/own-queue.ts')
  const inTime = AbortSignal.timeout(retryCallMs)
  await comeAgain(receiptHandle, againSeconds, inTime).catch((error: unknown) =>
    log('error', 'message comes again late', { messageId, why: String(error) }),
  )
}
