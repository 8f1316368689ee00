/**
 * A record with each long text once: a policy document stands in a plan many times over, in what was
 * found, in what was before, in calls and in what they set. DynamoDB's items are at most 400 KB, and
 * a record that does not fit is a rollback that never happens.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html
 */
import { isObject, type Json, type JsonObject } from '../../ir/json.ts'

/** In UTF-16 units. */
const longLength = 200

/** In front of a place in `texts`; a text that begins with it is put there too, so that it is never mistaken. */
const mark = '\u0001'

/** `whole`, which has no `texts`, with short texts where they were. */
export function shareTexts(whole: JsonObject): JsonObject {
  const places = new Map<string, number>()
  const short = (text: string): string => {
    if (text.length < longLength && !text.startsWith(mark)) return text
    const place = places.get(text) ?? places.size
    places.set(text, place)
    return `${mark}${place}`
  }
  const shared = everyText(whole, short)
  return { ...shared, texts: [...places.keys()] }
}

/** What `shareTexts` made, as it was. */
export function wholeTexts({ texts, ...shared }: JsonObject): JsonObject {
  const known = Array.isArray(texts) ? texts : []
  const long = (text: string): string =>
    text.startsWith(mark) ? String(known[Number(text.slice(mark.length))] ?? '') : text
  return everyText(shared, long)
}

type Change = (text: string) => string

/** Names of fields as well as values. */
const everyText = (object: JsonObject, change: Change): JsonObject =>
  Object.fromEntries(
    Object.entries(object).map(([name, value]) => [change(name), changed(value, change)]),
  )

function changed(value: Json, change: Change): Json {
  if (typeof value === 'string') return change(value)
  if (Array.isArray(value)) return value.map((inner) => changed(inner, change))
  return isObject(value) ? everyText(value, change) : value
}
