/** Events for responders, and the plans that responders make for them. */
import { readFileSync } from 'node:fs'
import type { JsonObject } from '../../src/ir/json.ts'
import { type ResponderEvent, responderEvent } from '../../src/respond/contract/event.ts'
import {
  type Facets,
  isNoPlan,
  type Responder,
  type Target,
} from '../../src/respond/contract/responder.ts'

/** A record of `test/events`, some of its fields set anew. */
export function recorded(file: string, more: JsonObject = {}): ResponderEvent {
  const record = JSON.parse(readFileSync(`test/events/${file}.json`, 'utf8')) as JsonObject
  return eventWith({ ...record, ...more })
}

/** An event with some fields of its record. */
export function eventWith(record: JsonObject): ResponderEvent {
  const detail: JsonObject = {
    userIdentity: { type: 'IAMUser', arn: 'arn:aws:iam::111122223333:user/mallory' },
    eventTime: '2026-11-21T10:00:00Z',
    awsRegion: 'eu-west-1',
    recipientAccountId: '111122223333',
    eventID: 'e1',
    ...record,
  }
  const event = responderEvent({ detail })
  if (typeof event === 'string') throw new Error(event)
  return event
}

export function targetOf<Past>(responder: Responder<Past>, event: ResponderEvent): Target {
  const target = responder.target(event)
  if (isNoPlan(target)) throw new Error(target.why)
  return target
}

/** The answer to an event: a plan, or why there is none. */
export const planFor = <Past>(
  responder: Responder<Past>,
  event: ResponderEvent,
  past: Past,
  live: Facets,
) => responder.plan({ event, target: targetOf(responder, event), past, live })

export const calls = (answer: ReturnType<typeof planFor>): string[] =>
  isNoPlan(answer) ? [`${answer.kind}: ${answer.why}`] : answer.steps.map(({ call }) => call)
