/**
 * Splits a block into independent blocks: the block holds if and only if all of them hold.
 *
 * Fields depend on each other if their paths pass through the same array, or by `same-as`. Fields
 * under different top-level keys share no array, because a record is no list. A field that AWS
 * documents as a single value passes through none.
 */
import { comparedPaths } from '../../ir/logic.ts'
import { pathText } from '../../ir/path.ts'
import type { Field } from '../../ir/predicate.ts'

/** Whether a path has at most one value in every event. */
export type IsSingle = (path: Field['path']) => boolean

export function independentParts(
  fields: readonly Field[],
  isSingle: IsSingle,
): readonly (readonly Field[])[] {
  const named = new Set(fields.flatMap(({ check }) => comparedPaths(check)).map(pathText))
  const isIndependent = ({ path, check }: Field) =>
    isSingle(path) && comparedPaths(check).length === 0 && !named.has(pathText(path))
  const tied = fields.filter((field) => !isIndependent(field))
  return [...fields.filter(isIndependent).map((field) => [field]), ...groups(tied)]
}

/** By first segment; parts that `same-as` links are one. */
function groups(fields: readonly Field[]): Field[][] {
  const rootOf = new Map<string, string>()
  const root = (segment: string): string => {
    const next = rootOf.get(segment)
    return next === undefined ? segment : root(next)
  }
  for (const { path, check } of fields) {
    for (const [target = ''] of comparedPaths(check)) {
      const [from, to] = [root(path[0] ?? ''), root(target)]
      if (from !== to) rootOf.set(from, to)
    }
  }
  return [...Map.groupBy(fields, ({ path }) => root(path[0] ?? '')).values()]
}
