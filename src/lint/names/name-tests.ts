/** The event names that a rule tests, each with the services it may belong to and a verdict. */

import { sourceEnding } from '../../aws/api-catalogue.ts'
import { observations } from '../../aws/detail-types.ts'
import type { Span } from '../../diagnostics/diagnostic.ts'
import { operatorsIn } from '../../ir/logic.ts'
import { seesAnySource, sourcesOf } from '../../ir/observation.ts'
import { type Path, pathText } from '../../ir/path.ts'
import type { OperatorCheck } from '../../ir/predicate.ts'
import type { Texts } from '../implied.ts'
import { type PlacedField, placedFields, type Subject } from '../subject.ts'
import { type NameVerdict, nameVerdict } from './name-verdict.ts'
import { meantSource } from './source-verdict.ts'

/** One operator that tests the name of an event. */
export interface NameTest {
  readonly check: OperatorCheck
  readonly verdict: NameVerdict
  /** The event sources that the rule allows beside it, with their spelling corrected. */
  readonly sources: Texts
  /** Whether events of this name are excluded, by `not` or `unless`. */
  readonly excluded: boolean
  readonly inUnless: boolean
  readonly span: Span
}

const known = new WeakMap<Subject, readonly NameTest[]>()

/** In the order of the rule; empty if the rule is about no API call. Computed once for each rule. */
export function nameTests(subject: Subject): readonly NameTest[] {
  const done = known.get(subject)
  if (done !== undefined) return done
  const tests = subject.call ? [...names(subject, subject.call.name)] : []
  known.set(subject, tests)
  return tests
}

function* names(subject: Subject, path: Path): Generator<NameTest> {
  for (const placed of fieldsAt(subject, path)) {
    const sources = sourcesAround(subject, placed)
    const { inUnless } = placed
    for (const { leaf: check, negated } of operatorsIn(placed.field.check)) {
      const verdict = nameVerdict(check, sources, subject.names)
      const span = subject.place(check) ?? placed.span
      yield { check, verdict, sources, excluded: placed.excludes !== negated, inUnless, span }
    }
  }
}

/** The fields of a rule with this path. */
export function* fieldsAt(subject: Subject, path: Path): Generator<PlacedField> {
  const key = pathText(path)
  for (const placed of placedFields(subject)) if (pathText(placed.field.path) === key) yield placed
}

/** The event sources that surrounding clauses allow, or that follow from the rule's `on`. */
function sourcesAround({ call, rule }: Subject, placed: PlacedField): Texts {
  const allowed = call && placed.around(call.source)
  if (allowed !== undefined) return new Set([...allowed].map(meantSource))
  const isInsight = rule.on.detailTypes.some((type) =>
    (observations.insight.detailTypes as readonly string[]).includes(type),
  )
  return isInsight || seesAnySource(rule.on)
    ? undefined
    : new Set(sourcesOf(rule.on).map((source) => source.replace(/^aws\./, '') + sourceEnding))
}

/** The text that an exact test requires; undefined for other operators. */
export const exactText = (check: OperatorCheck): string | undefined => {
  if (check.op === 'equals') return typeof check.value === 'string' ? check.value : undefined
  return check.op === 'equals-ignore-case' ? check.text : undefined
}

/** The name as an author wrote it, whatever the operator. */
export const writtenText = (check: OperatorCheck): string =>
  check.op === 'wildcard' || check.op === 'wildcard-ignore-case'
    ? check.pattern
    : (exactText(check) ?? '')
