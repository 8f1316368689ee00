/** Reduces a predicate to its tests of a few paths, to reject most records before they are parsed. */
import { widerInBlocks } from '../../ir/in-blocks.ts'
import { comparedPaths, foldPredicate } from '../../ir/logic.ts'
import type { Path } from '../../ir/path.ts'
import type { Predicate } from '../../ir/predicate.ts'

/**
 * A predicate with only its tests of some paths, none of which may go through an array. It holds for
 * each record for which the whole predicate holds. A record that fails it matches nothing.
 */
export const partOf = (predicate: Predicate, isKnown: (path: Path) => boolean): Predicate =>
  foldPredicate<Predicate>(widerInBlocks(predicate), {
    leaf: ({ fields }) => ({
      kind: 'block',
      fields: fields.filter(
        ({ path, check }) => isKnown(path) && comparedPaths(check).length === 0,
      ),
    }),
    all: (of) => ({ kind: 'all', of }),
    any: (of) => ({ kind: 'any', of }),
    not: () => ({ kind: 'block', fields: [] }),
  })
