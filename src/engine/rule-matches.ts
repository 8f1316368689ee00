import type { Event } from '../ir/event.ts'
import type { Severity } from '../ir/names.ts'
import { seesSource } from '../ir/observation.ts'
import type { Observation, Rule } from '../ir/rule.ts'
import { evaluate, mustHold } from './evaluate.ts'
import { modalitiesOf } from './modality.ts'

/** As much of a rule as decides which events it matches. Without a severity it fires if it may match. */
export type Conditions = Pick<Rule, 'on' | 'match' | 'unless'> & { readonly severity?: Severity }

/**
 * Whether an event has the source and detail-type that a rule requires (`on`). Anybody may put events
 * on a bus; requiring a source of AWS prevents that they fire rules.
 */
export function isObserved(on: Observation, { envelope }: Event): boolean {
  const from = envelope.source
  const detailType = envelope['detail-type']
  if (typeof from !== 'string' || typeof detailType !== 'string') return false
  return seesSource(on, from) && on.detailTypes.includes(detailType)
}

/**
 * Whether an event matches a rule: observed, matched, and not excluded by `unless`. It runs for each
 * event, so it makes no joined predicate.
 *
 * If CloudTrail left a part out that the rule tests, `match` of a rule of severity high or critical
 * asks whether it may hold, and `match` of another rule whether it must. `unless` always asks whether
 * it must, so a part that was left out excludes nothing.
 */
export const ruleMatches = (rule: Conditions, event: Event): boolean =>
  isObserved(rule.on, event) && isMatched(rule, event) && !isExcluded(rule, event)

/** The part of `match`. */
export function isMatched({ match, severity }: Conditions, event: Event): boolean {
  const { may, must } = modalitiesOf(event.record)
  const mayDecides = may.omitted.length === 0 || firesIfPossible(severity)
  return evaluate(match, event, mayDecides ? may : must)
}

/** The part of `unless`. */
export const isExcluded = ({ unless }: Conditions, event: Event): boolean =>
  unless !== undefined && mustHold(unless, event)

/** Whether an event matches a rule for certain, with any content of what nobody can read. */
export function mustMatch({ on, match, unless }: Conditions, event: Event): boolean {
  const { may, must } = modalitiesOf(event.record)
  return (
    isObserved(on, event) &&
    evaluate(match, event, must) &&
    !(unless !== undefined && evaluate(unless, event, may))
  )
}

/** Whether a rule fires for an event though a part that nobody can read could decide that it does not. */
export const isPossible = (rule: Conditions, event: Event): boolean =>
  ruleMatches(rule, event) && !mustMatch(rule, event)

const firesIfPossible = (severity: Severity | undefined): boolean =>
  severity === undefined || severity === 'high' || severity === 'critical'
