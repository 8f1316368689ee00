/**
 * The events of a rule's own test, in the order of their time. The first event keeps its own time
 * and id. Each later one happens `after` the event before it, and is an event of its own: it gets
 * ids that no other event has, unless `with` sets them.
 */
import { inEnvelope } from '../aws/envelope.ts'
import { timeOf } from '../engine/identity.ts'
import { setAt, withFields } from '../engine/rule-test.ts'
import type { Event } from '../ir/event.ts'
import { isObject, type Json, type JsonObject } from '../ir/json.ts'
import { leaves, type Path } from '../ir/path.ts'
import type { HistoryEvent, TestEvent } from '../ir/rule.ts'
import { digest } from './digest.ts'

/** An item of a history with the content of its event. */
export interface ReadStep extends HistoryEvent {
  readonly json: JsonObject
}

export function eventsOf(steps: readonly ReadStep[]): readonly Event[] {
  const events: Event[] = []
  let atMs = 0
  for (const { json, with: fields, afterMs, times } of steps) {
    const event = withFields(json, fields, inEnvelope)
    for (let count = 0; count < times; count++) {
      const isFirst = events.length === 0
      atMs = isFirst ? timeOf(event) || defaultMs : atMs + afterMs
      const one = isFirst ? event : withOwnIds(event, fields, events.length)
      events.push(isComplete(one) && isFirst ? one : completed(one, atMs, events.length))
    }
  }
  return events
}

/** The time of a first event that has none. */
const defaultMs = Date.UTC(2026, 0, 1)

const isComplete = (event: Event): boolean =>
  timeOf(event) > 0 && (!isCall(event) || typeof event.record.eventID === 'string')

const isCall = ({ record }: Event): boolean => typeof record.eventSource === 'string'

/** An event with its time, and with an id: a responder answers no call without one. */
function completed(event: Event, atMs: number, number: number): Event {
  const { record, envelope } = event
  const time = new Date(atMs).toISOString().replace('.000Z', 'Z')
  const call = { eventID: uuid(String(number)), ...record, eventTime: time }
  return { record: isCall(event) ? call : record, envelope: { ...envelope, time } }
}

/** The fields that `identityOf` reads from a record. */
const idPaths: readonly Path[] = [
  ['eventID'],
  ['sharedEventID'],
  ['addendum', 'originalEventID'],
  ['eventArn'],
  ['findings', 'Id'],
  ['findings', 'finding_info', 'uid'],
  ['findings', 'metadata', 'uid'],
]

function withOwnIds({ record, envelope }: Event, fields: TestEvent['with'], number: number): Event {
  const isGiven = (path: Path) => fields.some((field) => field.path.join('.') === path.join('.'))
  const paths = envelope.source === 'aws.guardduty' ? [...idPaths, ['id']] : idPaths
  const changed = paths
    .filter((path) => leaves(record, path).length > 0 && !isGiven(path))
    .reduce<Json>((json, path) => setAt(json, path, uuid(`${path.join('.')}/${number}`)), record)
  return {
    record: isObject(changed) ? changed : record,
    envelope: isGiven(['envelope', 'id']) ? envelope : { ...envelope, id: uuid(String(number)) },
  }
}

function uuid(text: string): string {
  const digits = digest(`tripline/test/${text}`)
  return [0, 8, 12, 16, 20]
    .map((from, part) => digits.slice(from, [8, 12, 16, 20, 32][part]))
    .join('-')
}
