/**
 * Finds the smallest parts of a rule that have the same result for every event: contradictions,
 * which no event can match, and tautologies, which every event matches.
 */
import { alternativeFor, partOf, testOf } from '../diagnostics/catalogue/lint/clauses.ts'
import type { Span } from '../diagnostics/diagnostic.ts'
import { checksIn, comparedPaths, partsOf } from '../ir/logic.ts'
import { pathText } from '../ir/path.ts'
import type { Check, Field, Predicate } from '../ir/predicate.ts'
import { alwaysHolds, canHold } from './logic/can-hold.ts'
import { alwaysMatches, canMatch } from './logic/can-match.ts'
import { placeOf, type Subject } from './subject.ts'

export interface Decided {
  readonly answer: 'never' | 'always'
  /** The part, as a message names it: it completes `no event can match …`. */
  readonly what: string
  readonly span: Span
  /** Whether the part is under `not`, where a contradiction excludes no event. */
  readonly negated: boolean
  readonly inUnless: boolean
  /** The path of the field, if its test is a list of values that is empty. */
  readonly emptyList: string | undefined
}

type Where = Pick<Decided, 'negated' | 'inUnless' | 'span'>

const known = new WeakMap<Subject, readonly Decided[]>()

/** In the order of the rule. Computed once for each rule. */
export function decidedParts(subject: Subject): readonly Decided[] {
  const parts = known.get(subject) ?? [...decidedInRule(subject)]
  known.set(subject, parts)
  return parts
}

function* decidedInRule(subject: Subject): Generator<Decided> {
  const { rule, idSpan } = subject
  const where = { span: idSpan, negated: false }
  yield* decidedIn(subject, rule.match, { ...where, inUnless: false })
  if (rule.unless) yield* decidedIn(subject, rule.unless, { ...where, inUnless: true })
}

function* decidedIn(subject: Subject, predicate: Predicate, around: Where): Generator<Decided> {
  const where = { ...around, span: subject.place(predicate) ?? around.span }
  let isFound = false
  for (const decided of decidedBelow(subject, predicate, where)) {
    isFound = true
    yield decided
  }
  if (isFound || !subject.isComparable) return
  const what = partOf[predicate.kind]
  if (!canMatch(predicate, subject.isSingle))
    yield { answer: 'never', what, ...where, emptyList: undefined }
  else if (alwaysMatches(predicate, subject.isSingle))
    yield { answer: 'always', what, ...where, emptyList: undefined }
}

function* decidedBelow(subject: Subject, predicate: Predicate, where: Where): Generator<Decided> {
  // The parts of an `each` are about one element. The `each` itself is examined as a whole.
  if (predicate.kind === 'each') return
  const negated = where.negated !== (predicate.kind === 'not')
  for (const part of partsOf(predicate)) yield* decidedIn(subject, part, { ...where, negated })
  for (const field of predicate.kind === 'block' ? predicate.fields : []) {
    const span = subject.place(field)
    if (span !== undefined) yield* decidedField(subject, field, { ...where, span })
  }
}

function* decidedField(
  { place }: Subject,
  { path, check }: Field,
  where: Where,
): Generator<Decided> {
  const key = pathText(path)
  const what = testOf(key)
  // A test that names another field asks for that field in the same element, whatever the answer.
  if (comparedPaths(check).length === 0 && alwaysHolds(check)) {
    yield { answer: 'always', what, ...where, emptyList: emptyListIn(check, key) }
    return
  }
  const dead = check.op === 'any' ? check.of.filter((part) => !canHold(part)) : []
  const alternatives = dead.flatMap((part) => placeOf(place, part) ?? [])
  for (const at of alternatives) {
    const alternative = alternativeFor(key)
    yield { answer: 'never', what: alternative, ...where, span: at, emptyList: undefined }
  }
  if (alternatives.length === 0 && !canHold(check))
    yield { answer: 'never', what, ...where, emptyList: emptyListIn(check, key) }
}

/** An author's own list cannot be empty, one of tripline.yaml can. */
const emptyListIn = (check: Check, key: string): string | undefined =>
  checksIn(check).some((part) => part.op === 'any' && part.of.length === 0) ? key : undefined
