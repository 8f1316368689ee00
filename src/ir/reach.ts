/** Values deep in JSON of any shape: whoever made an event decides what it holds. */
import { isObject, type Json, type JsonObject } from '../ir/json.ts'

/** What stands at the end of the names; of a list on the way, its first element is gone through. */
export function at(json: Json | undefined, ...names: readonly string[]): Json | undefined {
  let here = json
  for (const name of names) {
    const object = Array.isArray(here) ? (here[0] as Json | undefined) : here
    here = isObject(object) && Object.hasOwn(object, name) ? object[name] : undefined
  }
  return here
}

/** Null for everything that is no text, and for an empty one. */
export function textAt(json: Json | undefined, ...names: readonly string[]): string | null {
  const found = at(json, ...names)
  return typeof found === 'string' && found !== '' ? found : null
}

export function numberAt(json: Json | undefined, ...names: readonly string[]): number | null {
  const found = at(json, ...names)
  return typeof found === 'number' ? found : null
}

/** The objects of a list, or the one that stands in its place. */
export function objectsAt(json: Json | undefined, ...names: readonly string[]): JsonObject[] {
  const found = at(json, ...names)
  return (Array.isArray(found) ? (found as readonly Json[]) : [found]).filter(isObject)
}
