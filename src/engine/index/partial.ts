import { comparedPaths } from '../../ir/logic.ts'
import type { Path } from '../../ir/path.ts'
import type { Predicate } from '../../ir/predicate.ts'

/**
 * A predicate with only its questions about some paths, none of which may go through an array: it
 * holds for whatever the whole holds for, so a record that fails it need not be looked at further.
 */
export function partOf(predicate: Predicate, isKnown: (path: Path) => boolean): Predicate {
  switch (predicate.kind) {
    case 'block':
      return {
        kind: 'block',
        fields: predicate.fields.filter(
          ({ path, check }) => isKnown(path) && comparedPaths(check).length === 0,
        ),
      }
    case 'all':
    case 'any':
      return { kind: predicate.kind, of: predicate.of.map((part) => partOf(part, isKnown)) }
    case 'not':
      return { kind: 'block', fields: [] }
  }
}
