/**
 * The kind of an event is its `eventSource` and `eventName`. Most rules name the kinds they are about,
 * so an event is compared with the rules of its kind, and with the few that name none.
 */
import type { Event } from '../../ir/event.ts'
import { widerInBlocks } from '../../ir/in-blocks.ts'
import { foldPredicate } from '../../ir/logic.ts'
import { namedTexts } from '../../ir/named-values.ts'
import type { Path } from '../../ir/path.ts'
import type { Field, Predicate } from '../../ir/predicate.ts'
import { partOf } from './partial.ts'

/** A kind that a rule names; a rule may name only the source, or only the name. */
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

/** A rule with more keys than this is better found by its other tests. */
const maxKeys = 256

/** Every event that matches the predicate has one of these kinds; `[{}]` if it may have any. */
export const keysOf = (predicate: Predicate): readonly Key[] =>
  foldPredicate<readonly Key[]>(widerInBlocks(predicate), {
    leaf: ({ fields }) => {
      const sources = textsOf(fields, 'eventSource')
      const names = textsOf(fields, 'eventName')
      const keys = (sources ?? [undefined]).flatMap((source) =>
        (names ?? [undefined]).map((name) => ({
          ...(source === undefined ? {} : { source }),
          ...(name === undefined ? {} : { name }),
        })),
      )
      return keys.length > maxKeys ? anyKind : keys
    },
    all: (of) => of.reduce(narrower, anyKind),
    any: (of) => {
      const keys = of.flat()
      const isOpen = keys.some(({ source, name }) => source === undefined && name === undefined)
      return isOpen || keys.length > maxKeys ? anyKind : keys
    },
    not: () => anyKind,
  })

/** The texts of which a field of the record must be one; undefined where it may be others. */
function textsOf(fields: readonly Field[], name: string): readonly string[] | undefined {
  const field = fields.find(({ path }) => path.length === 1 && path[0] === name)
  return field && namedTexts(field.check)
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

/** A predicate with only its tests of the kind. */
export const kindPart = (predicate: Predicate): Predicate => partOf(predicate, isKindPath)

/** Whether a predicate tests the kind where it must hold. */
export const testsKind = (predicate: Predicate): boolean =>
  foldPredicate(widerInBlocks(predicate), {
    leaf: ({ fields }) => fields.some(({ path }) => isKindPath(path)),
    all: (of) => of.some(Boolean),
    any: (of) => of.length > 0 && of.every(Boolean),
    not: () => false,
  })
