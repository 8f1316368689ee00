/**
 * Proves that messages came from the function's own queue. Everybody with `lambda:InvokeFunction` can
 * call the function with a made-up batch, sender included. Nobody but Lambda can have a receipt handle
 * of the queue, because its policy lets nobody else receive. SQS checks a handle when the visibility of
 * its message is set, and the visibility set here is the one that the queue gives it anyway.
 *
 * A receipt handle is never logged, and the queue is the one in the function's environment: a payload
 * could name a queue of its sender's.
 */
import type { SQSRecord } from 'aws-lambda'
import type { Proof } from '../../src/detect/ports.ts'
import type { InTime } from './invocation.ts'
import { log } from './metrics.ts'
import { ownName, quietReport } from './quiet-report.ts'

/** A message without a proof, as where SQS does not answer, is not handled and comes again. */
export async function proveReceipts(
  records: readonly SQSRecord[],
  clock: InTime,
): Promise<ReadonlyMap<string, Proof>> {
  if (records.length === 0) return new Map()
  const { keepInFlight } = await import('../world/own-queue.ts')
  const proofs = await keepInFlight(records, clock).catch((error: unknown) => {
    log('error', 'the queue did not prove the messages', { why: String(error) })
    return new Map<string, Proof>()
  })
  const forged = records.filter(({ messageId }) => proofs.get(messageId) === 'forged')
  if (forged.length > 0) await reportForged(forged.length, clock)
  return proofs
}

/** A caller who repeats the call gets no second message within this time. */
const report = quietReport(15 * 60_000)

/** One log line for each call, and one message to the people who keep Tripline healthy. */
async function reportForged(count: number, clock: InTime): Promise<void> {
  const name = ownName()
  log('error', 'made-up messages', { count, function: name })
  const what = count === 1 ? 'a made-up message' : `${count} made-up messages`
  await report(
    {
      subject: `${name} was called with ${what}`,
      lines: [
        `Somebody called the function ${name} directly, with ${what} that did not come from its queue.`,
        'Tripline did nothing with it.',
        'Only Lambda and the scheduler call this function. Find out who has lambda:InvokeFunction on it.',
      ],
    },
    clock,
  )
}
