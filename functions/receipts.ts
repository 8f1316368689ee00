/**
 * The function of the queue `receipts`: records that SNS accepted an alert. Every alert topic also
 * delivers to this queue. What arrives here was accepted, also where the function that sent it ended
 * before it could record that. See src/detect/deliver.ts.
 */
import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda'
import { channelTarget, ledgerKeptMs } from '../src/detect/deliver.ts'
import { setting } from './support/environment.ts'
import { reportFailing } from './support/failing.ts'
import { invocation } from './support/invocation.ts'
import { log } from './support/metrics.ts'
import { once } from './support/once.ts'
import { proveReceipts } from './support/receipt.ts'
import { dynamo } from './world/dynamo/client.ts'
import { ledger } from './world/ledger.ts'

const clock = invocation()

const world = once(() =>
  ledger({ table: setting('STATE_TABLE'), client: dynamo, signal: clock.signal }),
)

export async function handler(event: SQSEvent, context: Context): Promise<SQSBatchResponse> {
  clock.begin(context)
  const proofs = await proveReceipts(event.Records, clock)
  const failed = await Promise.all(
    event.Records.map((record) =>
      proofs.get(record.messageId) === 'genuine' ? confirm(record) : [failure(record)],
    ),
  )
  const batchItemFailures = failed.flat()
  const ids = new Set(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier))
  await reportFailing(
    event.Records.filter(({ messageId }) => ids.has(messageId)),
    clock,
  )
  return { batchItemFailures }
}

const failure = ({ messageId }: SQSRecord) => ({ itemIdentifier: messageId })

async function confirm(record: SQSRecord) {
  const { messageId, messageAttributes } = record
  const alert = messageAttributes.alert?.stringValue
  const channel = messageAttributes.channel?.stringValue
  // A topic that was there before Tripline carries other messages too.
  if (alert === undefined || channel === undefined) return []
  try {
    await world().confirm(alert, [channelTarget(channel)], clock.nowMs() + ledgerKeptMs)
    return []
  } catch (error) {
    log('error', 'receipt not noted', { messageId, alert, channel, why: String(error) })
    return [failure(record)]
  }
}
