/**
 * Whether any event at all can be what a predicate asks for. As for `canHold`: "cannot" is
 * certain, "can" means that nothing here shows the opposite.
 */
import { pathsIn } from '../../engine/links.ts'
import { pathText } from '../../ir/path.ts'
import type { Check, Field, Predicate } from '../../ir/predicate.ts'
import { canHold, impliesCheck, needsAbsence, needsValue } from './can-hold.ts'
import { type Case, casesOf, type Part } from './cases.ts'
import type { IsSingle } from './parts.ts'

export function canMatch(predicate: Predicate, isSingle: IsSingle): boolean {
  const cases = casesOf(predicate, isSingle)
  return cases === undefined || cases.some((parts) => isPossible(parts, isSingle))
}

/** Whether every event that matches the one surely matches the other. */
export const implies = (one: Predicate, other: Predicate, isSingle: IsSingle): boolean =>
  !canMatch({ kind: 'all', of: [one, { kind: 'not', of: other }] }, isSingle)

export const alwaysMatches = (predicate: Predicate, isSingle: IsSingle): boolean =>
  !canMatch({ kind: 'not', of: predicate }, isSingle)

function isPossible(parts: Case, isSingle: IsSingle): boolean {
  const wanted = parts.filter(({ holds }) => holds)
  const refused = parts.filter(({ holds }) => !holds)
  const fields = wanted.flatMap((part) => part.fields)
  if (!fields.every(({ check }) => canHold(check))) return false

  const questions = Map.groupBy(fields, ({ path }) => pathText(path))
  const exclusions = Map.groupBy(refused.filter(isPlain).flatMap(unit), ({ path }) =>
    pathText(path),
  )
  for (const [key, excluded] of exclusions) {
    const not = excluded.map(({ check }): Check => ({ op: 'not', of: check }))
    // No value passes the excluded tests, so neither does the one that is chosen, nor absence.
    const asked = questions.get(key) ?? []
    const checks = asked.map(({ check }) => check)
    if (![{ op: 'all', of: [] } as Check, ...checks].every((check) => both(check, not)))
      return false
  }
  for (const [key, asked] of questions) {
    if (asked.length < 2) continue
    if (isThereAndNot(asked)) return false
    const [{ path } = { path: [] }] = asked
    if (!isSingle(path)) continue
    const plain = asked.map(({ check }) => check).filter((check) => pathsIn(check).length === 0)
    const not = (exclusions.get(key) ?? []).map(({ check }): Check => ({ op: 'not', of: check }))
    if (!canHold({ op: 'all', of: [...plain, ...not] })) return false
  }
  return !refused.some((part) => wanted.some((other) => coversPart(other, part)))
}

const both = (check: Check, exclusions: readonly Check[]): boolean =>
  canHold({ op: 'all', of: [check, ...exclusions] })

/** A block of one field that looks at no other: it holds where any value of the field passes. */
const isPlain = ({ fields: [first, second] }: Part): boolean =>
  first !== undefined && second === undefined && pathsIn(first.check).length === 0

const unit = ({ fields }: Part): readonly Field[] => fields

/** Absence is a matter of the whole event, so no two blocks can disagree about it. */
const isThereAndNot = (asked: readonly Field[]): boolean =>
  asked.some(({ check }) => needsAbsence(check)) && asked.some(({ check }) => needsValue(check))

/**
 * Whether the values chosen for one block surely do for another: all of its paths are among those
 * chosen, `same-as` included, and each test is implied.
 */
function coversPart(one: Part, other: Part): boolean {
  const chosen = new Set(
    one.fields.flatMap(({ path, check }) => [path, ...pathsIn(check)].map(pathText)),
  )
  return other.fields.every(
    ({ path, check }) =>
      pathsIn(check).every((target) => chosen.has(pathText(target))) &&
      one.fields.some(
        (field) => pathText(field.path) === pathText(path) && impliesCheck(field.check, check),
      ),
  )
}
