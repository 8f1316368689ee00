/** Reads values deep in JSON of any shape. The sender of an event decides its shape. */
import { isObject, type Json, type JsonObject } from '../ir/json.ts'

/** The value at a path of names. Of a list on the path, it follows the first element. */
export function at(json: Json | undefined, ...names: readonly string[]): Json | undefined {
  let here = json
  for (const name of names) {
    const object = Array.isArray(here) ? (here[0] as Json | undefined) : here
    here = isObject(object) && Object.hasOwn(object, name) ? object[name] : undefined
  }
  return here
}

/** The text at a path of names. Null if the value is not text, or is empty. */
export function textAt(json: Json | undefined, ...names: readonly string[]): string | null {
  const found = at(json, ...names)
  return typeof found === 'string' && found !== '' ? found : null
}

/** The number at a path of names. Null if the value is not a number. */
export function numberAt(json: Json | undefined, ...names: readonly string[]): number | null {
  const found = at(json, ...names)
  return typeof found === 'number' ? found : null
}

/** The objects of the list at a path of names, or the single object in its place. */
export function objectsAt(json: Json | undefined, ...names: readonly string[]): JsonObject[] {
  const found = at(json, ...names)
  return (Array.isArray(found) ? (found as readonly Json[]) : [found]).filter(isObject)
}
