/** Paths in records: how they are written, and the values that they reach. */
import {
  isObject,
  isScalar,
  type Json,
  type JsonObject,
  type Scalar,
  type TestedValue,
} from './json.ts'

/**
 * Field names from the record down, e.g. `['userIdentity', 'type']`; `envelope` first reaches the
 * EventBridge envelope.
 */
export type Path = readonly string[]

/**
 * The path of a value that the engine computes from the whole record. An author writes `actor`. The
 * first segment distinguishes it from a field `actor` of a record: no path that an author writes
 * starts with `$`.
 */
export type ComputedPath = readonly [typeof computed, 'actor']

const computed = '$'

/** Who made the call: `actorOf` of the record. Only records of CloudTrail have one. */
export const actorPath: ComputedPath = [computed, 'actor']

export const isComputed = (path: Path): path is ComputedPath => path[0] === computed

/**
 * The path as an author writes it. A segment that is empty, or has a dot or a quote, is quoted, and
 * so is a field that is called `actor`.
 */
export function pathText(path: Path): string {
  if (isComputed(path)) return path.slice(1).join('.')
  const text = path.map(segmentText).join('.')
  return text === 'actor' ? `"${text}"` : text
}

const segmentText = (segment: string): string =>
  segment === '' || /[."\\]/.test(segment)
    ? `"${segment.replaceAll(/["\\]/g, (character) => `\\${character}`)}"`
    : segment

/**
 * One own value of an object, never of its prototype. `__proto__` and `toString` can be field
 * names.
 */
export const own = (object: JsonObject, key: string): Json | undefined =>
  Object.hasOwn(object, key) ? object[key] : undefined

/**
 * The values of all leaves that a path reaches, in document order. It goes through arrays by
 * itself. An object, an empty array and an empty object are not leaves. `null` is a leaf.
 */
export function leaves(from: Json | undefined, path: Path): Scalar[] {
  const found: Scalar[] = []
  visit(from, path, 0, (end) => {
    if (isScalar(end)) found.push(end)
    return false
  })
  return found
}

/** The same with the objects at the end of the path, empty ones too, for checks of policy documents. */
export function leavesAndObjects(from: Json | undefined, path: Path): TestedValue[] {
  const found: TestedValue[] = []
  visit(from, path, 0, (end) => {
    if (isScalar(end) || isObject(end)) found.push(end)
    return false
  })
  return found
}

/**
 * Whatever is at the end of a path, objects included, in document order. Like `leaves` it goes
 * through arrays by itself, also at the end of the path.
 */
export function nodesAt(from: Json | undefined, path: Path): Json[] {
  if (from === undefined) return []
  if (Array.isArray(from)) return [...elements(from)].flatMap((each) => nodesAt(each, path))
  const [segment, ...rest] = path
  if (segment === undefined) return [from]
  return isObject(from) ? nodesAt(own(from, segment), rest) : []
}

/** Whether a path reaches any leaf. A path that reaches none is *absent*. */
export const reaches = (from: Json | undefined, path: Path): boolean =>
  visit(from, path, 0, isScalar)

/** Whether a path reaches a leaf or an object. */
export const reachesAny = (from: Json | undefined, path: Path): boolean =>
  visit(from, path, 0, () => true)

/** Calls `take` for each leaf and object at the end of a path until it returns true. Returns whether it did. */
function visit(
  node: Json | undefined,
  path: Path,
  depth: number,
  take: (end: Json) => boolean,
): boolean {
  if (node === undefined) return false
  if (Array.isArray(node)) {
    for (const element of elements(node)) if (visit(element, path, depth, take)) return true
    return false
  }
  const segment = path[depth]
  if (segment === undefined) return take(node)
  return isObject(node) && visit(own(node, segment), path, depth + 1, take)
}

/** Whether some object that a path reaches passes. It goes through arrays, also at its end. */
export function someObject(
  from: Json | undefined,
  path: Path,
  passes: (object: JsonObject) => boolean,
): boolean {
  const reached = (node: Json | undefined, depth: number): boolean => {
    if (Array.isArray(node)) {
      for (const element of elements(node)) if (reached(element, depth)) return true
      return false
    }
    const segment = path[depth]
    if (!isObject(node)) return false
    return segment === undefined ? passes(node) : reached(own(node, segment), depth + 1)
  }
  return reached(from, 0)
}

/**
 * The elements of an array, with nested arrays flattened. It uses an explicit stack: the event
 * decides how deep arrays nest, and a deep one must not end the process.
 */
export function* elements(array: readonly Json[]): Generator<Json> {
  const open = [array.values()]
  for (let top = open.at(-1); top !== undefined; top = open.at(-1)) {
    const { done, value } = top.next()
    if (done) open.pop()
    else if (Array.isArray(value)) open.push(value.values())
    else yield value
  }
}
