/**
 * Makes a Lambda function from responders: the parts that are the same for all of them.
 *
 *     export const handler = takingHandler(rollbackIam, surroundings)
 */
import type { SQSRecord } from 'aws-lambda'
import { deliver } from '../../src/detect/deliver.ts'
import type { Responder as ResponderName } from '../../src/ir/names.ts'
import type {
  Hand,
  Limits,
  ResponderWorld,
  Senders,
  Surroundings,
} from '../../src/respond/contract/ports.ts'
import { handleMessage, responderOf } from '../../src/respond/contract/queue-message.ts'
import type { RespondingRules } from '../../src/respond/contract/request.ts'
import type { Responder } from '../../src/respond/contract/responder.ts'
import { load } from '../../src/respond/contract/store.ts'
import { channels, deadLetterTo, deliveryWorld, digest, messagesTo } from '../world/delivery.ts'
import { responses } from '../world/responses.ts'
import { type BatchHandler, handleMessages } from './batch.ts'
import { fileBeside } from './beside.ts'
import { setting, settings } from './environment.ts'
import { type Invocation, invocation } from './invocation.ts'
import { log } from './metrics.ts'
import { once } from './once.ts'

/** As in the queues (`usualReceiveCount` in src/plan/functions/queue.ts): the fifth failure is the last. */
const maxReceiveCount = 5

/** A responder with its AWS calls. */
export interface Part {
  readonly responder: Pick<Responder<unknown>, 'name'>
  /** Handles a message with the ports that it is given. */
  readonly handle: (
    message: Message,
    shared: Shared & OfMessage,
    clock: Invocation,
  ) => Promise<string>
}

type Message = Parameters<typeof handleMessage>[0]

export function part<Past>(
  responder: Responder<Past>,
  surroundings: (clock: Invocation) => Surroundings<Past>,
): Part {
  let around: Surroundings<Past> | undefined
  return {
    responder,
    handle: (message, shared, clock) => {
      around ??= surroundings(clock)
      return handleMessage(message, responder, { ...shared, ...around })
    },
  }
}

/** The function of one responder, which only takes powers away. `detect` requests its responses. */
export const takingHandler = <Past>(
  responder: Responder<Past>,
  surroundings: (clock: Invocation) => Surroundings<Past>,
): BatchHandler =>
  handlerFor('taking', { [responder.name]: part(responder, surroundings) }, () => 'DETECT_ROLE')

/** The function `restore`, which also gives powers back. Each responder hands its own over. */
export const givingHandler = (parts: Readonly<Record<ResponderName, Part>>): BatchHandler =>
  handlerFor('giving', parts, (name) => `${name.toUpperCase().replaceAll('-', '_')}_ROLE`)

function handlerFor(
  hand: Hand,
  parts: Readonly<Partial<Record<ResponderName, Part>>>,
  requester: (responder: ResponderName) => string,
): BatchHandler {
  const clock = invocation()
  const shared = once(() => sharedWorld(clock))

  const work = async (record: SQSRecord, requestId: string): Promise<void> => {
    const { body, attributes, messageId } = record
    const { SenderId: senderId, ApproximateReceiveCount: count, SentTimestamp: sent } = attributes
    const name = await responderOf(body, (id) => load(shared().responses, id))
    const own = name === null ? undefined : parts[name]
    const about = { messageId, responder: name }
    const refuse = async (why: string): Promise<void> => {
      await deadLetterTo(setting('DEAD_QUEUE'), clock)({ id: messageId, body }, why)
      log('error', 'message refused', { ...about, why })
    }
    if (name === null || own === undefined) {
      await refuse('the message is for no responder of this function')
      return
    }
    const senders: Senders = {
      // A responder that the stage does not have can request nothing.
      requests: process.env[requester(name)] ?? 'none',
      answers: setting('ANSWERS_ROLE'),
    }
    const message = { body, senderId, isLastDelivery: Number(count) >= maxReceiveCount }
    const ofMessage = { token: `${requestId} ${messageId}`, sentMs: Number(sent) || 0, refuse }
    log(
      'info',
      await own.handle(message, { ...shared(), ...ofMessage, senders, hand }, clock),
      about,
    )
  }

  return async (event, context) => {
    clock.begin(context)
    const { awsRequestId } = context
    return await handleMessages(event, { clock, work: (record) => work(record, awsRequestId) })
  }
}

/** The ports that differ from message to message. */
type OfMessage = Pick<ResponderWorld<never>, 'token' | 'sentMs' | 'refuse' | 'senders' | 'hand'>

type Shared = Omit<ResponderWorld<never>, keyof Surroundings<never> | keyof OfMessage>

function sharedWorld(clock: Invocation): Shared {
  const delivery = once(() => deliveryWorld(clock))
  const restoreQueue = process.env.RESTORE_QUEUE
  const sendToRestore = restoreQueue === undefined ? null : messagesTo(restoreQueue, clock)
  return {
    responses: responses(clock),
    nowMs: clock.nowMs,
    sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    digest,
    limits: settings<Limits>('LIMITS'),
    rules: once(() => fileBeside<RespondingRules>('responses.json')),
    ownRoles: settings<string[]>('OWN_ROLES'),
    toRestore: sendToRestore && ((message) => sendToRestore(JSON.stringify(message))),
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
