import { JSONPath } from 'jsonpath-plus'
import type { Json, JsonObject, Scalar } from '../ir/json.ts'

/**
 * The plain values a JSONPath reaches, arrays opened. Rule authors name fields, not programs: with
 * evaluation on, this library has had four remote code executions, so it is never on.
 */
export function pick(path: string, json: JsonObject): Scalar[] {
  const found = JSONPath({ path, json, eval: false, wrap: true }) as Json[] | undefined
  return (found ?? [])
    .flat(4)
    .filter((value): value is Scalar => typeof value !== 'object' || value === null)
}
