import { JSONPath } from 'jsonpath-plus'
import type { Json, JsonObject, Scalar } from '../ir/json.ts'

/**
 * The plain values a JSONPath reaches, arrays opened. Rule authors name fields, not programs: with
 * evaluation on, this library has had four remote code executions, so it is never on.
 */
export const pick = (path: string, json: JsonObject): Scalar[] =>
  reached(path, json)
    .flat(4)
    .filter((value): value is Scalar => typeof value !== 'object' || value === null)

/** `..` goes down as deep as an event was nested, which may be deeper than the stack: then it finds nothing. */
function reached(path: string, json: JsonObject): Json[] {
  try {
    return (JSONPath({ path, json, eval: false, wrap: true }) as Json[] | undefined) ?? []
  } catch (error) {
    if (error instanceof RangeError) return []
    throw error
  }
}
