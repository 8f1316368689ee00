/**
 * Reads messages of the queue `events`: each holds one EventBridge event, or the number of an account
 * without a stage (`src/plan/home-rules.ts`), or is unreadable for a reason.
 */
import type { Event } from '../ir/event.ts'
import { isObject, type Json, type JsonObject } from '../ir/json.ts'

/** A message as the queue delivers it. */
export interface QueueMessage {
  /** The id that SQS gave it. */
  readonly id: string
  readonly body: string
  /** How often the queue delivered it, this time included. Without it, this is the first time. */
  readonly receiveCount?: number
}

export type ReadMessage =
  | { readonly kind: 'event'; readonly event: Event }
  /** `account` has 12 digits. */
  | { readonly kind: 'unlisted'; readonly account: string }
  | { readonly kind: 'unreadable'; readonly why: string }

/** CloudTrail's records are about ten levels deep. Matching is recursive, so the depth must be limited. */
const maxDepth = 200

export function readMessage(body: string): ReadMessage {
  const [, account] = /^"?(\d{12})"?$/.exec(body) ?? []
  if (account !== undefined) return { kind: 'unlisted', account }
  const json = parseBody(body)
  if (json === undefined) return unreadable('the body is not JSON')
  if (!isObject(json))
    return unreadable('the body is not a JSON object, so it is not an EventBridge event')
  if (isDeeper(json, maxDepth))
    return unreadable(`the body is nested more than ${maxDepth} levels deep`)
  const { detail, ...envelope } = json
  if (!isObject(detail)) return unreadable('the event has no detail')
  for (const name of ['source', 'detail-type']) {
    if (typeof envelope[name] !== 'string') return unreadable(`the event has no ${name}`)
  }
  return { kind: 'event', event: { record: detail, envelope } }
}

const unreadable = (why: string): ReadMessage => ({ kind: 'unreadable', why })

function parseBody(body: string): Json | undefined {
  try {
    return JSON.parse(body) as Json
  } catch {
    return undefined
  }
}

/** Goes level by level and is not recursive: the sender chooses the depth. */
function isDeeper(json: JsonObject, levels: number): boolean {
  let level: Json[] = [json]
  for (let depth = 0; depth < levels && level.length > 0; depth++) {
    level = level.flatMap((node) =>
      typeof node === 'object' && node !== null ? (Object.values(node) as Json[]) : [],
    )
  }
  return level.length > 0
}
