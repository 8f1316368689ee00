/** Shortens JSON from the leaves up, so that its shape stays readable. */
import type { Json, JsonObject } from '../ir/json.ts'

export interface Bounds {
  /** UTF-16 units of every text. */
  readonly textLength: number
  /** Elements of an array, fields of an object. */
  readonly items: number
  readonly depth: number
}

/** The same object within the bounds; text in place of each omission describes it. */
export const shortJson = (object: JsonObject, bounds: Bounds): JsonObject =>
  Object.fromEntries(fieldsWithin(object, bounds))

function within(json: Json, bounds: Bounds): Json {
  if (typeof json === 'string') return cut(json, bounds.textLength)
  if (typeof json !== 'object' || json === null) return json
  if (bounds.depth <= 1) return Array.isArray(json) ? `[${json.length} items]` : '{…}'
  const deeper = { ...bounds, depth: bounds.depth - 1 }
  if (!Array.isArray(json)) return Object.fromEntries(fieldsWithin(json as JsonObject, deeper))
  const kept = json.slice(0, bounds.items).map((item) => within(item, deeper))
  const left = json.length - kept.length
  return left > 0 ? [...kept, `… and ${left} more`] : kept
}

function fieldsWithin(object: JsonObject, bounds: Bounds): [string, Json][] {
  const all = Object.entries(object)
  const kept = all
    .slice(0, bounds.items)
    .map(([key, value]): [string, Json] => [cut(key, bounds.textLength), within(value, bounds)])
  const left = all.length - kept.length
  return left > 0 ? [...kept, ['…', `and ${left} more`]] : kept
}

/** Text of at most `length` UTF-16 units, never cut inside a character. */
export function cut(text: string, length: number): string {
  if (text.length <= length) return text
  const kept = text.slice(0, Math.max(0, length - 1))
  return `${/[\ud800-\udbff]$/.test(kept) ? kept.slice(0, -1) : kept}…`
}
