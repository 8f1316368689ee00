/**
 * Makes a Lambda function from a responder: the parts that are the same for all responders.
 *
 *     export const handler = handlerFor(rollbackIam, surroundings)
 */
import type { SQSRecord } from 'aws-lambda'
import { deliver } from '../../src/detect/deliver.ts'
import type { Limits, ResponderWorld, Surroundings } from '../../src/respond/contract/ports.ts'
import { handleMessage } from '../../src/respond/contract/queue-message.ts'
import type { Responder } from '../../src/respond/contract/responder.ts'
import { channels, deadLetterTo, deliveryWorld, digest } from '../world/delivery.ts'
import { responses } from '../world/responses.ts'
import { type BatchHandler, handleMessages } from './batch.ts'
import { setting, settings } from './environment.ts'
import { type Invocation, invocation } from './invocation.ts'
import { log } from './metrics.ts'
import { once } from './once.ts'

/** As in the queues (src/plan/queues.ts): the fifth failure is the last. */
const maxReceiveCount = 5

export function handlerFor<Past>(
  responder: Responder<Past>,
  surroundings: (clock: Invocation) => Surroundings<Past>,
): BatchHandler {
  const clock = invocation()
  const named = { responder: responder.name }
  const world = once(() => ({ ...worldOf(clock), ...surroundings(clock) }))

  const handle = async (record: SQSRecord, requestId: string): Promise<void> => {
    const { body, attributes, messageId } = record
    const { SenderId: senderId, ApproximateReceiveCount: count, SentTimestamp: sent } = attributes
    const message = { body, senderId, isLastDelivery: Number(count) >= maxReceiveCount }
    const about = { messageId, ...named }
    const refuse = async (why: string): Promise<void> => {
      await deadLetterTo(setting('DEAD_QUEUE'), clock)({ id: messageId, body }, why)
      log('error', 'message refused', { ...about, why })
    }
    const sentMs = Number(sent) || 0
    const own = { ...world(), token: `${requestId} ${messageId}`, sentMs, refuse }
    log('info', await handleMessage(message, responder, own), about)
  }

  return async (event, context) => {
    clock.begin(context)
    const { awsRequestId } = context
    return await handleMessages(event, (record) => handle(record, awsRequestId), named)
  }
}

type Shared = Omit<ResponderWorld<never>, keyof Surroundings<never> | OfMessage>

/** The ports that differ from message to message. */
type OfMessage = 'token' | 'sentMs' | 'refuse'

function worldOf(clock: Invocation): Shared {
  const delivery = once(() => deliveryWorld(clock))
  return {
    responses: responses(clock),
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
