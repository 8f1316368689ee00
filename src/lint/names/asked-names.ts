/** The event names and event sources a rule asks for, each with what is to be said about it. */
import { sourceEnding } from '../../aws/api-catalogue.ts'
import { observations } from '../../aws/detail-types.ts'
import type { Span } from '../../diagnostics/diagnostic.ts'
import { operatorsIn } from '../../ir/logic.ts'
import { type Path, pathText } from '../../ir/path.ts'
import type { OperatorCheck } from '../../ir/predicate.ts'
import type { Texts } from '../implied.ts'
import { type Clause, clausesOf, type Subject } from '../subject.ts'
import { judgeName, type NameVerdict } from './judge-name.ts'
import { meantSource } from './judge-source.ts'

export interface AskedName {
  readonly check: OperatorCheck
  readonly verdict: NameVerdict
  /** The event sources that go with it, as they were meant. */
  readonly sources: Texts
  /** Whether events of this name are kept out, or are those the rule is about. */
  readonly excluded: boolean
  readonly inUnless: boolean
  readonly span: Span
}

const known = new WeakMap<Subject, readonly AskedName[]>()

/** Every question about an event's name. Worked out once for each rule. */
export function askedNames(subject: Subject): readonly AskedName[] {
  const done = known.get(subject)
  if (done !== undefined) return done
  const asked = subject.call ? [...names(subject, subject.call.name)] : []
  known.set(subject, asked)
  return asked
}

function* names(subject: Subject, path: Path): Generator<AskedName> {
  for (const clause of clausesAbout(subject, path)) {
    const sources = sourcesAround(subject, clause)
    for (const { leaf: check, negated } of operatorsIn(clause.field.check)) {
      const verdict = judgeName(check, sources, subject.names)
      const span = subject.place(check) ?? clause.span
      const excluded = clause.excludes !== negated
      yield { check, verdict, sources, excluded, inUnless: clause.inUnless, span }
    }
  }
}

export function* clausesAbout(subject: Subject, path: Path): Generator<Clause> {
  const key = pathText(path)
  for (const clause of clausesOf(subject)) if (pathText(clause.field.path) === key) yield clause
}

/** From the clauses around, or from what the rule is `on`. */
function sourcesAround({ call, rule }: Subject, clause: Clause): Texts {
  const asked = call && clause.around(call.source)
  if (asked !== undefined) return new Set([...asked].map(meantSource))
  const { source, detailTypes } = rule.on
  const isInsight = detailTypes.some((type) =>
    (observations.insight.detailTypes as readonly string[]).includes(type),
  )
  return isInsight || source.endsWith('.')
    ? undefined
    : new Set([source.replace(/^aws\./, '') + sourceEnding])
}

/** The text of an exact question, else undefined. */
export const exactText = (check: OperatorCheck): string | undefined => {
  if (check.op === 'equals') return typeof check.value === 'string' ? check.value : undefined
  return check.op === 'equals-ignore-case' ? check.text : undefined
}

/** The name as an author wrote it, whatever the operator. */
export const writtenText = (check: OperatorCheck): string =>
  check.op === 'wildcard' || check.op === 'wildcard-ignore-case'
    ? check.pattern
    : (exactText(check) ?? '')
