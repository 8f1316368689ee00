/**
 * The kind of an event is its `eventSource` and `eventName`. Most rules say which kinds they are
 * about, so an event is held against the rules of its kind and the few that do not say.
 */
import type { Event } from '../../ir/event.ts'
import type { Path } from '../../ir/path.ts'
import type { Check, Predicate } from '../../ir/predicate.ts'
import { partOf } from './partial.ts'

/** A kind that a rule asks for, as far as it says. */
export interface Key {
  readonly source?: string
  readonly name?: string
}

export const isKindPath = (path: Path): boolean =>
  path.length === 1 && (path[0] === 'eventSource' || path[0] === 'eventName')

/** Whether source and name of an event are texts or absent. CloudTrail writes no other. */
export const hasKind = ({ record: { eventSource, eventName } }: Event): boolean =>
  (eventSource === undefined || typeof eventSource === 'string') &&
  (eventName === undefined || typeof eventName === 'string')

/** More keys than this and a rule is better found through what else it asks. */
const mostKeys = 256

/** The kinds of which every event that the predicate holds for is one; `[{}]` where it may be any. */
export function keysOf(predicate: Predicate): readonly Key[] {
  switch (predicate.kind) {
    case 'block': {
      const texts = (name: string) =>
        predicate.fields.find(({ path }) => path.length === 1 && path[0] === name)
      const sources = textsOf(texts('eventSource')?.check)
      const names = textsOf(texts('eventName')?.check)
      const keys = (sources ?? [undefined]).flatMap((source) =>
        (names ?? [undefined]).map((name) => ({
          ...(source === undefined ? {} : { source }),
          ...(name === undefined ? {} : { name }),
        })),
      )
      return keys.length > mostKeys ? anyKind : keys
    }
    case 'all':
      return predicate.of.map(keysOf).reduce(narrower, anyKind)
    case 'any': {
      const keys = predicate.of.flatMap(keysOf)
      const isOpen = keys.some(({ source, name }) => source === undefined && name === undefined)
      return isOpen || keys.length > mostKeys ? anyKind : keys
    }
    case 'not':
      return anyKind
  }
}

const anyKind: readonly Key[] = [{}]

const narrower = (one: readonly Key[], other: readonly Key[]): readonly Key[] =>
  breadth(other) < breadth(one) ? other : one

/** Fewer is narrower, and a name without a source, or the other way round, is broad. */
const breadth = (keys: readonly Key[]): number =>
  keys.reduce(
    (sum, { source, name }) =>
      sum +
      (source !== undefined && name !== undefined
        ? 1
        : name !== undefined
          ? 2
          : source !== undefined
            ? 1000
            : 1e6),
    0,
  )

/** The texts of which a value must be one; undefined where it may be others. */
function textsOf(check: Check | undefined): readonly string[] | undefined {
  if (check === undefined) return undefined
  switch (check.op) {
    case 'equals':
      return typeof check.value === 'string' ? [check.value] : undefined
    case 'any': {
      const each = check.of.map(textsOf)
      return each.every((texts) => texts !== undefined) ? [...new Set(each.flat())] : undefined
    }
    case 'all':
      return check.of.map(textsOf).find((texts) => texts !== undefined)
    default:
      return undefined
  }
}

/** A predicate with only its questions about the kind. */
export const kindPart = (predicate: Predicate): Predicate => partOf(predicate, isKindPath)

/** Whether a predicate asks anything about the kind where it must hold. */
export function asksKind(predicate: Predicate): boolean {
  switch (predicate.kind) {
    case 'block':
      return predicate.fields.some(({ path }) => isKindPath(path))
    case 'all':
      return predicate.of.some(asksKind)
    case 'any':
      return predicate.of.length > 0 && predicate.of.every(asksKind)
    case 'not':
      return false
  }
}
