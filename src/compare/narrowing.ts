/**
 * Whether a rule still fires for what it fired for. Where that cannot be shown it counts as a loss:
 * better one look too many than an alert that nobody misses.
 */
import { listsFromFor } from '../aws/single-values.ts'
import { evaluate } from '../engine/evaluate.ts'
import { isObserved } from '../engine/rule-matches.ts'
import type { Event } from '../ir/event.ts'
import { matchAndNotUnless } from '../ir/logic.ts'
import type { Predicate } from '../ir/predicate.ts'
import { implies } from '../lint/logic/can-match.ts'
import type { RulePlan } from '../plan/manifest/rules.ts'
import { eventsFor } from '../prove/events.ts'
import { cutDown, isWider, operatorCount } from './wider.ts'

/** Enough for each value of each field, alone and beside every other value of another. */
const usual = { exhaustive: 1500, random: 300 }

/** Operators evaluated for one rule, which take less than a second or two. */
const maxOperators = 400_000

/** What it no longer fires for, as a phrase; with an event where one is found. */
export function narrowing(before: RulePlan, after: RulePlan): string | undefined {
  const [was, is] = [conditionsOf(before), conditionsOf(after)]
  if (JSON.stringify(was) === JSON.stringify(is)) return undefined
  const isSingle = (path: readonly string[]): boolean =>
    listsFromFor(was.on.detailTypes)(path) === Number.POSITIVE_INFINITY
  const [fired, fires] = [matchAndNotUnless(was), matchAndNotUnless(is)]
  if (sees(is, was) && (isWider(fired, fires) || implies(fired, fires, isSingle))) return undefined
  for (const event of candidates(was, fired, fires))
    if (isObserved(was.on, event) && evaluate(fired, event) && !firesOn(is, event))
      return inWords(event)
  return 'some events, or this cannot be ruled out: its conditions changed'
}

/** Events on which the two may differ. Made of few values, and asked about few events, where lists are long. */
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

/** Whether the one looks at all events that the other looks at. */
const sees = ({ on }: Conditions, { on: other }: Conditions): boolean =>
  (on.source.endsWith('.') ? other.source.startsWith(on.source) : other.source === on.source) &&
  other.detailTypes.every((type) => on.detailTypes.includes(type))

function inWords({ record, envelope }: Event): string {
  const { eventSource, eventName, eventType: _, ...rest } = record
  const called = [eventSource, eventName].filter((each) => typeof each === 'string').join(' ')
  const more = Object.keys(rest).length === 0 ? '' : JSON.stringify(rest)
  const shown = more.length > 160 ? `${more.slice(0, 159)}…` : more
  return `${called === '' ? String(envelope['detail-type']) : called} ${shown}`.trimEnd()
}
