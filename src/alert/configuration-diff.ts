/** Compares two configuration items of AWS Config, one line for each place that differs. */
import { isObject, isScalar, type Json, type JsonObject } from '../ir/json.ts'
import { cut } from './short-json.ts'

/** Limits: lines of a diff, UTF-16 units of a value in it, and places that are compared. */
const limits = { lines: 20, value: 120, places: 20_000 }

/**
 * The parts of an item that hold the resource's settings; all other parts change with every item.
 */
const parts = ['configuration', 'supplementaryConfiguration', 'tags'] as const

/**
 * E.g. `configuration/acl/grants/0/permission: "READ" → "WRITE"`. Limited in size, in the order of
 * the later item. https://docs.aws.amazon.com/config/latest/APIReference/API_ConfigurationItem.html
 */
export function configurationDiff(before: JsonObject, after: JsonObject): string[] {
  const was = placesOf(before)
  const is = placesOf(after)
  const lines: string[] = []
  for (const place of new Set([...is.keys(), ...was.keys()])) {
    const [old, now] = [was.get(place), is.get(place)]
    if (old !== now) lines.push(`${cut(place, limits.value)}: ${side(old)} → ${side(now)}`)
  }
  const left = lines.length - limits.lines
  return left > 0 ? [...lines.slice(0, limits.lines), `and ${left} more`] : lines
}

const side = (value: string | undefined): string =>
  value === undefined ? '(nothing)' : cut(value, limits.value)

/** Every leaf as JSON, by its place. Documents that the item contains as text are parsed. */
function placesOf(item: JsonObject): Map<string, string> {
  const places = new Map<string, string>()
  const open: [place: string, json: Json][] = parts
    .toReversed()
    .flatMap((part) =>
      Object.hasOwn(item, part) ? [[part, item[part] ?? null] as [string, Json]] : [],
    )
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const [place, json] = [next[0], parseText(next[1])]
    const inside = isScalar(json) ? [] : Object.entries(json)
    if (inside.length === 0) places.set(place, JSON.stringify(json))
    if (places.size >= limits.places) break
    for (const [key, value] of inside.toReversed()) open.push([`${place}/${key}`, value])
  }
  return places
}

/** Config stores configurations, and S3 its policies, as JSON text; IAM's are URL-encoded too. */
function parseText(json: Json): Json {
  if (typeof json !== 'string' || json.length > 500_000) return json
  const plain = json.startsWith('%7B') ? decodeUrl(json) : json
  if (!/^\s*[{[]/.test(plain)) return json
  try {
    const parsed: Json = JSON.parse(plain)
    return isObject(parsed) || Array.isArray(parsed) ? parsed : json
  } catch {
    return json
  }
}

function decodeUrl(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
