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
import { holds, mustKey } from './holds.ts'
import { isOmitted, type Modality, modalitiesOf, ofWholeRecord } from './modality.ts'
import { type LinkedField, linkFields } from './same-as.ts'

/** The place where paths start: an event, or an element of one, which has no envelope. */
export type Scope = Event | { readonly record: JsonObject; readonly envelope: undefined }

/**
 * Whether an event matches a predicate. Without `modality` it takes the record as whole. By hand and no
 * fold: it runs for each event and makes no lists.
 */
export function evaluate(
  predicate: Predicate,
  scope: Scope,
  modality: Modality = ofWholeRecord.may,
): boolean {
  switch (predicate.kind) {
    case 'block':
      return blockHolds(predicate.fields, scope, modality)
    case 'all':
      return predicate.of.every((part) => evaluate(part, scope, modality))
    case 'any':
      return predicate.of.some((part) => evaluate(part, scope, modality))
    case 'not':
      return !evaluate(predicate.of, scope, modality.opposite)
    case 'each':
      return (
        (modality.kind === 'may' && isOmitted(modality, predicate.path)) ||
        someElement(scope, predicate.path, (element) =>
          evaluate(predicate.of, element, ofWholeRecord[modality.kind]),
        )
      )
  }
}

/** Whether a predicate holds for certain, or may hold if CloudTrail left parts of the record out. */
export const mayHold = (predicate: Predicate, scope: Scope): boolean =>
  evaluate(predicate, scope, modalitiesIn(scope).may)

/** Whether a predicate holds for certain, with any content of what CloudTrail left out. */
export const mustHold = (predicate: Predicate, scope: Scope): boolean =>
  evaluate(predicate, scope, modalitiesIn(scope).must)

/** Nothing is left out of an element. */
const modalitiesIn = ({ record, envelope }: Scope) =>
  envelope === undefined ? ofWholeRecord : modalitiesOf(record)

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

function blockHolds(fields: readonly Field[], scope: Scope, modality: Modality): boolean {
  const present: LinkedField[] = []
  const absent = new Map<string, undefined>()
  if (modality.kind === 'must') absent.set(mustKey, undefined)
  for (const field of linkFields(fields)) {
    const isThere = field.takesObjects ? reachesAny : reaches
    if (isThere(rootOf(scope, field.path), field.path)) {
      present.push(field)
      continue
    }
    if (isOmitted(modality, field.path)) {
      if (modality.kind === 'must') return false
      continue
    }
    // A path is absent for the whole event and not for one element, so it is decided here.
    if (!holds(field.check, undefined, modality.nothingChosen)) return false
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
