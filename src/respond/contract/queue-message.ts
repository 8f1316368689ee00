/**
 * Processes one message of a responder's queue: reads its text, runs the response or the command,
 * and sends the alert about the result.
 */
import { errorMessage } from '../../ir/error-text.ts'
import { isObject, type Json } from '../../ir/json.ts'
import { modes } from '../../ir/names.ts'
import { command } from './command.ts'
import { responderEvent } from './event.ts'
import { withLock } from './lock.ts'
import type { ResponderWorld } from './ports.ts'
import { isInProgress, newRecord, type ResponseRecord, responseId, timeOf } from './record.ts'
import type { ResponderMessage, ResponseRequest } from './request.ts'
import type { Responder } from './responder.ts'
import { alertOf } from './response-alert.ts'
import { end, type Outcome, respond } from './run.ts'
import { load, save } from './store.ts'

export interface QueueMessage {
  readonly body: string
  /** The sender as SQS attaches it: `AIDA…`, `AROA…:session`. */
  readonly senderId: string
  /** If it fails again, SQS moves it to the dead-letter queue. */
  readonly isLastDelivery: boolean
}

/** Returns a line for the log. Throws where SQS should deliver the message again. */
export async function handleMessage<Past>(
  { body, senderId, isLastDelivery }: QueueMessage,
  responder: Responder<Past>,
  world: ResponderWorld<Past>,
): Promise<string> {
  const message = readMessage(body, responder.name)
  if (typeof message === 'string') throw new Error(message)
  if (message.kind !== 'respond' && senderId === '') throw new Error('nobody is named as sender')
  if (message.kind === 'respond' && !(await mayRequest(message, senderId, responder, world))) {
    const why = `${senderId || 'nobody'} asks for a response, which only detect may`
    await world.refuse(why)
    return `refused: ${why}`
  }
  const { record, log } = await answer(message, senderId, isLastDelivery, responder, world)
  if (record !== null && record.tell > record.told) {
    await world.announce(alertOf(record, world), record.request.rule.notify)
    await save({ ...record, told: record.tell }, world)
  }
  return log
}

/**
 * Whether a request may start or continue a response. Everyone who may approve can write to the
 * queue, and must not be able to request a response and then approve it. Only `detect` may
 * therefore start one. A request that somebody sends again from the dead-letter queue has that
 * person as its sender: it starts nothing, but continues and reports a response that `detect`
 * started with exactly the same request.
 */
async function mayRequest<Past>(
  request: ResponseRequest,
  senderId: string,
  responder: Responder<Past>,
  world: ResponderWorld<Past>,
): Promise<boolean> {
  if (senderId.startsWith(`${world.detectRole}:`)) return true
  const known = await recordOf(request, responder, world)
  const isStored = known !== null && known.version > 0
  return isStored && JSON.stringify(known.request) === JSON.stringify(request)
}

async function answer<Past>(
  message: ResponderMessage,
  senderId: string,
  isLastDelivery: boolean,
  responder: Responder<Past>,
  world: ResponderWorld<Past>,
): Promise<Outcome> {
  try {
    return message.kind === 'respond'
      ? await respond(message, responder, world)
      : await command(message, senderId, responder, world)
  } catch (error) {
    if (!isLastDelivery) throw error
    return await giveUp(message, error, responder, world)
  }
}

/**
 * Ends a response as failed on the last delivery. In the dead-letter queue, a response that was
 * started, or not yet started, would be reported to nobody.
 */
async function giveUp<Past>(
  message: ResponderMessage,
  error: unknown,
  responder: Responder<Past>,
  world: ResponderWorld<Past>,
): Promise<Outcome> {
  const record =
    message.kind === 'respond'
      ? await recordOf(message, responder, world)
      : await load(world.responses, message.id)
  if (record === null) throw error
  const why = errorMessage(error)
  const failed = (on: ResponseRecord): Promise<ResponseRecord> =>
    end({ ...on, left: null }, 'failed', why, world)
  const log = `response ${record.id} failed: ${why}`
  if (record.version === 0) return { record: await failed(record), log }
  if (!isInProgress(record) || record.target === null) throw error
  // Read again under the lock, because another message may be finishing it.
  return await withLock(record.target.key, world, async () => {
    const now = (await load(world.responses, record.id)) ?? record
    return { record: isInProgress(now) ? await failed(now) : now, log }
  })
}

/** The stored record, or a new one of version 0; null for an event that cannot be read. */
async function recordOf<Past>(
  request: ResponseRequest,
  responder: Responder<Past>,
  world: ResponderWorld<Past>,
): Promise<ResponseRecord | null> {
  const event = responderEvent(request.event)
  if (typeof event === 'string') return null
  const id = responseId(responder.name, event.identity, world.digest)
  return (await load(world.responses, id)) ?? newRecord(id, request, timeOf(world))
}

/** The message, or the reason why it is not valid. */
function readMessage(body: string, responder: string): ResponderMessage | string {
  const message = parsed(body)
  if (!isObject(message)) return 'the message is not a JSON object'
  const { kind, id, mode, rule, event, reason } = message
  if (kind === 'approve' || kind === 'undo') {
    return typeof id === 'string' && /^[0-9a-f]{16}$/.test(id)
      ? { kind, id, reason: typeof reason === 'string' ? reason.slice(0, 1000) : null }
      : `the id of ${kind} is not 16 hexadecimal digits`
  }
  if (kind !== 'respond') return 'the message is neither respond, approve nor undo'
  if (message.responder !== responder) return `the message is not for ${responder}`
  if (!modes.some((known) => known === mode)) return 'the message has no mode'
  if (!isObject(rule) || typeof rule.id !== 'string') return 'the message names no rule'
  if (!isObject(event)) return 'the message has no event'
  return message as unknown as ResponseRequest
}

function parsed(body: string): Json | undefined {
  try {
    return JSON.parse(body) as Json
  } catch {
    return undefined
  }
}
