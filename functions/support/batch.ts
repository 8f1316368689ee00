/** Messages of a batch, and calls of a schedule. */
import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda'
import type { JsonObject } from '../../src/ir/json.ts'
import { log } from './metrics.ts'

export type BatchHandler = (event: SQSEvent, context: Context) => Promise<SQSBatchResponse>

/**
 * Works on the messages one after the other: two of a batch are often about the same thing. Those
 * that fail are logged, with the fields `about`, and come again; `whenFailed` is what else is to be
 * done about them.
 */
export async function inTurn(
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

/** A function of a queue that a schedule calls too: anything that is no batch of messages is the schedule's. */
export const withSchedule =
  (onBatch: BatchHandler, onSchedule: (context: Context) => Promise<void>) =>
  async (event: SQSEvent | JsonObject, context: Context): Promise<SQSBatchResponse> => {
    if ('Records' in event && Array.isArray(event.Records)) {
      return await onBatch(event as SQSEvent, context)
    }
    await onSchedule(context)
    return { batchItemFailures: [] }
  }
