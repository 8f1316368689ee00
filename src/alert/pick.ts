import { JSONPath } from 'jsonpath-plus'
import type { Json, JsonObject, Scalar } from '../ir/json.ts'
import { straightKeys } from '../ir/template.ts'

/**
 * The plain values a JSONPath reaches, arrays opened. Rule authors name fields, not programs: with
 * evaluation on, this library has had four remote code executions, so it is never on.
 *
 * A path that goes straight to a value needs no library: a function whose rules have no others is
 * deployed without it (src/ruleset/needs.ts).
 */
export function pick(path: string, json: JsonObject): Scalar[] {
  const keys = straightKeys(path)
  const found = keys === undefined ? reached(path, json) : straight(keys, json)
  return found
    .flat(4)
    .filter((value): value is Scalar => typeof value !== 'object' || value === null)
}

/** As the library finds it, where a text has places and a length. */
function straight(keys: readonly string[], json: JsonObject): Json[] {
  let value: Json = json
  for (const key of keys) {
    if (!value || !Object.hasOwn(value as object, key)) return []
    value = (value as JsonObject)[key] as Json
  }
  return [value]
}

/** `..` goes down as deep as an event was nested, which may be deeper than the stack: then it finds nothing. */
function reached(path: string, json: JsonObject): Json[] {
  try {
    return (JSONPath({ path, json, eval: false, wrap: true }) as Json[] | undefined) ?? []
  } catch (error) {
    if (error instanceof RangeError) return []
    throw error
  }
}
