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

/** The fields of a block, and one more for each path that only `same-as` names. Worked out once for each block. */
export function linked(fields: readonly Field[]): readonly LinkedField[] {
  const done = known.get(fields)
  if (done !== undefined) return done
  const paths = new Map(fields.map((field) => [pathText(field.path), field]))
  for (const { check } of fields) {
    for (const path of pathsIn(check)) {
      const key = pathText(path)
      if (!paths.has(key)) paths.set(key, { path, check: anything })
    }
  }
  const all = [...paths].map(([key, field]) => {
    const named = pathsIn(field.check).map(pathText)
    const targets = named.filter((target) => target !== key)
    return { ...field, key, targets, namesItself: targets.length < named.length }
  })
  known.set(fields, all)
  return all
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
