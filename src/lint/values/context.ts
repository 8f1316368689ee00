import type { Path } from '../../ir/path.ts'
import type { PlacedField, Subject } from '../subject.ts'

/** What else is certain about the events that a test looks at. Empty lists: nothing. */
export interface ValueContext {
  readonly path: Path
  readonly sources: readonly string[]
  readonly names: readonly string[]
  /** Values of `userIdentity.type`. */
  readonly types: readonly string[]
  readonly detailTypes: readonly string[]
}

export function contextOf({ rule }: Subject, { field, around }: PlacedField): ValueContext {
  const valuesOf = (path: Path) => [...(around(path) ?? [])]
  return {
    path: field.path,
    sources: valuesOf(['eventSource']),
    names: valuesOf(['eventName']),
    types: valuesOf(['userIdentity', 'type']),
    detailTypes: rule.on.detailTypes,
  }
}
