import { equalFacets, facetOf, pick } from '../../contract/facets.ts'
import { planBack } from '../../contract/plan-back.ts'
import {
  type Facets,
  isNoPlan,
  type Responder,
  refuse,
  type Target,
  unsettled,
} from '../../contract/responder.ts'
import { isAwsOwned, kindOf, sameValue, targetOf } from '../../history/iam/entity.ts'
import { knownSpelling, respell } from '../../history/iam/spelling.ts'
import { afterAll, type EntityState, stateAt } from '../../history/iam/state-at.ts'
import { type Burst, burstOf } from './burst.ts'
import { goalOf, judge } from './goal.ts'
import type { History } from './past.ts'
import { comparablePolicy } from './policy-steps.ts'
import { notesOf, remainsOf } from './remains.ts'
import { steps } from './steps.ts'
import { undoable } from './undoable.ts'

/** Plans to restore the state before the event's burst. */
export const plan: Responder<History>['plan'] = ({
  event,
  target: asNamed,
  past: asRead,
  live,
}) => {
  const past = { ...asRead, facts: respell(asRead.facts, live) }
  const target = targetOf(knownSpelling(asNamed.key, past.facts))
  if (past.isCut) return refuse('the target was changed too often to follow its history')
  const burst = burstOf(past, event.identity)
  if (burst === 'unseen')
    return unsettled('the history of IAM does not contain the event', 'refused')
  if (isNoPlan(burst)) return burst
  const [first] = burst.changes
  if (first === undefined)
    return refuse('the change was already reversed, together with another change')
  const then = stateAt(past.facts, first.at, burst.before)
  if (isAwsOwned(live) || isAwsOwned(then.facets)) {
    return refuse('the target belongs to AWS, and only AWS can change it')
  }
  const goal = goalOf(burst, then, past.baseline)
  if (isNoPlan(goal)) return goal
  const isAlike = isPolicyAlike(target, burst, then, live)
  const noPlan = isAlike ? null : judge(burst, then, goal, live)
  if (noPlan !== null) return noPlan
  const [found, before] = isAlike ? [live, then.facets] : ends(target, live, goal)
  return planBack({ event, target, live }, before, steps, {
    found,
    covers: burst.changes
      .filter(({ id, eventName }) => id !== event.identity && undoable.has(eventName))
      .map(({ id }) => id),
    since: first.at,
    remains: remainsOf(target.key, burst),
    notes: notesOf(then, past.facts, Object.keys(goal)),
  })
}

/**
 * Whether the policy holds the documents that the burst left, under any version ids. A policy that
 * was deleted and brought back has other ids than those in its events.
 */
function isPolicyAlike(
  { key }: Target,
  { changes }: Burst,
  then: EntityState,
  live: Facets,
): boolean {
  if (kindOf(key) !== 'policy' || !then.isWhole || facetOf(live, 'entity') === null) return false
  const left = afterAll(then, changes)
  return (
    left.unknown.size === 0 &&
    facetOf(then.facets, 'entity') !== null &&
    equalFacets(comparablePolicy(left.facets), comparablePolicy(live)) &&
    !equalFacets(comparablePolicy(then.facets), comparablePolicy(live))
  )
}

/**
 * The facets to start from and to restore: a policy as a whole, of other entities only the facets
 * that differ.
 */
function ends({ key }: Target, live: Facets, goal: Facets): [found: Facets, before: Facets] {
  if (kindOf(key) === 'policy') return [live, { ...live, ...goal }]
  const names = Object.keys(goal).filter(
    (name) => !sameValue(name, facetOf(goal, name), facetOf(live, name)),
  )
  return [pick(live, names), pick(goal, names)]
}
