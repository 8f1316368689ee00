/** Finds tests that EventBridge cannot combine, because two fields must come from one element of a list. */
import type { ListsFrom } from '../../aws/single-values.ts'
import {
  absentFromAll,
  listInside,
  sameElementOnly,
} from '../../diagnostics/catalogue/backends/event-pattern.ts'
import type { Json } from '../../ir/json.ts'
import type { Path } from '../../ir/path.ts'
import type { Conjunction } from './conjunction.ts'
import { shareList } from './normal-form.ts'

/** The residual of a field whose value must come from the same list element as that of another field. */
export function tiedResidual(
  { path, any }: { path: Path; any: readonly Json[] | undefined },
  conjunction: Conjunction,
  listsFrom: ListsFrom,
): string | undefined {
  const others = conjunction.filter((other) => other.path !== path)
  if (!others.some((other) => shareList(path, other.path, listsFrom))) return undefined
  if (others.some((other) => isInside(path, other.path) || isInside(other.path, path)))
    return listInside
  if (any === undefined) return sameElementOnly
  const absent = any.some((matcher) => JSON.stringify(matcher) === '{"exists":false}')
  return absent ? absentFromAll : undefined
}

const isInside = (one: Path, other: Path): boolean =>
  one.every((segment, index) => segment === other[index])
