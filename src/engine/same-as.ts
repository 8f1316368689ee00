/** Finds the fields of a block that `same-as` compares with each other. */
import { disjuncts } from '../ir/disjuncts.ts'
import {
  type Conjunction,
  coarseNormalForm,
  comparedPaths,
  type Literal,
  readsObjects,
} from '../ir/logic.ts'
import { pathText } from '../ir/path.ts'
import type { Check, Field } from '../ir/predicate.ts'

/** A field of a block with the other fields its value is compared with. */
export interface LinkedField extends Field {
  /** The path as text: the key of a chosen value. */
  readonly key: string
  /** Whether an object at the end of the path is a value: the check reads policy documents. */
  readonly takesObjects: boolean
  /** Keys of the fields that `same-as` in this field's check names. */
  readonly targets: readonly string[]
  /** Whether `same-as` names the field's own path. */
  readonly namesItself: boolean
  /** Keys of fields that the value must equal for the check to hold. Empty if there are alternatives. */
  readonly equalTo: readonly string[]
  /** If `same-as` is among alternatives: fields of which one must hold, each with fewer comparisons. */
  readonly alternatives: readonly LinkedField[]
}

/** Passes for any value and for an absent path: a path named by `same-as` that has no test of its own. */
const anything: Check = { op: 'all', of: [] }

const known = new WeakMap<readonly Field[], readonly LinkedField[]>()

/** The fields of a block, one for each path, and one for each path that only `same-as` names. Computed once for each block. */
export function linkFields(fields: readonly Field[]): readonly LinkedField[] {
  const done = known.get(fields)
  if (done !== undefined) return done
  const paths = new Map<string, Field>()
  for (const field of fields) {
    const key = pathText(field.path)
    const sameField = paths.get(key)
    // Two tests of one path are about one value.
    const check: Check = sameField ? { op: 'all', of: [sameField.check, field.check] } : field.check
    paths.set(key, { path: field.path, check })
  }
  for (const path of fields.flatMap(({ check }) => comparedPaths(check))) {
    const key = pathText(path)
    if (!paths.has(key)) paths.set(key, { path, check: anything })
  }
  const all = [...paths.values()].map(linkField)
  known.set(fields, all)
  return all
}

/** A check with more alternatives is searched as a whole, which gives the same result more slowly. */
const limit = { maxConjunctions: 10_000, maxLiterals: 100_000 }

function linkField({ path, check }: Field): LinkedField {
  const takesObjects = readsObjects(check)
  const whole: LinkedField = {
    ...fieldWith(path, check),
    takesObjects,
    equalTo: [],
    alternatives: [],
  }
  if (whole.targets.length === 0) return whole
  const found = disjuncts(coarseNormalForm(check, comparesNothing), limit) ?? []
  const fields = found.map((literals) => ({ ...conjunctionField(path, literals), takesObjects }))
  const [only] = fields
  return only !== undefined && fields.length === 1
    ? { ...whole, equalTo: only.equalTo }
    : { ...whole, alternatives: fields }
}

/** Checks that compare nothing stay whole: their alternatives make no search easier. */
const comparesNothing = (check: Check): check is Check => comparedPaths(check).length === 0

const conjunctionField = (path: Field['path'], literals: Conjunction<Check>) => ({
  ...fieldWith(path, { op: 'all', of: literals.map(literalCheck) }),
  equalTo: literals.flatMap(({ leaf, negated }) =>
    leaf.op === 'same-as' && !negated ? [pathText(leaf.path)] : [],
  ),
  alternatives: [],
})

const literalCheck = ({ leaf, negated }: Literal<Check>): Check =>
  negated ? { op: 'not', of: leaf } : leaf

function fieldWith(path: Field['path'], check: Check) {
  const key = pathText(path)
  const named = comparedPaths(check).map(pathText)
  const targets = named.filter((target) => target !== key)
  return { path, check, key, targets, namesItself: targets.length < named.length }
}
