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
  if (live.S3BucketName === undefined) return unsettled(`${target.name} does not exist any more`)
  const [other] = differingNames(live, effect)
  if (other !== undefined) return unsettled(`${other} is not what the call left`)
  const goal = goalOf(event, effect, past, live)
  if (isNoPlan(goal)) return goal
  const names = differingNames(effect, goal)
  if (names.length === 0) return changedSince('it left everything as it was before')
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
      : refuse('it was not logging before the call either')
  }
  if (snapshot === null) {
    return refuse(
      'there is no snapshot of the trail from before the call, so what to put back is not known',
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
      ? `Nothing that happened between ${when} and now is in the trail: read it in the event history, which has the management events of 90 days.`
      : `What the trail left out between ${when} and now is missing from it for good; the event history has the management events of 90 days.`,
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
    `What stood before is known from the snapshot of ${snapshot.until}.`,
    ...(moved.length === 0
      ? []
      : [
          `Between that snapshot and the call somebody else changed ${moved.join(', ')}; that stays as it is.`,
        ]),
  ]
}
