/** Finds the one event that `explain` explains. */
import { resolve } from 'node:path'
import type { Readable } from 'node:stream'
import { inEnvelope } from '../aws/envelope.ts'
import {
  noEvent,
  noEventFile,
  noEventWithId,
  severalEvents,
  unreadableEvent,
} from '../diagnostics/catalogue/cannot-answer/events.ts'
import type { Event } from '../ir/event.ts'
import { isObject, type JsonObject } from '../ir/json.ts'
import { statOf } from '../project/stat-of.ts'
import { type Item, itemsIn, readHistory } from './read.ts'
import { recordsIn } from './records.ts'

/** The place to look for an event. */
interface Place {
  /** The folder of relative paths. */
  readonly cwd: string
  readonly stdin: Readable
}

/**
 * The one event of `name`; with `eventId`, the one that has this id. Throws `CannotAnswer` if there
 * is none or more than one, or if `name` cannot be read.
 */
export async function readOneEvent(
  name: string,
  eventId: string | undefined,
  place: Place,
): Promise<Event> {
  const wanted: JsonObject[] = []
  let problem: string | undefined
  for await (const item of itemsOf(name, place)) {
    if ('broken' in item) problem ??= item.broken.message
    else if (eventId === undefined || idsOf(item.record).includes(eventId)) wanted.push(item.record)
  }
  const [record] = wanted
  const where = name === '-' ? 'standard input' : `\`${name}\``
  // If the event with this id is found, other problems of its file do not matter.
  if (problem !== undefined && (record === undefined || eventId === undefined))
    throw unreadableEvent(where, problem)
  if (record === undefined) {
    throw eventId === undefined ? noEvent(where) : noEventWithId(where, eventId)
  }
  // Two events with one id are one event that was delivered twice.
  if (wanted.length > 1 && eventId === undefined) {
    throw severalEvents(where, wanted.length)
  }
  return inEnvelope(record)
}

/**
 * The items of `name`: an event as JSON, `-` for standard input, or a file in any form that
 * `replay` reads.
 */
function itemsOf(name: string, { cwd, stdin }: Place): Iterable<Item> | AsyncIterable<Item> {
  if (/^\s*[{[]/.test(name)) return itemsIn(recordsIn(name), name)
  if (name === '-') return readHistory({ name, path: undefined }, stdin)
  const path = resolve(cwd, name)
  const stats = statOf(path)
  if (stats !== undefined && !stats.isDirectory()) return readHistory({ name, path }, stdin)
  throw noEventFile(name)
}

const idsOf = ({ eventID, id, detail }: JsonObject): readonly unknown[] => [
  eventID,
  id,
  isObject(detail) ? detail.eventID : undefined,
]
