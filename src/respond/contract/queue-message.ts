/**
 * Processes one message of a responder's queue: reads its text, runs the response or the command,
 * and sends the alert about the result.
 */
import { errorMessage } from '../../ir/error-text.ts'
import { isObject, type Json } from '../../ir/json.ts'
import { type Responder as ResponderName, responders } from '../../ir/names.ts'
import { readAnswer } from './answers.ts'
import { command } from './command.ts'
import { responderEvent } from './event.ts'
import { withLock } from './lock.ts'
import type { ResponderWorld } from './ports.ts'
import { isInProgress, newRecord, type ResponseRecord, responseId, timeOf } from './record.ts'
import {
  answerKinds,
  isSameRequest,
  type ResponderMessage,
  type ResponseMessage,
  type ResponseRequest,
  requestOf,
} from './request.ts'
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
  const why = await whyUntrusted(message, senderId, responder, world)
  if (why !== null) {
    await world.refuse(why)
    return `refused: ${why}`
  }
  const outcome = await answer(message, senderId, isLastDelivery, responder, world)
  const { record, log, isPassedOn = false } = outcome
  if (isPassedOn) await world.toRestore?.(message)
  if (record !== null && record.alertsDue > record.alertsSent) {
    await world.announce(alertOf(record, world), record.request.about.notify)
    await save({ ...record, alertsSent: record.alertsDue }, world)
  }
  return log
}

/**
 * The reason why a message is not trusted; null where it is. Each kind has one sender. A request
 * that an operator sends again from the dead-letter queue has that operator as its sender: it starts
 * nothing, but continues and reports a response that was started with exactly the same request.
 */
async function whyUntrusted<Past>(
  message: ResponderMessage,
  senderId: string,
  responder: Responder<Past>,
  world: ResponderWorld<Past>,
): Promise<string | null> {
  const { requests, answers } = world.senders
  const sender = senderId || 'nobody'
  if (message.kind !== 'respond') {
    return isFrom(answers, senderId)
      ? null
      : `${sender} sent an answer of a person, which only the function answers may`
  }
  if (isFrom(requests, senderId)) return null
  const known = await stored(message, responder, world)
  return known !== null && isSameRequest(known.request, message)
    ? null
    : `${sender} requests a response, which only ${requesterOf(world)} may`
}

/** SenderId of a role is `AROA…:session`; the session's name is its user's choice. */
const isFrom = (role: string, senderId: string): boolean => senderId.startsWith(`${role}:`)

const requesterOf = ({ hand }: Pick<ResponderWorld<never>, 'hand'>): string =>
  hand === 'giving' ? 'the responder' : 'detect'

async function answer<Past>(
  message: ResponderMessage,
  senderId: string,
  isLastDelivery: boolean,
  responder: Responder<Past>,
  world: ResponderWorld<Past>,
): Promise<Outcome> {
  try {
    if (message.kind !== 'respond') return await command(message, responder, world)
    const request = await requestFrom(message, senderId, responder, world)
    // During a deployment the rule set of `detect` may be newer. Later deliveries find the same.
    if (typeof request === 'string') throw new Error(request)
    return await respond(request, responder, world)
  } catch (error) {
    if (!isLastDelivery) throw error
    return await giveUp(message, error, responder, world)
  }
}

/** A request that an operator sends again is the stored one, whatever the rule says by now. */
async function requestFrom<Past>(
  message: ResponseMessage,
  senderId: string,
  responder: Responder<Past>,
  world: ResponderWorld<Past>,
): Promise<ResponseRequest | string> {
  const known = isFrom(world.senders.requests, senderId)
    ? null
    : await stored(message, responder, world)
  return known?.request ?? requestOf(message, await world.rules())
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
      ? await storedOrNew(message, responder, world)
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

/** The stored record of a request; null where there is none, or the event cannot be read. */
async function stored<Past>(
  message: ResponseMessage,
  responder: Responder<Past>,
  world: ResponderWorld<Past>,
): Promise<ResponseRecord | null> {
  const event = responderEvent(message.event)
  if (typeof event === 'string') return null
  return await load(world.responses, responseId(responder.name, event.identity, world.digest))
}

/** The stored record, or a new one of version 0; null where neither can be made. */
async function storedOrNew<Past>(
  message: ResponseMessage,
  responder: Responder<Past>,
  world: ResponderWorld<Past>,
): Promise<ResponseRecord | null> {
  const known = await stored(message, responder, world)
  if (known !== null) return known
  const event = responderEvent(message.event)
  const request = requestOf(message, await world.rules())
  if (typeof event === 'string' || typeof request === 'string') return null
  return newRecord(responseId(responder.name, event.identity, world.digest), request, timeOf(world))
}

/**
 * The responder that a message is for: the message of a request names it, and so does the record
 * that an answer is about. Null where there is none.
 */
export async function responderOf(
  body: string,
  load: (id: string) => Promise<ResponseRecord | null>,
): Promise<ResponderName | null> {
  const message = parsed(body)
  if (!isObject(message)) return null
  const { kind, id, responder } = message
  const named =
    kind === 'respond' || typeof id !== 'string' ? responder : (await load(id))?.request.responder
  return responders.find((name) => name === named) ?? null
}

/** The message, or the reason why it is not valid. */
function readMessage(body: string, responder: string): ResponderMessage | string {
  const message = parsed(body)
  if (!isObject(message)) return 'the message is not a JSON object'
  const { kind, by, rule, alert, event } = message
  if (answerKinds.some((known) => known === kind)) {
    const answer = readAnswer(message)
    if (typeof answer === 'string') return answer
    return typeof by === 'string' && by !== ''
      ? { ...answer, by }
      : 'the message does not say who sent the answer'
  }
  if (kind !== 'respond') return 'the message is neither a request nor an answer'
  if (message.responder !== responder) return `the message is not for ${responder}`
  if (typeof rule !== 'string') return 'the message names no rule'
  if (typeof alert !== 'string') return 'the message names no alert'
  if (!isObject(event)) return 'the message has no event'
  return message as unknown as ResponseMessage
}

function parsed(body: string): Json | undefined {
  try {
    return JSON.parse(body) as Json
  } catch {
    return undefined
  }
}
