/**
 * Undoes changes of IAM policies, attachments, trust, boundaries, membership and credentials.
 *
 * An event says what was written and never what stood there before; that is in the history
 * (`snapshot-iam`). What the event left is known from the events themselves, so that a snapshot
 * taken between the change and now is never mistaken for the time before.
 */
import type { ResponderEvent } from '../../contract/event.ts'
import {
  equalFacets,
  type Facets,
  type Final,
  isNoPlan,
  type NoPlan,
  type Plan,
  type Question,
  type Responder,
  refuse,
  type Step,
  type Target,
} from '../../contract/responder.ts'
import { changesOf } from '../../history/iam/changes.ts'
import {
  comparableValue,
  facetOf,
  isAwsOwned,
  kindOf,
  nameOf,
  sameValue,
  targetOf,
} from '../../history/iam/entity.ts'
import { spelled, spelledEntity } from '../../history/iam/spelling.ts'
import { afterAll, type History, type Standing, standingAt } from '../../history/iam/state-at.ts'
import { type Burst, burstOf } from './burst.ts'
import { entitySteps } from './entity-steps.ts'
import { goalOf, judge } from './goal.ts'
import { comparablePolicy, policySteps } from './policy-steps.ts'
import { notesOf, remainsOf } from './remains.ts'
import { isSafeguard, undoable } from './undoable.ts'

export const rollbackIam: Responder<History> = {
  name: 'rollback-iam',
  target,
  plan,
  steps,
  comparable: ({ key }, facets, names) =>
    kindOf(key) === 'policy'
      ? comparablePolicy(facets)
      : Object.fromEntries(
          names.map((name) => [name, comparableValue(name, facetOf(facets, name))]),
        ),
}

function target(event: ResponderEvent): Target | Final {
  const { source, name } = event
  if (source !== 'iam.amazonaws.com') return refuse(`${source} ${name} is no change of IAM`)
  if (!undoable.has(name)) return refuse(`${name} is nothing that rollback-iam can undo`)
  const [change] = changesOf(event)
  if (change === undefined) return refuse(`the event does not say what ${name} changed`)
  if (Object.entries(change.sets).some(([facet, value]) => isSafeguard(facet, value, event.at))) {
    return refuse(
      'it holds up an attacker (a quarantine, or sessions revoked), and is left in place',
    )
  }
  return kindOf(change.entity) === 'policy' && isAwsPolicy(nameOf(change.entity))
    ? refuse('policies of AWS can be attached and detached, and never edited')
    : targetOf(change.entity)
}

/** `arn:aws:iam::aws:policy/ReadOnlyAccess`: where others have an account. */
const isAwsPolicy = (arn: string): boolean => /^arn:[^:]*:iam::aws:/.test(arn)

function plan({ event, target: asNamed, past: told, live }: Question<History>): Plan | NoPlan {
  const past = { ...told, facts: spelled(told.facts, live) }
  const of = targetOf(spelledEntity(asNamed.key, past.facts))
  if (past.isCut) return refuse('it has changed too often for its history to be followed')
  const burst = burstOf(past, event.identity)
  if (burst === 'unseen') {
    const why = 'the history of IAM does not have the event'
    return { kind: 'unsettled', otherwise: 'refused', why }
  }
  if (isNoPlan(burst)) return burst
  const [first] = burst.changes
  if (first === undefined) return refuse('it was undone already, together with another change')
  const then = standingAt(past.facts, first.at, burst.before)
  if (isAwsOwned(live) || isAwsOwned(then.facets)) {
    return refuse('it belongs to AWS, which alone can change it')
  }
  const goal = goalOf(burst, then, past.baseline)
  if (isNoPlan(goal)) return goal
  const isAlike = isPolicyAlike(of, burst, then, live)
  const refusal = isAlike ? null : judge(burst, then, goal, live)
  if (refusal !== null) return refusal
  const [found, before] = isAlike ? [live, then.facets] : ends(of, live, goal)
  const way = steps(of, live, before)
  if (isNoPlan(way)) return way
  return {
    found,
    before,
    steps: way,
    covers: burst.changes
      .filter(({ id, eventName }) => id !== event.identity && undoable.has(eventName))
      .map(({ id }) => id),
    since: first.at,
    remains: remainsOf(of.key, burst),
    notes: notesOf(then, past.facts, Object.keys(goal)),
  }
}

function steps({ key }: Target, live: Facets, to: Facets): readonly Step[] | Final {
  return kindOf(key) === 'policy' ? policySteps(key, live, to) : entitySteps(key, live, to)
}

/**
 * The policy holds what the burst left, under whatever ids: one that was deleted and brought back
 * has others than those its events speak of.
 */
function isPolicyAlike({ key }: Target, { changes }: Burst, then: Standing, live: Facets): boolean {
  if (kindOf(key) !== 'policy' || !then.isWhole || facetOf(live, 'entity') === null) return false
  const left = afterAll(then, changes)
  return (
    left.unknown.size === 0 &&
    facetOf(then.facets, 'entity') !== null &&
    equalFacets(comparablePolicy(left.facets), comparablePolicy(live)) &&
    !equalFacets(comparablePolicy(then.facets), comparablePolicy(live))
  )
}

/** From where and to where; a policy as a whole, everything else only what differs. */
function ends({ key }: Target, live: Facets, goal: Facets): [found: Facets, before: Facets] {
  if (kindOf(key) === 'policy') return [live, { ...live, ...goal }]
  const names = Object.keys(goal).filter(
    (name) => !sameValue(name, facetOf(goal, name), facetOf(live, name)),
  )
  const pick = (facets: Facets): Facets =>
    Object.fromEntries(names.map((name) => [name, facetOf(facets, name)]))
  return [pick(live), pick(goal)]
}
