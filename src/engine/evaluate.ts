/**
 * Decides whether an event matches a predicate. This file defines the meaning of the language: the
 * indexed matcher and the compiled outputs are correct if they agree with it.
 */
import type { Event } from '../ir/event.ts'
import type { Json, Scalar } from '../ir/json.ts'
import { leaves, type Path, reaches } from '../ir/path.ts'
import type { Field, Predicate } from '../ir/predicate.ts'
import { canChoose } from './choose.ts'
import { holds } from './holds.ts'
import { type LinkedField, linkFields } from './same-as.ts'

/** Whether an event matches a predicate. By hand and no fold: it runs for each event and makes no lists. */
export function evaluate(predicate: Predicate, event: Event): boolean {
  switch (predicate.kind) {
    case 'block':
      return blockHolds(predicate.fields, event)
    case 'all':
      return predicate.of.every((part) => evaluate(part, event))
    case 'any':
      return predicate.of.some((part) => evaluate(part, event))
    case 'not':
      return !evaluate(predicate.of, event)
  }
}

/** The values of all leaves that a path reaches; empty if it is absent. `envelope.…` starts at the envelope. */
export const valuesOf = (event: Event, path: Path): Scalar[] => leaves(rootOf(event, path), path)

const rootOf = (event: Event, path: Path): Json =>
  path[0] === 'envelope' ? { envelope: event.envelope } : event.record

const nothingChosen: ReadonlyMap<string, undefined> = new Map()

function blockHolds(fields: readonly Field[], event: Event): boolean {
  const present: LinkedField[] = []
  const absent = new Map<string, undefined>()
  for (const field of linkFields(fields)) {
    if (reaches(rootOf(event, field.path), field.path)) {
      present.push(field)
      continue
    }
    // A path is absent for the whole event and not for one element, so it is decided here.
    if (!holds(field.check, undefined, nothingChosen)) return false
    absent.set(field.key, undefined)
  }
  const looksAtEnvelope = present.some(({ path }) => path[0] === 'envelope')
  const root = looksAtEnvelope ? { ...event.record, envelope: event.envelope } : event.record
  return present.length === 0 || canChoose(root, present, absent)
}
