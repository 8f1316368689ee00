/** Sets fields of the event of a test. */
import type { Event } from '../ir/event.ts'
import { isObject, type Json, type JsonObject } from '../ir/json.ts'
import type { Path } from '../ir/path.ts'
import type { TestEvent } from '../ir/rule.ts'

/**
 * An event with fields replaced. Fields of the record are set first. Then the envelope is made from
 * the record, because the record decides how it is delivered. Fields of `envelope.…` are set last.
 */
export function withFields(
  json: JsonObject,
  fields: TestEvent['with'],
  inEnvelope: (json: JsonObject) => Event,
): Event {
  const isEnvelope = typeof json['detail-type'] === 'string' && isObject(json.detail)
  const ofRecord = fields.filter(({ path }) => path[0] !== 'envelope')
  const changed = ofRecord.reduce<Json>(
    (at, { path, value }) => setAt(at, isEnvelope ? ['detail', ...path] : path, value),
    json,
  )
  const { record, envelope } = inEnvelope(isObject(changed) ? changed : json)
  const ofEnvelope = fields.filter(({ path }) => path[0] === 'envelope')
  const newEnvelope = ofEnvelope.reduce<Json>(
    (at, { path, value }) => setAt(at, path.slice(1), value),
    envelope,
  )
  return { record, envelope: isObject(newEnvelope) ? newEnvelope : envelope }
}

/**
 * A copy with the value at a path replaced. The path goes through arrays, like every path: each
 * element gets the value. Missing objects on the way are added.
 */
export function setAt(at: Json | undefined, path: Path, value: Json): Json {
  const [segment, ...rest] = path
  if (segment === undefined) return value
  if (Array.isArray(at) && at.length > 0) return at.map((element) => setAt(element, path, value))
  const object: JsonObject = isObject(at) ? at : {}
  const below = Object.hasOwn(object, segment) ? object[segment] : undefined
  return Object.fromEntries([...Object.entries(object), [segment, setAt(below, rest, value)]])
}
