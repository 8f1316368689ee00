import type { Event } from '../ir/event.ts'
import type { Observation, Rule } from '../ir/rule.ts'
import { evaluate } from './evaluate.ts'

/** Whether an event is of the kind a rule looks at. Pinning `source` to AWS keeps events that anybody may put on a bus from firing rules. */
export function isObserved({ source, detailTypes }: Observation, { envelope }: Event): boolean {
  const from = envelope.source
  const detailType = envelope['detail-type']
  if (typeof from !== 'string' || typeof detailType !== 'string') return false
  const sourceFits = source.endsWith('.') ? from.startsWith(source) : from === source
  return sourceFits && detailTypes.includes(detailType)
}

/** Whether an event is one the rule asks for: observed, matched, and held back by no `unless`. It runs for each event, so it joins the two without making a predicate of them. */
export const ruleMatches = (rule: Pick<Rule, 'on' | 'match' | 'unless'>, event: Event): boolean =>
  isObserved(rule.on, event) &&
  evaluate(rule.match, event) &&
  !(rule.unless !== undefined && evaluate(rule.unless, event))
