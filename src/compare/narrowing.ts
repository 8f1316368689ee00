/**
 * Compares two versions of a rule: does the new one still match all events that the old one matched?
 * If that cannot be shown, the change is reported as a loss. A false report costs a look; a lost alert
 * is noticed by nobody.
 */

import { listsFromFor } from '../aws/single-values.ts'
import { lostEvent, mayLoseEvents } from '../diagnostics/catalogue/losses.ts'
import { evaluate } from '../engine/evaluate.ts'
import { isObserved } from '../engine/rule-matches.ts'
import type { Event } from '../ir/event.ts'
import { matchAndNotUnless } from '../ir/logic.ts'
import { seesAll } from '../ir/observation.ts'
import type { Predicate } from '../ir/predicate.ts'
import { implies } from '../lint/logic/can-match.ts'
import type { RulePlan } from '../plan/manifest/rules.ts'
import { eventsFor } from '../prove/events.ts'
import { cutDown, isWider, operatorCount } from './wider.ts'

/** The number of events: enough for each value of each field, and for each pair of values. */
const usual = { exhaustive: 1500, random: 300 }

/** How many operators are evaluated for one rule; they take a second or two. */
const maxOperators = 400_000

/** The loss where it no longer fires for an event; undefined where it fires for all. */
export function narrowing(before: RulePlan, after: RulePlan): string | undefined {
  const [was, is] = [conditionsOf(before), conditionsOf(after)]
  if (JSON.stringify(was) === JSON.stringify(is)) return undefined
  const isSingle = (path: readonly string[]): boolean =>
    listsFromFor(was.on.detailTypes)(path) === Number.POSITIVE_INFINITY
  const [fired, fires] = [matchAndNotUnless(was), matchAndNotUnless(is)]
  if (sees(is, was) && (isWider(fired, fires) || implies(fired, fires, isSingle))) return undefined
  for (const event of candidates(was, fired, fires))
    if (isObserved(was.on, event) && evaluate(fired, event) && !firesOn(is, event))
      return lostEvent(inWords(event))
  return mayLoseEvents
}

/** Events on which the two versions may differ. For long lists there are fewer values and fewer events. */
function candidates({ on }: Conditions, fired: Predicate, fires: Predicate): Iterable<Event> {
  const gone = matchAndNotUnless({ match: cutDown(fired, fires), unless: cutDown(fires, fired) })
  const affordable = Math.ceil(maxOperators / (operatorCount(fired) + operatorCount(fires)))
  const bounds = {
    exhaustive: Math.min(usual.exhaustive, affordable),
    random: Math.min(usual.random, affordable),
  }
  return eventsFor({ id: 'gone', on, match: gone, unless: undefined }, [], bounds)
}

type Conditions = Pick<RulePlan['conditions'], 'on' | 'match' | 'unless'>

const conditionsOf = ({ conditions: { on, match, unless } }: RulePlan): Conditions => ({
  on,
  match,
  unless,
})

const firesOn = (rule: Conditions, event: Event): boolean =>
  isObserved(rule.on, event) && evaluate(matchAndNotUnless(rule), event)

/** Whether the one receives all events that the other receives. */
const sees = ({ on }: Conditions, { on: other }: Conditions): boolean => seesAll(on, other)

function inWords({ record, envelope }: Event): string {
  const { eventSource, eventName, eventType: _, ...rest } = record
  const called = [eventSource, eventName].filter((each) => typeof each === 'string').join(' ')
  const more = Object.keys(rest).length === 0 ? '' : JSON.stringify(rest)
  const shown = more.length > 160 ? `${more.slice(0, 159)}…` : more
  return `${called === '' ? String(envelope['detail-type']) : called} ${shown}`.trimEnd()
}
