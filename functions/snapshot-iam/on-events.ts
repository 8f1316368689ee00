import type { Context, SQSRecord } from 'aws-lambda'
import type { JsonObject } from '../../src/ir/json.ts'
import { increment } from '../../src/respond/history/iam/increment.ts'
import { type BatchHandler, inTurn } from '../support/batch.ts'
import type { Deadline } from '../support/invocation.ts'
import { log } from '../support/metrics.ts'
import { clock, snapshotWorld } from './world.ts'

/** Each message is an event of IAM. */
export const onEvents: BatchHandler = async (event, context) => {
  clock.begin(eventsDeadline(context))
  const world = snapshotWorld()
  return await inTurn(
    event,
    async ({ messageId, body }) => {
      const entities = await increment(JSON.parse(body) as JsonObject, world)
      log('info', 'history of IAM', { messageId, entities })
    },
    {},
    comeAgainSoon,
  )
}

/** What hangs must not hold up the events behind it for as long as the whole account may take. */
const eventsMs = 180_000

function eventsDeadline(context: Context): Deadline {
  const left = (): number => context.getRemainingTimeInMillis()
  const reservedMs = Math.max(0, left() - eventsMs)
  return { getRemainingTimeInMillis: () => left() - reservedMs }
}

/** When a message that failed comes again: the queue's own time is made for the whole account. */
const againSeconds = 180

/** The time for events may be up, and this is what is done about it. */
const askingMs = 10_000

/** Where SQS does not hear of it, the message comes again when the queue's own time is up. */
async function comeAgainSoon(record: SQSRecord): Promise<void> {
  const { messageId, eventSourceARN, receiptHandle } = record
  const { comeAgain } = await import('../world/own-queue.ts')
  const inTime = AbortSignal.timeout(askingMs)
  await comeAgain(eventSourceARN, receiptHandle, againSeconds, inTime).catch((error: unknown) =>
    log('error', 'message comes again late', { messageId, why: String(error) }),
  )
}
