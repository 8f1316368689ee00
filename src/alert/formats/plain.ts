/** Values without a field of their own in a format, made inert at any depth. */
import { isObject, type Json, type JsonObject } from '../../ir/json.ts'
import { identifier, inert } from '../neutral.ts'

/** The same shape; labels are inert, texts are identifiers or inert. */
export const plain = (object: object): JsonObject =>
  Object.fromEntries(
    Object.entries(object as JsonObject)
      .slice(0, 50)
      .map(([label, value]) => [inert(label, 128), plainValue(value)]),
  )

function plainValue(value: Json): Json {
  if (typeof value === 'string') return identifier(value, 1024)
  if (isObject(value)) return plain(value)
  return Array.isArray(value) ? value.slice(0, 50).map(plainValue) : value
}
