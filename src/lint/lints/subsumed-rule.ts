import { subsumedRule } from '../../diagnostics/catalogue/lint/clauses.ts'
import type { Diagnostic } from '../../diagnostics/diagnostic.ts'
import { matchAndNotUnless } from '../../ir/logic.ts'
import { severities } from '../../ir/names.ts'
import { seesAll } from '../../ir/observation.ts'
import type { Path } from '../../ir/path.ts'
import type { Rule } from '../../ir/rule.ts'
import { canMatch, implies } from '../logic/can-match.ts'
import { type Subject, sharedFields } from '../subject.ts'

/** Rules whose alerts another rule of the set raises too. */
export const superfluousRules = (subjects: readonly Subject[]): readonly Diagnostic[] => {
  const firing = subjects.filter(
    ({ rule, isSingle, isComparable }) =>
      isComparable && rule.status !== 'disabled' && canMatch(matchAndNotUnless(rule), isSingle),
  )
  const kept = new Set(firing)
  return firing.toReversed().flatMap((subject) => {
    const wider = [...kept].find((other) => other !== subject && isSubsumed(subject, other))
    if (wider === undefined) return []
    // Of two rules for the same events, the later one is reported.
    kept.delete(subject)
    return [subsumedRule(wider.rule.id, subject.idSpan)]
  })
}

function isSubsumed(one: Subject, other: Subject): boolean {
  return (
    mayBeWithin(one, other) &&
    addsNothing(one.rule, other.rule) &&
    implies(matchAndNotUnless(one.rule), matchAndNotUnless(other.rule), one.isSingle)
  )
}

/** Whether an alert of the other rule reports and does all that an alert of the one does. */
function addsNothing(one: Rule, other: Rule): boolean {
  const memory = ({ threshold, firstSeen }: Rule) => JSON.stringify([threshold, firstSeen])
  const isRemembered = other.threshold !== undefined || other.firstSeen !== undefined
  const actions = new Set(other.respond.map(({ action, mode }) => `${action} ${mode}`))
  return (
    sees(one, other) &&
    (other.status === 'enabled' || one.status === other.status) &&
    one.via === other.via &&
    severities.indexOf(one.severity) <= severities.indexOf(other.severity) &&
    (!isRemembered || memory(one) === memory(other)) &&
    one.respond.every(({ action, mode }) => actions.has(`${action} ${mode}`)) &&
    one.controls.every((control) => other.controls.includes(control)) &&
    (other.notify === undefined
      ? one.notify === undefined
      : (one.notify?.every((channel) => other.notify?.includes(channel)) ?? false))
  )
}

/** Whether the other rule receives all events that the one receives. */
const sees = ({ on }: Rule, { on: wider }: Rule): boolean => seesAll(wider, on)

/** A quick necessary condition: the one must not allow a value that the other excludes. */
const mayBeWithin = (one: Subject, other: Subject): boolean =>
  narrowedBy(other).every(({ path, texts }) => {
    const own = one.implied(one.rule.match, path)
    return own !== undefined && [...own].every((text) => texts.has(text))
  })

interface Narrowed {
  readonly path: Path
  readonly texts: ReadonlySet<string>
}

const known = new WeakMap<Subject, readonly Narrowed[]>()

/** The fields of a rule that allow only named values. */
function narrowedBy(subject: Subject): readonly Narrowed[] {
  const { implied, rule } = subject
  const narrowed =
    known.get(subject) ??
    sharedFields(rule.match).flatMap(({ path }) => {
      const texts = implied(rule.match, path)
      return texts ? [{ path, texts }] : []
    })
  known.set(subject, narrowed)
  return narrowed
}
