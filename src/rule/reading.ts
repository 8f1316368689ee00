import type { FieldTree } from '../aws/record-fields.ts'
import type { Diagnostic, Span } from '../diagnostics/diagnostic.ts'
import type { ScalarNode } from '../diagnostics/node.ts'

/** The lists of `tripline.yaml`, for `${lists.name}`. */
export interface Lists {
  /** Whether there was a tripline.yaml at all; it decides what an unknown list is told. */
  readonly configFound: boolean
  /** By name; undefined for one that is no list. */
  readonly values: ReadonlyMap<string, readonly ScalarNode[] | undefined>
  /** Whether a mistake in tripline.yaml hides which lists there are. */
  readonly unreadable?: boolean
}

export const noLists: Lists = { configFound: false, values: new Map() }
export const unreadableLists: Lists = { ...noLists, configFound: true, unreadable: true }

/** Where a part of the middle form was written, and the name it was written under. */
export interface Origin {
  readonly span: Span
  /** `is: by-root` and the like: what the author wrote in place of the block. */
  readonly label?: string
}

/** The middle form carries no places; whoever wants to point at a clause looks it up here. */
export type Origins = WeakMap<object, Origin>

/** What the readers of one file share. Problems are reported and reading goes on, so that an author hears all of them at once. */
export interface Reading {
  readonly file: string
  readonly lists: Lists
  readonly origins: Origins
  report(diagnostic: Diagnostic): void
}

/** Reading a block also needs to know whose fields it names. */
export interface BlockReading extends Reading {
  /** The documented fields of the records it looks at, where there are any. */
  readonly fields: FieldTree | undefined
}

/** The reading of one rule or exception, which is given up when an error is told in it. */
export function readingOfOne(
  reading: Reading,
  fields: FieldTree | undefined,
): BlockReading & { isSound(): boolean } {
  let sound = true
  return {
    ...reading,
    fields,
    report(diagnostic) {
      if (diagnostic.level === 'error') sound = false
      reading.report(diagnostic)
    },
    isSound: () => sound,
  }
}
