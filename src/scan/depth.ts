import { JSON_DEPTH } from '../eventbridge/limits.ts'
import type { Json } from '../ir/json.ts'

/** Whether JSON is nested deeper than EventBridge takes an event, and than recursion over it can go. */
export function isTooDeep(json: Json, left: number = JSON_DEPTH): boolean {
  if (typeof json !== 'object' || json === null) return false
  if (left === 0) return true
  for (const part of Array.isArray(json) ? json : Object.values(json))
    if (isTooDeep(part, left - 1)) return true
  return false
}
