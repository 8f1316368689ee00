/**
 * Decides whether an event matches a predicate. This file defines the meaning of the language: the
 * indexed matcher and the compiled outputs are correct if they agree with it.
 */
import type { Event } from '../ir/event.ts'
import type { Json, JsonObject, Scalar, TestedValue } from '../ir/json.ts'
import {
  isComputed,
  leaves,
  leavesAndObjects,
  type Path,
  reaches,
  reachesAny,
  someObject,
} from '../ir/path.ts'
import type { Field, Predicate } from '../ir/predicate.ts'
import { actorOf } from './actor.ts'
import { canChoose } from './choose.ts'
import { holds } from './holds.ts'
import { type LinkedField, linkFields } from './same-as.ts'

/** The place where paths start: an event, or an element of one, which has no envelope. */
export type Scope = Event | { readonly record: JsonObject; readonly envelope: undefined }

/** Whether an event matches a predicate. By hand and no fold: it runs for each event and makes no lists. */
export function evaluate(predicate: Predicate, scope: Scope): boolean {
  switch (predicate.kind) {
    case 'block':
      return blockHolds(predicate.fields, scope)
    case 'all':
      return predicate.of.every((part) => evaluate(part, scope))
    case 'any':
      return predicate.of.some((part) => evaluate(part, scope))
    case 'not':
      return !evaluate(predicate.of, scope)
    case 'each':
      return someElement(scope, predicate.path, (element) => evaluate(predicate.of, element))
  }
}

/** Whether some element at a path passes: an object in an array, or a single object. */
export const someElement = (
  scope: Scope,
  path: Path,
  passes: (element: Scope) => boolean,
): boolean =>
  someObject(rootOf(scope, path), path, (record) => passes({ record, envelope: undefined }))

/** The values of all leaves that a path reaches; empty if it is absent. `envelope.…` starts at the envelope, and `actor` is computed. */
export const valuesOf = (scope: Scope, path: Path): Scalar[] => leaves(rootOf(scope, path), path)

/** The same with objects, for a check of policy documents. */
export const documentsAt = (scope: Scope, path: Path): TestedValue[] =>
  leavesAndObjects(rootOf(scope, path), path)

/** Where a path starts: at the record, above the envelope, or above what is computed. */
export function rootOf({ record, envelope }: Scope, path: Path): Json {
  if (path[0] === 'envelope' && envelope !== undefined) return { envelope }
  return isComputed(path) ? computedIn(record) : record
}

const computedIn = (record: JsonObject): JsonObject => ({ $: { actor: actorOf(record) } })

const nothingChosen: ReadonlyMap<string, undefined> = new Map()

function blockHolds(fields: readonly Field[], scope: Scope): boolean {
  const present: LinkedField[] = []
  const absent = new Map<string, undefined>()
  for (const field of linkFields(fields)) {
    const isThere = field.takesObjects ? reachesAny : reaches
    if (isThere(rootOf(scope, field.path), field.path)) {
      present.push(field)
      continue
    }
    // A path is absent for the whole event and not for one element, so it is decided here.
    if (!holds(field.check, undefined, nothingChosen)) return false
    absent.set(field.key, undefined)
  }
  return present.length === 0 || canChoose(commonRoot(scope, present), present, absent)
}

/** An object that all of the paths start at. */
function commonRoot({ record, envelope }: Scope, fields: readonly LinkedField[]): JsonObject {
  const looksAtEnvelope =
    envelope !== undefined && fields.some(({ path }) => path[0] === 'envelope')
  const looksAtComputed = fields.some(({ path }) => isComputed(path))
  if (!looksAtEnvelope && !looksAtComputed) return record
  return {
    ...record,
    ...(looksAtEnvelope ? { envelope } : {}),
    ...(looksAtComputed ? computedIn(record) : {}),
  }
}
