/** A rule as the lints see it. */
import { observations } from '../aws/detail-types.ts'
import { listsFromFor } from '../aws/single-values.ts'
import type { Diagnostic, Span } from '../diagnostics/diagnostic.ts'
import { checksIn, conjuncts, predicatesIn } from '../ir/logic.ts'
import { type Path, pathText } from '../ir/path.ts'
import type { Check, Field, Predicate } from '../ir/predicate.ts'
import type { Rule } from '../ir/rule.ts'
import { type Implied, impliedTexts, intersection, type Texts } from './implied.ts'
import type { IsSingle } from './logic/parts.ts'
import type { KnownNames } from './names/known-names.ts'

/** A rule and where it stands. */
export interface Placed {
  readonly rule: Rule
  readonly file: string
  readonly idSpan: Span
}

/** Where a part of the middle form was written, if it was written and not put in by us. */
export type Place = (part: object) => Span | undefined

/** Where the records of a rule name the call. */
export interface CallPaths {
  readonly source: Path
  readonly name: Path
}

export interface Subject extends Placed {
  readonly place: Place
  readonly names: KnownNames
  readonly isSingle: IsSingle
  readonly implied: Implied
  /** Whether its clauses are few enough to be compared with one another; nobody writes more by hand. */
  readonly isComparable: boolean
  /** Undefined where the events of the rule are about no API call. */
  readonly call: CallPaths | undefined
}

/** What there is to say about one rule. */
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

/** With one for each join of fields. */
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

/** The fields that every way of matching asks for, as far as that is plain to see. */
export const sharedFields = (predicate: Predicate): readonly Field[] =>
  conjuncts(predicate).flatMap((part) => (part.kind === 'block' ? part.fields : []))

/** One field of a rule with what is certain around it. */
export interface Clause {
  readonly field: Field
  readonly span: Span
  /** Whether events that pass are kept out: under `unless`, or under `not`. */
  readonly excludes: boolean
  readonly inUnless: boolean
  /** The texts another field can have where this field is asked at all. */
  readonly around: (path: Path) => Texts
}

/** Every field of a rule that its author wrote, in order. */
export function* clausesOf(subject: Subject): Generator<Clause> {
  const { match, unless } = subject.rule
  yield* clausesIn(subject, match, [match], { excludes: false, inUnless: false })
  if (unless) {
    yield* clausesIn(subject, unless, [match, unless], { excludes: true, inUnless: true })
  }
}

/** By hand: what encloses a clause grows with `any` and with `not`, and stays the same with `all`. */
function* clausesIn(
  subject: Subject,
  predicate: Predicate,
  enclosing: readonly Predicate[],
  where: Pick<Clause, 'excludes' | 'inUnless'>,
): Generator<Clause> {
  switch (predicate.kind) {
    case 'block': {
      const around = (path: Path) => textsAround(subject, enclosing, path)
      for (const field of predicate.fields) {
        // What stands for a named condition has no place: it is ours, not the author's.
        const span = subject.place(field)
        if (span !== undefined) yield { field, span, ...where, around }
      }
      return
    }
    case 'all':
      for (const part of predicate.of) yield* clausesIn(subject, part, enclosing, where)
      return
    case 'any':
      for (const part of predicate.of) yield* clausesIn(subject, part, [...enclosing, part], where)
      return
    case 'not': {
      const excludes = !where.excludes
      const inside = { ...where, excludes }
      yield* clausesIn(subject, predicate.of, [...enclosing, predicate.of], inside)
    }
  }
}

/** Where what encloses a field contradicts itself, the innermost counts. */
function textsAround({ implied }: Subject, enclosing: readonly Predicate[], path: Path): Texts {
  const named = enclosing.map((each) => implied(each, path))
  const together = intersection(named)
  return together?.size === 0 ? named.findLast((texts) => texts && texts.size > 0) : together
}
