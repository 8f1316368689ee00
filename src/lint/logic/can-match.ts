/**
 * Whether a predicate is satisfiable: whether some event matches it. As in `canHold`, "no" is
 * certain, and "yes" means that no contradiction was found.
 */
import { type Block, type Conjunction, comparedPaths, leavesOf } from '../../ir/logic.ts'
import { pathText } from '../../ir/path.ts'
import type { Check, Field, Predicate } from '../../ir/predicate.ts'
import { canHold, impliesCheck, needsAbsence, needsValue } from './can-hold.ts'
import { disjunctsOf } from './disjuncts.ts'
import type { IsSingle } from './parts.ts'

export function canMatch(predicate: Predicate, isSingle: IsSingle): boolean {
  const found = disjunctsOf(predicate, isSingle)
  return found === undefined || found.some((literals) => isPossible(literals, isSingle))
}

/** Whether every event that matches the one surely matches the other. */
export const implies = (one: Predicate, other: Predicate, isSingle: IsSingle): boolean =>
  !canMatch({ kind: 'all', of: [one, { kind: 'not', of: other }] }, isSingle)

export const alwaysMatches = (predicate: Predicate, isSingle: IsSingle): boolean =>
  !canMatch({ kind: 'not', of: predicate }, isSingle)

function isPossible(literals: Conjunction<Block>, isSingle: IsSingle): boolean {
  const wanted = leavesOf(literals, false)
  const refused = leavesOf(literals, true)
  const fields = wanted.flatMap((block) => block.fields)
  if (!fields.every(({ check }) => canHold(check))) return false

  const tested = Map.groupBy(fields, ({ path }) => pathText(path))
  const plain = refused.filter(isPlain).flatMap((block) => block.fields)
  const excluded = Map.groupBy(plain, ({ path }) => pathText(path))
  for (const key of new Set([...tested.keys(), ...excluded.keys()])) {
    if (!isAnswerable(tested.get(key) ?? [], excluded.get(key) ?? [], isSingle)) return false
  }
  const tied = refused.filter((block) => !isPlain(block))
  return !tied.some((block) => wanted.some((other) => coversBlock(other, block)))
}

/** A block of one field without `same-as`: it holds if any value of the field passes. */
const isPlain = ({ fields: [first, second] }: Block): boolean =>
  first !== undefined && second === undefined && comparedPaths(first.check).length === 0

/** Whether one path can have values that pass all of its tests, and no value that is excluded. */
function isAnswerable(
  tested: readonly Field[],
  excluded: readonly Field[],
  isSingle: IsSingle,
): boolean {
  const not = excluded.map(({ check }): Check => ({ op: 'not', of: check }))
  const canAll = (checks: readonly Check[]) => canHold({ op: 'all', of: [...checks, ...not] })
  // Every value must fail what is excluded: one that passes a test, any other, and absence.
  const singles: (readonly Check[])[] = [[], ...tested.map(({ check }) => [check])]
  if (not.length > 0 && !singles.every(canAll)) return false
  if (tested.length < 2) return true
  if (isThereAndNot(tested)) return false
  if (!tested.every(({ path }) => isSingle(path))) return true
  // The field that `same-as` compares with may differ from block to block.
  return canAll(
    tested.map(({ check }) => check).filter((check) => comparedPaths(check).length === 0),
  )
}

/** A path is absent for the whole event, so no two blocks can disagree about it. */
const isThereAndNot = (tested: readonly Field[]): boolean =>
  tested.some(({ check }) => needsAbsence(check)) && tested.some(({ check }) => needsValue(check))

/**
 * Whether values that pass one block surely pass the other: the one tests all paths of the other,
 * those of `same-as` included, and implies each of its tests.
 */
function coversBlock(one: Block, other: Block): boolean {
  const chosen = new Set(
    one.fields.flatMap(({ path, check }) => [path, ...comparedPaths(check)].map(pathText)),
  )
  return other.fields.every(
    ({ path, check }) =>
      comparedPaths(check).every((target) => chosen.has(pathText(target))) &&
      one.fields.some(
        (field) => pathText(field.path) === pathText(path) && impliesCheck(field.check, check),
      ),
  )
}
