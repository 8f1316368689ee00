/**
 * Stores each long text of a record once. A plan holds one policy document many times: in `found`,
 * in `before`, in the calls and in what they set. DynamoDB's items are at most 400 KB, and a record
 * that does not fit would prevent its rollback.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html
 */
import { isObject, type Json, type JsonObject } from '../../ir/json.ts'

/** In UTF-16 units. */
const longLength = 200

/**
 * Precedes an index into `texts`. A text that begins with it is moved there too, so that it is
 * never taken for an index.
 */
const mark = '\u0001'

/** `whole`, with an index in place of each long text. It must not have a field `texts`. */
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

/** Restores what `shareTexts` made. */
export function wholeTexts({ texts, ...shared }: JsonObject): JsonObject {
  const known = Array.isArray(texts) ? texts : []
  const long = (text: string): string =>
    text.startsWith(mark) ? String(known[Number(text.slice(mark.length))] ?? '') : text
  return everyText(shared, long)
}

type Change = (text: string) => string

/** Applies `change` to names of fields as well as to values. */
const everyText = (object: JsonObject, change: Change): JsonObject =>
  Object.fromEntries(
    Object.entries(object).map(([name, value]) => [change(name), changed(value, change)]),
  )

function changed(value: Json, change: Change): Json {
  if (typeof value === 'string') return change(value)
  if (Array.isArray(value)) return value.map((inner) => changed(inner, change))
  return isObject(value) ? everyText(value, change) : value
}
