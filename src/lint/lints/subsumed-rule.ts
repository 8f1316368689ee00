import { subsumedRule } from '../../diagnostics/catalogue/lint.ts'
import type { Diagnostic } from '../../diagnostics/diagnostic.ts'
import type { Predicate } from '../../ir/predicate.ts'
import { type Rule, severities } from '../../ir/rule.ts'
import type { Texts } from '../implied.ts'
import { canMatch, implies } from '../logic/can-match.ts'
import type { Subject } from '../subject.ts'

/** Rules of the set that tell nothing another rule does not tell. */
export const superfluousRule = (subjects: readonly Subject[]): readonly Diagnostic[] => {
  const firing = subjects.filter(
    ({ rule, isSingle }) => rule.status !== 'disabled' && canMatch(firesFor(rule), isSingle),
  )
  const kept = new Set(firing)
  return firing.flatMap((subject) => {
    const wider = [...kept].find((other) => other !== subject && isSubsumed(subject, other))
    if (wider === undefined) return []
    // Of two rules for the same events, one is told.
    kept.delete(subject)
    return [subsumedRule(wider.rule.id, subject.idSpan)]
  })
}

const firesFor = ({ match, unless }: Rule): Predicate =>
  unless ? { kind: 'all', of: [match, { kind: 'not', of: unless }] } : match

function isSubsumed(one: Subject, other: Subject): boolean {
  return (
    tellsNoMore(one.rule, other.rule) &&
    mayBeWithin(one, other) &&
    implies(firesFor(one.rule), firesFor(other.rule), one.isSingle)
  )
}

/** Whether an alert of the one would say and do nothing that an alert of the other does not. */
function tellsNoMore(one: Rule, other: Rule): boolean {
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

/** Whether the other rule looks at all events that the one looks at. */
function sees({ on }: Rule, { on: wider }: Rule): boolean {
  const source = wider.source.endsWith('.')
    ? on.source.startsWith(wider.source)
    : on.source === wider.source
  return source && on.detailTypes.every((type) => wider.detailTypes.includes(type))
}

/** A quick look before a thorough one: names the other does not ask for cannot be among its events. */
function mayBeWithin(one: Subject, other: Subject): boolean {
  const { call } = other
  if (call === undefined) return true
  return [call.source, call.name].every((path) =>
    isWithin(one.implied(one.rule.match, path), other.implied(other.rule.match, path)),
  )
}

const isWithin = (texts: Texts, wider: Texts): boolean =>
  wider === undefined || (texts !== undefined && [...texts].every((text) => wider.has(text)))
