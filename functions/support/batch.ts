/** Handles messages of a batch, and calls of a schedule. */
import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda'
import type { JsonObject } from '../../src/ir/json.ts'
import { log } from './metrics.ts'

export type BatchHandler = (event: SQSEvent, context: Context) => Promise<SQSBatchResponse>

/**
 * Processes the messages one after the other, because two of a batch are often about the same
 * target. A failed message is logged with the fields `about` and delivered again; `whenFailed` is a
 * further action for it.
 */
export async function handleMessages(
  { Records: records }: SQSEvent,
  work: (record: SQSRecord) => Promise<void>,
  about: Readonly<Record<string, unknown>> = {},
  whenFailed?: (record: SQSRecord) => Promise<void>,
): Promise<SQSBatchResponse> {
  const batchItemFailures: SQSBatchResponse['batchItemFailures'] = []
  for (const record of records) {
    const { messageId } = record
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
