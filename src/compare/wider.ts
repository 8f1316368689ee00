/**
 * Lists that grew or shrank, which is how most rules change: seen at once however long they are, where
 * working out what a rule implies would give up on them.
 */
import type { Check, Predicate } from '../ir/predicate.ts'

/** Whether the second holds wherever the first does, as far as the shapes of the two show. */
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

/** Of a longer list only what the other has not is of interest, and a few of the rest. */
const shortList = 20
const ofTheRest = 3

/** The predicate with its long lists cut down, so that events can be made from it; it says something else. */
export function cutDown(predicate: Predicate, other: Predicate): Predicate {
  const known = textsOf(listed(other))
  const check = (one: Check): Check => {
    if (one.op === 'not') return { ...one, of: check(one.of) }
    if (one.op !== 'any' || one.of.length <= shortList) return one
    const fresh = one.of.filter((each) => !known.has(JSON.stringify(each)))
    const rest = one.of.filter((each) => known.has(JSON.stringify(each)))
    return { ...one, of: [...fresh.slice(0, shortList), ...rest.slice(0, ofTheRest)] }
  }
  const whole = (part: Predicate): Predicate => {
    if (part.kind === 'not') return { ...part, of: whole(part.of) }
    if (part.kind !== 'block') return { ...part, of: part.of.map(whole) }
    return {
      ...part,
      fields: part.fields.map((field) => ({ ...field, check: check(field.check) })),
    }
  }
  return whole(predicate)
}

/** All alternatives of all lists. */
function listed(predicate: Predicate): readonly Check[] {
  const inCheck = (check: Check): readonly Check[] =>
    check.op === 'any' ? check.of : check.op === 'not' ? inCheck(check.of) : []
  if (predicate.kind === 'not') return listed(predicate.of)
  return predicate.kind === 'block'
    ? predicate.fields.flatMap((field) => inCheck(field.check))
    : predicate.of.flatMap(listed)
}

/** How many single tests a predicate makes of one event at most. */
export function testsIn(predicate: Predicate): number {
  const inCheck = (check: Check): number =>
    check.op === 'any' || check.op === 'all'
      ? check.of.reduce((sum, each) => sum + inCheck(each), 0)
      : check.op === 'not'
        ? inCheck(check.of)
        : 1
  if (predicate.kind === 'not') return testsIn(predicate.of)
  return predicate.kind === 'block'
    ? predicate.fields.reduce((sum, { check }) => sum + inCheck(check), 0)
    : predicate.of.reduce((sum, part) => sum + testsIn(part), 0)
}
