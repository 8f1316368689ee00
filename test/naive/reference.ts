/**
 * The language a second time, as its definition reads and with no regard to cost: every value of
 * every path with the array elements it came through, all combinations of them, and the question
 * whether one is consistent and passes. It shares no code with the engine, so that one mistake
 * cannot hide in both.
 */
import { actorOf } from '../../src/engine/actor.ts'
import type { Event } from '../../src/ir/event.ts'
import type { Json, JsonObject, TestedValue } from '../../src/ir/json.ts'
import type { Path } from '../../src/ir/path.ts'
import type { Check, Field, Predicate } from '../../src/ir/predicate.ts'
import { passes } from './operators.ts'

/** One value a path may be given. An absent path has a single candidate, without a value. */
interface Candidate {
  readonly value: TestedValue | undefined
  /** Which element of which array: the array's own place in the event, and the index in it. */
  readonly elements: ReadonlyMap<string, number>
}

/** A candidate for each path, by `nameOf`. */
type Choice = ReadonlyMap<string, Candidate>

/** `not p` may hold if `p` need not, and must if `p` may not. */
type Question = 'may' | 'must'

const opposite = (question: Question): Question => (question === 'may' ? 'must' : 'may')

/** Whether the event may be what the predicate asks for, or must. */
export function fires(predicate: Predicate, event: Event, question: Question = 'may'): boolean {
  switch (predicate.kind) {
    case 'block':
      return blockFires(predicate.fields, event, question)
    case 'all':
      return !predicate.of.some((part) => !fires(part, event, question))
    case 'any':
      return predicate.of.some((part) => fires(part, event, question))
    case 'not':
      return !fires(predicate.of, event, opposite(question))
    case 'each':
      return objectsOf(predicate.path, event).some((element) =>
        firesInside(predicate.of, element, question),
      )
  }
}

/** In an element, `envelope` is a field like any other. */
const firesInside = (predicate: Predicate, element: JsonObject, question: Question): boolean =>
  fires(renamed(predicate), { record: { in: element }, envelope: {} }, question)

/** The same predicate about what is below `in`, so that no path starts with `envelope`. */
function renamed(predicate: Predicate): Predicate {
  switch (predicate.kind) {
    case 'block':
      return {
        kind: 'block',
        fields: predicate.fields.map(({ path, check }) => ({
          path: ['in', ...path],
          check: renamedCheck(check),
        })),
      }
    case 'all':
    case 'any':
      return { kind: predicate.kind, of: predicate.of.map(renamed) }
    case 'not':
      return { kind: 'not', of: renamed(predicate.of) }
    case 'each':
      return { ...predicate, path: ['in', ...predicate.path] }
  }
}

function renamedCheck(check: Check): Check {
  if (check.op === 'same-as') return { ...check, path: ['in', ...check.path] }
  if (check.op === 'not') return { op: 'not', of: renamedCheck(check.of) }
  if (check.op === 'any' || check.op === 'all')
    return { op: check.op, of: check.of.map(renamedCheck) }
  return check
}

/** The objects at a path, whatever arrays they are in. */
function objectsOf(path: Path, { record, envelope }: Event): JsonObject[] {
  const open = (node: Json): Json[] => (Array.isArray(node) ? node.flatMap(open) : [node])
  const objects = (nodes: Json[]): JsonObject[] =>
    nodes.flatMap(open).filter((node) => node !== null && typeof node === 'object') as JsonObject[]
  const [first, ...rest] = path
  const [start, steps] = first === 'envelope' ? [envelope, rest] : [record, path]
  return objects(
    steps.reduce<Json[]>(
      (nodes, step) =>
        objects(nodes).flatMap((node) => (Object.hasOwn(node, step) ? [node[step] as Json] : [])),
      [start],
    ),
  )
}

function blockFires(fields: readonly Field[], event: Event, question: Question): boolean {
  const documents = new Set(fields.filter(({ check }) => readsDocuments(check)).map(nameOfField))
  for (const choice of choices(pathsOf(fields), event, documents)) {
    if (fields.every(({ path, check }) => fieldHolds(path, check, choice, question))) return true
  }
  return false
}

