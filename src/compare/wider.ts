/**
 * Compares rules whose lists grew or shrank, as most changes do. This is fast for lists of any length.
 * The general comparison (`implies` of the lints) gives no result for long lists.
 */
import { fieldsIn, mapBlocks, operatorsIn } from '../ir/logic.ts'
import type { Check, Predicate } from '../ir/predicate.ts'

/**
 * Whether the second predicate holds for every event for which the first holds, as far as their
 * structures show. False means that it was not shown. By hand: it walks two predicates at once.
 */
export function isWider(was: Predicate, is: Predicate): boolean {
  if (was.kind === 'not' && is.kind === 'not') return isWider(is.of, was.of)
  if (was.kind === 'all' && is.kind === 'all')
    return is.of.every((part) => was.of.some((other) => isWider(other, part)))
  if (was.kind === 'any' && is.kind === 'any')
    return was.of.every((part) => is.of.some((other) => isWider(part, other)))
  if (was.kind === 'block' && is.kind === 'block')
    return is.fields.every(({ path, check }) =>
      was.fields.some((other) => same(other.path, path) && isWiderCheck(other.check, check)),
    )
  return false
}

function isWiderCheck(was: Check, is: Check): boolean {
  if (was.op === 'not' && is.op === 'not') return isWiderCheck(is.of, was.of)
  if (was.op === 'any' && is.op === 'any') {
    const known = textsOf(is.of)
    return was.of.every((check) => known.has(JSON.stringify(check)))
  }
  return same(was, is)
}

const same = (one: unknown, other: unknown): boolean =>
  JSON.stringify(one) === JSON.stringify(other)

const textsOf = (checks: readonly Check[]): ReadonlySet<string> =>
  new Set(checks.map((check) => JSON.stringify(check)))

/** Of a longer list, the values that the other version does not have matter, and a few of the rest. */
const shortList = 20
const ofTheRest = 3

/** The predicate with shorter lists, so that events can be made from it. It no longer means the same. */
export function cutDown(predicate: Predicate, other: Predicate): Predicate {
  const known = textsOf(fieldsIn(other).flatMap(({ check }) => listIn(check)))
  const shorter = (check: Check): Check => {
    if (check.op === 'not') return { ...check, of: shorter(check.of) }
    if (check.op !== 'any' || check.of.length <= shortList) return check
    const fresh = check.of.filter((each) => !known.has(JSON.stringify(each)))
    const rest = check.of.filter((each) => known.has(JSON.stringify(each)))
    return { ...check, of: [...fresh.slice(0, shortList), ...rest.slice(0, ofTheRest)] }
  }
  return mapBlocks(predicate, (block) => ({
    ...block,
    fields: block.fields.map((field) => ({ ...field, check: shorter(field.check) })),
  }))
}

/** The alternatives of a list, also of one under `not`. */
const listIn = (check: Check): readonly Check[] =>
  check.op === 'any' ? check.of : check.op === 'not' ? listIn(check.of) : []

/** The largest number of operators of a predicate that are evaluated for one event. */
export const operatorCount = (predicate: Predicate): number =>
  fieldsIn(predicate).reduce((sum, { check }) => sum + operatorsIn(check).length, 0)
