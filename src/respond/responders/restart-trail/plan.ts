import type { ResponderEvent } from '../../contract/event.ts'
import { differingNames, facetOf, pick } from '../../contract/facets.ts'
import { findOut, planBack } from '../../contract/plan-back.ts'
import {
  changedSince,
  type Facets,
  type Final,
  isNoPlan,
  type Responder,
  refuse,
  unsettled,
} from '../../contract/responder.ts'
import { answerFacets, effectOf } from './event.ts'
import { logging, on, settingNames } from './facets.ts'
import type { TrailPast } from './past.ts'
import { steps } from './steps.ts'

/** Plans to restore, of what the call changed, the values in the last snapshot before it. */
export const plan: Responder<TrailPast>['plan'] = (question) => {
  const { event, target, past, live } = question
  const effect = effectOf(event)
  if (isNoPlan(effect)) return effect
  if (live.S3BucketName === undefined) return unsettled(`${target.name} no longer exists`)
  const [other] = differingNames(live, effect)
  if (other !== undefined) return unsettled(`${other} was changed after the call`)
  const goal = goalOf(event, effect, past, live)
  if (isNoPlan(goal)) return goal
  const names = differingNames(effect, goal)
  if (names.length === 0) return changedSince('the call changed nothing')
  return planBack(question, pick(goal, names), steps, {
    since: past.since,
    remains: remainsOf(event),
    notes: notesOf(event, effect, past),
  })
}

/** The facets to restore, or the reason why they are not known. */
function goalOf(
  { at }: ResponderEvent,
  effect: Facets,
  { snapshot }: TrailPast,
  live: Facets,
): Facets | Final {
  if (logging in effect) {
    return wasLogging(at, snapshot, live)
      ? { [logging]: on }
      : refuse('the trail was already stopped before the call')
  }
  if (snapshot === null) {
    return refuse(
      'there is no snapshot of the trail from before the call, so the former settings are unknown',
    )
  }
  return pick(snapshot.facets, Object.keys(effect))
}

/**
 * Whether the trail was logging before the call. CloudTrail reports when a trail was last started
 * and stopped, to the second.
 */
function wasLogging(at: string, snapshot: TrailPast['snapshot'], live: Facets): boolean {
  const { started = null, stopped = null } = live
  if (snapshot === null) return stopped !== null && stopped >= at
  return snapshot.facets[logging] === on || (started !== null && started > snapshot.until)
}

function remainsOf({ name, principal, at }: ResponderEvent): readonly string[] {
  const when = at.replace('.000Z', 'Z')
  return [
    findOut(principal.key, `call ${name}`),
    name === 'StopLogging'
      ? `The trail has no events between ${when} and now. Read them in the event history, which has the management events of 90 days.`
      : `The trail will never have the events that it did not record between ${when} and now. The event history has the management events of 90 days.`,
  ]
}

function notesOf(
  { answer }: ResponderEvent,
  effect: Facets,
  { snapshot }: TrailPast,
): readonly string[] {
  if (snapshot === null) return []
  const left = answerFacets(answer)
  const moved = settingNames.filter(
    (name) =>
      left !== undefined &&
      !(name in effect) &&
      facetOf(left, name) !== facetOf(snapshot.facets, name),
  )
  return [
    `The former settings are from the snapshot of ${snapshot.until}.`,
    ...(moved.length === 0
      ? []
      : [
          `Between that snapshot and the call, these settings changed too: ${moved.join(', ')}. They stay as they are.`,
        ]),
  ]
}