const fieldHolds = (path: Path, check: Check, choice: Choice, question: Question): boolean =>
  checkHolds(check, choice.get(nameOf(path))?.value, choice, question)

const nameOf = (path: Path): string => JSON.stringify(path)
const nameOfField = ({ path }: Field): string => nameOf(path)

/** Whether an object at the path is a value too, which `policy` looks at as a whole. */
function readsDocuments(check: Check): boolean {
  if (check.op === 'not') return readsDocuments(check.of)
  return check.op === 'any' || check.op === 'all'
    ? check.of.some(readsDocuments)
    : check.op === 'policy'
}

/** The paths that are given a value: those with a test, and those that a test compares with. */
function pathsOf(fields: readonly Field[]): Path[] {
  const named = fields.flatMap(({ path, check }) => [path, ...comparedWith(check)])
  return [...new Map(named.map((path) => [nameOf(path), path])).values()]
}

function comparedWith(check: Check): Path[] {
  if (check.op === 'same-as') return [check.path]
  if (check.op === 'not') return comparedWith(check.of)
  return check.op === 'any' || check.op === 'all' ? check.of.flatMap(comparedWith) : []
}

/** Every combination of candidates in which no two come through different elements of one array. */
function* choices(
  paths: readonly Path[],
  event: Event,
  documents: ReadonlySet<string>,
): Generator<Choice> {
  const [path, ...rest] = paths
  if (path === undefined) {
    yield new Map()
    return
  }
  const candidates = candidatesOf(path, event, documents.has(nameOf(path)))
  for (const choice of choices(rest, event, documents)) {
    for (const candidate of candidates) {
      if ([...choice.values()].some((other) => clash(candidate, other))) continue
      yield new Map([...choice, [nameOf(path), candidate]])
    }
  }
}

const clash = (one: Candidate, other: Candidate): boolean =>
  [...one.elements].some(
    ([array, index]) => other.elements.has(array) && other.elements.get(array) !== index,
  )

function candidatesOf(path: Path, { record, envelope }: Event, isDocument: boolean): Candidate[] {
  // The actor has tests of its own: what counts here is what blocks make of a computed value.
  if (path[0] === '$') return [{ value: actorOf(record), elements: new Map() }]
  const found =
    path[0] === 'envelope'
      ? leavesOf(envelope, path.slice(1), ['envelope'], [], isDocument)
      : leavesOf(record, path, ['record'], [], isDocument)
  return found.length === 0 ? [{ value: undefined, elements: new Map() }] : found
}

function leavesOf(
  node: Json,
  path: Path,
  place: readonly (string | number)[],
  elements: readonly (readonly [string, number])[],
  isDocument: boolean,
): Candidate[] {
  if (Array.isArray(node)) {
    return node.flatMap((element, index) =>
      leavesOf(
        element,
        path,
        [...place, index],
        [...elements, [JSON.stringify(place), index] as const],
        isDocument,
      ),
    )
  }
  const [segment, ...rest] = path
  if (node === null || typeof node !== 'object') {
    return segment === undefined ? [{ value: node, elements: new Map(elements) }] : []
  }
  if (segment === undefined && isDocument)
    return [{ value: node as JsonObject, elements: new Map(elements) }]
  if (segment === undefined || !Object.hasOwn(node, segment)) return []
  return leavesOf(
    (node as JsonObject)[segment] as Json,
    rest,
    [...place, segment],
    elements,
    isDocument,
  )
}

/** `value` is undefined for an absent path. */
function checkHolds(
  check: Check,
  value: TestedValue | undefined,
  choice: Choice,
  question: Question,
): boolean {
  if (check.op === 'not') return !checkHolds(check.of, value, choice, opposite(question))
  if (check.op === 'any') return check.of.some((part) => checkHolds(part, value, choice, question))
  if (check.op === 'all')
    return !check.of.some((part) => !checkHolds(part, value, choice, question))
  if (check.op === 'exists') return check.present ? value !== undefined : value === undefined
  if (value === undefined) return false
  if (check.op === 'same-as') return choice.get(nameOf(check.path))?.value === value
  return passes(check, value, question)
}
