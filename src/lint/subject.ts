/**
 * A rule as the lints see it: with the place of each of its parts, the fields of its records that
 * identify an API call, and the values that its fields can have.
 */
import { observations } from '../aws/detail-types.ts'
import { listsFromFor } from '../aws/single-values.ts'
import type { Diagnostic, Span } from '../diagnostics/diagnostic.ts'
import { checksIn, conjuncts, predicatesIn, under } from '../ir/logic.ts'
import { type Path, pathText } from '../ir/path.ts'
import type { Check, Field, Predicate } from '../ir/predicate.ts'
import type { Rule } from '../ir/rule.ts'
import { type Implied, impliedTexts, intersection, type Texts } from './implied.ts'
import type { IsSingle } from './logic/parts.ts'
import type { KnownNames } from './names/known-names.ts'

/** A rule, its file, and the place of its id. */
export interface Placed {
  readonly rule: Rule
  readonly file: string
  readonly idSpan: Span
}

/** The place of a part of a compiled rule. Undefined for parts that the compiler added. */
export type Place = (part: object) => Span | undefined

/** The paths in a rule's records that identify the API call. */
export interface CallPaths {
  readonly source: Path
  readonly name: Path
}

export interface Subject extends Placed {
  readonly place: Place
  readonly names: KnownNames
  readonly isSingle: IsSingle
  readonly implied: Implied
  /** Whether the rule has few enough fields to compare each with each; hand-written rules do. */
  readonly isComparable: boolean
  /** Undefined where the events of the rule are about no API call. */
  readonly call: CallPaths | undefined
}

/** Finds one kind of mistake in one rule. */
export type Lint = (subject: Subject) => readonly Diagnostic[]

/** The place of a test; of operators in one mapping, that of the first. */
export function placeOf(place: Place, check: Check): Span | undefined {
  for (const part of checksIn(check)) {
    const found = place(part)
    if (found !== undefined) return found
  }
  return undefined
}

export function subjectOf(placed: Placed, place: Place, names: KnownNames): Subject {
  const call = callPaths(placed.rule)
  const listsFrom = listsFromFor(placed.rule.on.detailTypes)
  const sourceKey = call && pathText(call.source)
  return {
    ...placed,
    place,
    names,
    call,
    isSingle: (path) => listsFrom(path) === Number.POSITIVE_INFINITY,
    isComparable: fieldCount(placed.rule) <= maxFieldsCompared,
    implied: impliedTexts((path) => (pathText(path) === sourceKey ? names.sources : [])),
  }
}

const maxFieldsCompared = 300

/** Joins (`all`, `any`, `not`) count as one field each. */
const fieldCount = ({ match, unless }: Rule): number =>
  [match, unless]
    .flatMap((predicate) => (predicate === undefined ? [] : predicatesIn(predicate)))
    .reduce((sum, part) => sum + (part.kind === 'block' ? part.fields.length : 1), 0)

function callPaths({ on }: Rule): CallPaths | undefined {
  const sees = (types: readonly string[]) => on.detailTypes.some((type) => types.includes(type))
  if (sees(observations.insight.detailTypes)) {
    return { source: ['insightDetails', 'eventSource'], name: ['insightDetails', 'eventName'] }
  }
  return on.detailTypes.some((type) => type.endsWith(' via CloudTrail'))
    ? { source: ['eventSource'], name: ['eventName'] }
    : undefined
}

/** Fields that every match must pass: those joined by `all` at the top. There may be others. */
export const sharedFields = (predicate: Predicate): readonly Field[] =>
  conjuncts(predicate).flatMap((part) => (part.kind === 'block' ? part.fields : []))

/** One field of a rule with its place and the conditions around it. */
export interface PlacedField {
  readonly field: Field
  readonly span: Span
  /** Whether events that pass are excluded: it is under `unless`, or under `not`. */
  readonly excludes: boolean
  readonly inUnless: boolean
  /** The texts that another field can have wherever this field is tested. */
  readonly around: (path: Path) => Texts
}

/** Every field of a rule that its author wrote, in order. */
export function* placedFields(subject: Subject): Generator<PlacedField> {
  const { match, unless } = subject.rule
  yield* placedFieldsIn(subject, match, [match], { excludes: false, inUnless: false })
  if (unless) {
    yield* placedFieldsIn(subject, unless, [match, unless], { excludes: true, inUnless: true })
  }
}

/**
 * By hand: what encloses a field grows with `any` and with `not`, and stays the same with `all`. Inside
 * an `each`, which starts at `below`, it stays the same too: it is about events.
 */
function* placedFieldsIn(
  subject: Subject,
  predicate: Predicate,
  enclosing: readonly Predicate[],
  where: Pick<PlacedField, 'excludes' | 'inUnless'>,
  below: Path = [],
): Generator<PlacedField> {
  const around = (path: Path) => textsAround(subject, enclosing, path)
  const enclosingWith = (part: Predicate) => (below.length === 0 ? [...enclosing, part] : enclosing)
  switch (predicate.kind) {
    case 'block': {
      for (const field of predicate.fields) {
        // The fields of a named condition have no place: the compiler added them.
        const span = subject.place(field)
        if (span === undefined) continue
        yield { field: under(below, field), span, ...where, around }
      }
      return
    }
    case 'all':
      for (const part of predicate.of) yield* placedFieldsIn(subject, part, enclosing, where, below)
      return
    case 'any':
      for (const part of predicate.of)
        yield* placedFieldsIn(subject, part, enclosingWith(part), where, below)
      return
    case 'not': {
      const excludes = !where.excludes
      const inside = { ...where, excludes }
      yield* placedFieldsIn(subject, predicate.of, enclosingWith(predicate.of), inside, below)
      return
    }
    case 'each':
      yield* placedFieldsIn(subject, predicate.of, enclosing, where, [...below, ...predicate.path])
  }
}

/** If the enclosing predicates contradict each other, the innermost counts. */
function textsAround({ implied }: Subject, enclosing: readonly Predicate[], path: Path): Texts {
  const named = enclosing.map((each) => implied(each, path))
  const together = intersection(named)
  return together?.size === 0 ? named.findLast((texts) => texts && texts.size > 0) : together
}
