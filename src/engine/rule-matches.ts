import type { Event } from '../ir/event.ts'
import { seesSource } from '../ir/observation.ts'
import type { Observation, Rule } from '../ir/rule.ts'
import { evaluate } from './evaluate.ts'

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
 */
export const ruleMatches = (rule: Pick<Rule, 'on' | 'match' | 'unless'>, event: Event): boolean =>
  isObserved(rule.on, event) &&
  evaluate(rule.match, event) &&
  !(rule.unless !== undefined && evaluate(rule.unless, event))
