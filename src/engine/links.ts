import { pathText } from '../ir/path.ts'
import type { Check, Field } from '../ir/predicate.ts'

/** A field of a block with the other fields its value is compared with. */
export interface LinkedField extends Field {
  /** The path as text: what a chosen value is remembered under. */
  readonly key: string
  /** Keys of the fields that `same-as` in this field's check names. */
  readonly targets: readonly string[]
  /** Whether `same-as` names the field's own path. */
  readonly namesItself: boolean
}

/** Passes for any value and for an absent path: a path named by `same-as` that has no test of its own. */
const anything: Check = { op: 'all', of: [] }

const known = new WeakMap<readonly Field[], readonly LinkedField[]>()

/** The fields of a block, one for each path, and one more for each path that only `same-as` names. Worked out once for each block. */
export function linked(fields: readonly Field[]): readonly LinkedField[] {
  const done = known.get(fields)
  if (done !== undefined) return done
  const paths = new Map<string, Field>()
  for (const field of fields) {
    const key = pathText(field.path)
    const twin = paths.get(key)
    // Two tests of one path are about one value.
    const check: Check = twin ? { op: 'all', of: [twin.check, field.check] } : field.check
    paths.set(key, { path: field.path, check })
  }
  for (const path of fields.flatMap(({ check }) => pathsIn(check))) {
    const key = pathText(path)
    if (!paths.has(key)) paths.set(key, { path, check: anything })
  }
  const all = [...paths.values()].map(linkedField)
  known.set(fields, all)
  return all
}

/** The same field with its links worked out, also after its check was replaced. */
export function linkedField({ path, check }: Field): LinkedField {
  const key = pathText(path)
  const named = pathsIn(check).map(pathText)
  const targets = named.filter((target) => target !== key)
  return { path, check, key, targets, namesItself: targets.length < named.length }
}

/** The paths that `same-as` names in a check. */
export function pathsIn(check: Check): Field['path'][] {
  switch (check.op) {
    case 'any':
    case 'all':
      return check.of.flatMap(pathsIn)
    case 'not':
      return pathsIn(check.of)
    case 'same-as':
      return [check.path]
    default:
      return []
  }
}

/** The fields that a check cannot hold without being equal to. */
export function equalTo(check: Check): string[] {
  if (check.op === 'same-as') return [pathText(check.path)]
  return check.op === 'all' ? check.of.flatMap(equalTo) : []
}

/**
 * The checks of which one must hold, where `same-as` is among alternatives: each is easier to meet
 * than all of them at once. The check alone where it is not.
 */
export function waysOf(check: Check): readonly Check[] {
  if (pathsIn(check).length === 0) return [check]
  if (check.op === 'any') return check.of.flatMap(waysOf)
  if (check.op === 'not') return waysOfOpposite(check.of)
  if (check.op !== 'all') return [check]
  return check.of.reduce<readonly Check[]>(
    (ways, part) =>
      ways.flatMap((way) => waysOf(part).map((more): Check => ({ op: 'all', of: [way, more] }))),
    [{ op: 'all', of: [] }],
  )
}

function waysOfOpposite(check: Check): readonly Check[] {
  if (check.op === 'not') return waysOf(check.of)
  const opposite = (part: Check): Check => ({ op: 'not', of: part })
  if (check.op === 'any') return waysOf({ op: 'all', of: check.of.map(opposite) })
  if (check.op === 'all') return waysOf({ op: 'any', of: check.of.map(opposite) })
  return [opposite(check)]
}
