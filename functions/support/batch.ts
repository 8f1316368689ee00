/** Handles messages of a batch, and calls of a schedule. */
import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda'
import type { JsonObject } from '../../src/ir/json.ts'
import type { InTime } from './invocation.ts'
import { log } from './metrics.ts'
import { proveReceipts } from './receipt.ts'

export type BatchHandler = (event: SQSEvent, context: Context) => Promise<SQSBatchResponse>

/** How the messages of a batch are handled. */
export interface BatchWork {
  readonly clock: InTime
  readonly work: (record: SQSRecord) => Promise<void>
  /** Fields of the log line about a failed message. */
  readonly about?: Readonly<Record<string, unknown>>
  /** A further action for a failed message. */
  readonly whenFailed?: (record: SQSRecord) => Promise<void>
}

/**
 * Processes the genuine messages one after the other, because two of a batch are often about the
 * same target. A failed message is logged and delivered again. A message that is not genuine is
 * returned as failed: where Lambda has it after all, it is not lost.
 */
export async function handleMessages(
  { Records: records }: SQSEvent,
  { clock, work, about = {}, whenFailed }: BatchWork,
): Promise<SQSBatchResponse> {
  const batchItemFailures: SQSBatchResponse['batchItemFailures'] = []
  const proofs = await proveReceipts(records, clock)
  for (const record of records) {
    const { messageId } = record
    const proof = proofs.get(messageId)
    if (proof !== 'genuine') {
      batchItemFailures.push({ itemIdentifier: messageId })
      if (proof === 'returned') log('info', 'message is not in flight', { messageId, ...about })
      continue
    }
    try {
      await work(record)
    } catch (error) {
      batchItemFailures.push({ itemIdentifier: messageId })
      log('error', 'message failed', { messageId, ...about, why: String(error) })
      await whenFailed?.(record)
    }
  }
  return { batchItemFailures }
}

/**
 * A handler for a queue and a schedule: every event that is no batch of messages comes from the
 * schedule.
 */
export const withSchedule =
  (onBatch: BatchHandler, onSchedule: (context: Context) => Promise<void>) =>
  async (event: SQSEvent | JsonObject, context: Context): Promise<SQSBatchResponse> => {
    if ('Records' in event && Array.isArray(event.Records)) {
      return await onBatch(event as SQSEvent, context)
    }
    await onSchedule(context)
    return { batchItemFailures: [] }
  }
