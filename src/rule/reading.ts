/**
 * The state that the readers of one file share: the lists and conditions it may use, and the
 * problems found.
 */
import type { FieldTree } from '../aws/record-fields.ts'
import type { Diagnostic, Span } from '../diagnostics/diagnostic.ts'
import type { ScalarNode } from '../diagnostics/node.ts'
import type { Path } from '../ir/path.ts'

/** The lists of `tripline.yaml`, for `${lists.name}`. */
export interface Lists {
  /** Whether a tripline.yaml was given. The message about an unknown list depends on it. */
  readonly configFound: boolean
  /** By name. The value is undefined if it is not a list. */
  readonly values: ReadonlyMap<string, readonly ScalarNode[] | undefined>
  /** Whether a mistake in tripline.yaml keeps the lists from being read. */
  readonly unreadable?: boolean
}

export const noLists: Lists = { configFound: false, values: new Map() }
export const unreadableLists: Lists = { ...noLists, configFound: true, unreadable: true }

/** The place where a part of the middle form was written, and its name there. */
export interface Origin {
  readonly span: Span
  /** The text that the author wrote instead of the block, such as `is: by-root`. */
  readonly label?: string
}

/** The places of the parts of the middle form, by object. The middle form itself has no places. */
export type Origins = WeakMap<object, Origin>

/**
 * The context that the readers of one file share. They report a problem and go on, so that an
 * author sees all problems at once.
 */
export interface Reading {
  readonly file: string
  readonly lists: Lists
  readonly origins: Origins
  report(diagnostic: Diagnostic): void
}

/** The context for blocks, which also need the fields of the records. */
export interface BlockReading extends Reading {
  /** The documented fields of the records. Undefined if they are not known. */
  readonly fields: FieldTree | undefined
  /** Inside `each`: the path of the elements, at which all paths start. */
  readonly element?: Path
  /**
   * Whether `actor` is computed: for calls and Insights of CloudTrail. The records of other kinds may
   * have a field of this name.
   */
  readonly hasActor: boolean
}

/** The context for one rule or exception. `isSound` is false once an error was reported in it. */
export function readingOfOne(
  reading: Reading,
  fields: FieldTree | undefined,
): BlockReading & { isSound(): boolean } {
  let sound = true
  return {
    ...reading,
    fields,
    hasActor: fields !== undefined && ('userIdentity' in fields || 'insightDetails' in fields),
    report(diagnostic) {
      if (diagnostic.level === 'error') sound = false
      reading.report(diagnostic)
    },
    isSound: () => sound,
  }
}
