/**
 * The places of a record that can have lists, as AWS documents them. They decide which tests can be
 * combined in one pattern.
 */
import { observations } from './detail-types.ts'
import { type FieldTree, recordFields } from './record-fields.ts'

/** Fields that AWS documents as lists, unlike their neighbours. */
const lists = new Set(['resources', 'updatedFields', 'scopes'])

/**
 * The number of segments of a path before the first place that can have a list. It is infinite if
 * the field has at most one value. The parts that each service fills (`requestParameters` and the
 * like) are objects themselves, and below them anything is possible.
 */
export type ListsFrom = (path: readonly string[]) => number

/** For rules that look at events of some detail-types. */
export function listsFromFor(detailTypes: readonly string[]): ListsFrom {
  const [first] = detailTypes
  const kind = Object.entries(observations).find(([, observed]) =>
    (observed.detailTypes as readonly string[]).some((detailType) => detailType === first),
  )
  const tree = recordFields.get(kind?.[0] ?? '')
  // A computed value is one.
  return (path) =>
    path[0] === '$'
      ? Number.POSITIVE_INFINITY
      : listsFrom(path, path[0] === 'envelope' ? recordFields.get('cloudtrail') : tree)
}

function listsFrom(path: readonly string[], tree: FieldTree | undefined): number {
  let at: FieldTree | '*' | undefined = tree
  for (const [index, segment] of path.entries()) {
    if (at === '*' || at === undefined || !Object.hasOwn(at, segment) || lists.has(segment))
      return index
    at = at[segment]
  }
  return Number.POSITIVE_INFINITY
}
