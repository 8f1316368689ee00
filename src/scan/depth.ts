import { JSON_DEPTH } from '../eventbridge/limits.ts'
import type { Json } from '../ir/json.ts'

/**
 * Whether JSON is nested deeper than `left` levels: the depth that EventBridge accepts, and that
 * recursive code can walk.
 */
export function isTooDeep(json: Json, left: number = JSON_DEPTH): boolean {
  if (typeof json !== 'object' || json === null) return false
  if (left === 0) return true
  for (const part of Array.isArray(json) ? json : Object.values(json))
    if (isTooDeep(part, left - 1)) return true
  return false
}
