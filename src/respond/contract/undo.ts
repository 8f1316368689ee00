/**
 * `tripline undo`: restores what a response changed, with the same checks as the response itself.
 */
import { equalFacets } from './facets.ts'
import { placeIn } from './follow.ts'
import { isSamePrincipal } from './guards.ts'
import type { ResponderWorld } from './ports.ts'
import { eventOf, isUndoable, newProgress, type ResponseRecord } from './record.ts'
import { type Facets, isNoPlan, namesOf, type Responder, type Target } from './responder.ts'
import { finish } from './run.ts'
import { save } from './store.ts'

export interface Verdict {
  readonly record: ResponseRecord
  /** One sentence for the person who sent the command. */
  readonly answer: string
}

export async function undo<Past>(
  record: ResponseRecord,
  senderId: string,
  responder: Responder<Past>,
  world: ResponderWorld<Past>,
  untilMs: number,
): Promise<Verdict> {
  const { state, target, plan, request } = record
  if (!isUndoable(record) || target === null || plan === null) {
    return { record, answer: `there is nothing to undo: it is ${state}` }
  }
  if (isSamePrincipal(senderId, eventOf(request).principal)) {
    const answer = `${senderId} made the change and cannot bring it back: it takes somebody else`
    return { record: { ...record, tell: record.tell + 1 }, answer }
  }
  const names = namesOf(plan)
  const live = await world.live(target)
  if (!isAsLeft(record, target, live, names, responder)) {
    return { record, answer: `${target.name} changed since the response, so nothing was done` }
  }
  const steps = responder.steps(target, live, plan.found)
  if (isNoPlan(steps)) return { record, answer: steps.why }
  if (state === 'failed' && steps.length === 0) {
    return { record, answer: 'there is nothing to undo: no call was made' }
  }
  const undoing = await save(
    {
      ...record,
      state: 'undoing',
      course: newProgress(live, names, steps),
      undoneBy: senderId,
    },
    world,
  )
  const back = await finish(undoing, responder, world, untilMs)
  return { record: back, answer: back.why ?? `it is ${back.state}` }
}

/**
 * Whether the live target is still as the response left it. Where it could not be read (every call
 * was throttled), the recorded calls show what was left.
 */
function isAsLeft<Past>(
  { left, course }: ResponseRecord,
  target: Target,
  live: Facets,
  names: readonly string[],
  responder: Responder<Past>,
): boolean {
  if (left === null) {
    return course !== null && placeIn(course, responder, target, live) !== undefined
  }
  const current = responder.comparable(target, live, names)
  return equalFacets(current, responder.comparable(target, left, names))
}
