/**
 * Whether any event at all can be what a predicate asks for. As for `canHold`: "cannot" is
 * certain, "can" means that nothing here shows the opposite.
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

  const asked = Map.groupBy(fields, ({ path }) => pathText(path))
  const plain = refused.filter(isPlain).flatMap((block) => block.fields)
  const excluded = Map.groupBy(plain, ({ path }) => pathText(path))
  for (const key of new Set([...asked.keys(), ...excluded.keys()])) {
    if (!isAnswerable(asked.get(key) ?? [], excluded.get(key) ?? [], isSingle)) return false
  }
  const tied = refused.filter((block) => !isPlain(block))
  return !tied.some((block) => wanted.some((other) => coversBlock(other, block)))
}

/** A block of one field that looks at no other: it holds where any value of the field passes. */
const isPlain = ({ fields: [first, second] }: Block): boolean =>
  first !== undefined && second === undefined && comparedPaths(first.check).length === 0

/** Whether one path can have what is asked of it, without a value that is excluded. */
function isAnswerable(
  asked: readonly Field[],
  excluded: readonly Field[],
  isSingle: IsSingle,
): boolean {
  const not = excluded.map(({ check }): Check => ({ op: 'not', of: check }))
  const canAll = (checks: readonly Check[]) => canHold({ op: 'all', of: [...checks, ...not] })
  // No value passes what is excluded: neither one that is chosen, nor any other, nor absence.
  const alone: (readonly Check[])[] = [[], ...asked.map(({ check }) => [check])]
  if (not.length > 0 && !alone.every(canAll)) return false
  if (asked.length < 2) return true
  if (isThereAndNot(asked)) return false
  if (!asked.every(({ path }) => isSingle(path))) return true
  // What another field is compared with may differ from block to block.
  return canAll(
    asked.map(({ check }) => check).filter((check) => comparedPaths(check).length === 0),
  )
}

/** Absence is a matter of the whole event, so no two blocks can disagree about it. */
const isThereAndNot = (asked: readonly Field[]): boolean =>
  asked.some(({ check }) => needsAbsence(check)) && asked.some(({ check }) => needsValue(check))

/**
 * Whether the values chosen for one block surely do for another: all of its paths are among those
 * chosen, `same-as` included, and each test is implied.
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
