/** The messages of the queue `events`: what EventBridge put into one, or why nobody can use it. */
import type { Event } from '../ir/event.ts'
import { isObject, type Json, type JsonObject } from '../ir/json.ts'

/** A message as the queue delivers it. */
export interface Message {
  /** SQS's own. */
  readonly id: string
  readonly body: string
}

export type Read =
  | { readonly kind: 'event'; readonly event: Event }
  | { readonly kind: 'unreadable'; readonly why: string }

/** CloudTrail's own records are some ten levels deep; matching goes down by calling itself. */
const maxDepth = 200

export function readMessage(body: string): Read {
  const json = parsed(body)
  if (json === undefined) return unreadable('the body is not JSON')
  if (!isObject(json)) return unreadable('the body is not an EventBridge event, which is an object')
  if (isDeeper(json, maxDepth)) return unreadable(`it is nested more than ${maxDepth} levels deep`)
  const { detail, ...envelope } = json
  if (!isObject(detail)) return unreadable('the event has no detail')
  for (const name of ['source', 'detail-type']) {
    if (typeof envelope[name] !== 'string') return unreadable(`the event has no ${name}`)
  }
  return { kind: 'event', event: { record: detail, envelope } }
}

const unreadable = (why: string): Read => ({ kind: 'unreadable', why })

function parsed(body: string): Json | undefined {
  try {
    return JSON.parse(body) as Json
  } catch {
    return undefined
  }
}

/** Level by level, without calling itself: how deep it goes is the sender's choice. */
function isDeeper(json: JsonObject, levels: number): boolean {
  let level: Json[] = [json]
  for (let depth = 0; depth < levels && level.length > 0; depth++) {
    level = level.flatMap((node) =>
      typeof node === 'object' && node !== null ? (Object.values(node) as Json[]) : [],
    )
  }
  return level.length > 0
}
