/**
 * A function from a responder: everything that is the same for all of them.
 *
 *     export const handler = handlerFor(rollbackIam, surroundings)
 */
import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda'
import { deliver } from '../../src/detect/deliver.ts'
import type { Limits, ResponderWorld, Surroundings } from '../../src/respond/contract/ports.ts'
import { handleMessage } from '../../src/respond/contract/queue-message.ts'
import type { Responder } from '../../src/respond/contract/responder.ts'
import { buryIn, channels, deliveryWorld, digest } from '../world/delivery.ts'
import { dynamo } from '../world/dynamo.ts'
import { responseStore } from '../world/responses.ts'
import { setting, settings } from './environment.ts'
import { type Invocation, invocation } from './invocation.ts'
import { log } from './metrics.ts'
import { once } from './once.ts'

/** As the queues have it (src/plan/queues.ts): the fifth failure is the last. */
const maxReceiveCount = 5

export type Handler = (event: SQSEvent, context: Context) => Promise<SQSBatchResponse>

export function handlerFor<Past>(
  responder: Responder<Past>,
  surroundings: (clock: Invocation) => Surroundings<Past>,
): Handler {
  const clock = invocation()
  const world = once(() => ({ ...worldOf(clock), ...surroundings(clock) }))

  const handle = async (record: SQSRecord, token: string): Promise<void> => {
    const { body, attributes, messageId } = record
    const { SenderId: senderId, ApproximateReceiveCount: count, SentTimestamp: sent } = attributes
    const message = { body, senderId, isLastDelivery: Number(count) >= maxReceiveCount }
    const about = { messageId, responder: responder.name }
    const refuse = async (why: string): Promise<void> => {
      await buryIn(setting('DEAD_QUEUE'), clock)({ id: messageId, body }, why)
      log('error', 'message refused', { ...about, why })
    }
    const askedMs = Number(sent) || 0
    const own = { ...world(), token, askedMs, refuse }
    log('info', await handleMessage(message, responder, own), about)
  }

  return async (event, context) => {
    clock.begin(context)
    const failed: string[] = []
    // One after the other: two of a batch are often about the same thing.
    for (const record of event.Records) {
      try {
        await handle(record, `${context.awsRequestId} ${record.messageId}`)
      } catch (error) {
        failed.push(record.messageId)
        log('error', 'message failed', {
          messageId: record.messageId,
          responder: responder.name,
          why: String(error),
        })
      }
    }
    return { batchItemFailures: failed.map((itemIdentifier) => ({ itemIdentifier })) }
  }
}

type Shared = Omit<ResponderWorld<never>, keyof Surroundings<never> | OfMessage>

/** What differs from message to message. */
type OfMessage = 'token' | 'askedMs' | 'refuse'

function worldOf(clock: Invocation): Shared {
  const delivery = once(() => deliveryWorld(clock))
  return {
    responses: responseStore({
      table: setting('RESPONSES_TABLE'),
      client: dynamo,
      signal: clock.signal,
    }),
    nowMs: clock.nowMs,
    sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    digest,
    limits: settings<Limits>('LIMITS'),
    ownRoles: settings<string[]>('OWN_ROLES'),
    detectRole: setting('DETECT_ROLE'),
    announce: async (alert, notify) => {
      const outgoing = { alert, notify, audience: 'people' } as const
      const deliveries = await deliver([outgoing], channels(), delivery())
      const unsent = deliveries.flatMap((one) => one.unsent)
      if (unsent.length > 0) {
        const why = unsent.map(({ target, why }) => `${target}: ${why}`).join('; ')
        throw new Error(`the alert of the response was not sent: ${why}`)
      }
    },
  }
}
