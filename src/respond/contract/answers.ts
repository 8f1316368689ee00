/**
 * Passes on what people answer. People send to the queue `answers` and to no other. SQS attaches the
 * sender, and this function writes it into the message for the function that acts: `restore`, or the
 * responder where the stage has no `restore`.
 */
import { isObject, type Json, type JsonObject } from '../../ir/json.ts'
import type { Responder } from '../../ir/names.ts'
import type { ResponseRecord } from './record.ts'
import { type AnswerKind, type AnswerMessage, answerKinds, type PersonsMessage } from './request.ts'

export interface AnswersWorld {
  /** The stored record of a response; null where there is none. */
  load(id: string): Promise<ResponseRecord | null>
  /** Sends to the function that acts on responses of this responder. */
  send(responder: Responder, message: AnswerMessage): Promise<void>
}

/**
 * Passes one message on. Returns a line for the log. A message that cannot be passed on is dropped,
 * because everybody who may call SQS can send here: it must neither raise an alarm nor come again.
 */
export async function passOn(
  body: string,
  senderId: string,
  { load, send }: AnswersWorld,
): Promise<string> {
  const answer = read(body)
  if (typeof answer === 'string') return `dropped: ${answer}`
  if (senderId === '') return 'dropped: nobody is named as sender'
  const record = await load(answer.id)
  if (record === null) return `dropped: there is no response ${answer.id}`
  const { responder } = record.request
  await send(responder, { ...answer, by: senderId })
  return `${answer.kind} ${answer.id} by ${senderId} is passed on`
}

function read(body: string): PersonsMessage | string {
  try {
    const message = JSON.parse(body) as Json
    return isObject(message) ? readAnswer(message) : 'the message is not a JSON object'
  } catch {
    return 'the message is not JSON'
  }
}

const maxReasonLength = 1000

/** A person's answer, or the reason why it is not valid. */
export function readAnswer({ kind, id, reason }: JsonObject): PersonsMessage | string {
  if (!isAnswerKind(kind)) return `the message is not ${answerKinds.join(' or ')}`
  return typeof id === 'string' && /^[0-9a-f]{16}$/.test(id)
    ? { kind, id, reason: typeof reason === 'string' ? reason.slice(0, maxReasonLength) : null }
    : `the id of ${kind} is not 16 hexadecimal digits`
}

const isAnswerKind = (kind: Json | undefined): kind is AnswerKind =>
  answerKinds.some((known) => known === kind)
