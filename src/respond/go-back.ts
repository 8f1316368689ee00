/** `tripline undo`: puts back what a response took away, by the same checks as the response itself. */
import { isSamePrincipal } from './guards.ts'
import type { ResponderWorld } from './ports.ts'
import { eventOf, type ResponseRecord, startCourse } from './record.ts'
import { equalFacets, isRefusal, namesOf, type Responder } from './responder.ts'
import { finish } from './run.ts'
import { save } from './store.ts'

export interface Verdict {
  readonly record: ResponseRecord
  /** One sentence for who asked. */
  readonly answer: string
}

export async function goneBack<Past>(
  record: ResponseRecord,
  senderId: string,
  responder: Responder<Past>,
  world: ResponderWorld<Past>,
  untilMs: number,
): Promise<Verdict> {
  const { state, target, plan, left, request } = record
  const isUndoable = state === 'done' || (state === 'failed' && (record.course?.done ?? 0) > 0)
  if (!isUndoable || target === null || plan === null || left === null) {
    return { record, answer: `there is nothing to undo: it is ${state}` }
  }
  if (isSamePrincipal(senderId, eventOf(request).principal)) {
    const answer = `${senderId} made the change and cannot bring it back: it takes somebody else`
    return { record: { ...record, tell: record.tell + 1 }, answer }
  }
  const names = namesOf(plan)
  const live = await world.live(target)
  const stands = responder.comparable(target, live, names)
  if (!equalFacets(stands, responder.comparable(target, left, names))) {
    return { record, answer: `${target.name} changed since the response, so nothing was done` }
  }
  const steps = responder.steps(target, live, plan.found)
  if (isRefusal(steps)) return { record, answer: steps.why }
  const undoing = await save(
    {
      ...record,
      state: 'undoing',
      course: startCourse(live, names, steps),
      undoneBy: senderId,
    },
    world,
  )
  const back = await finish(undoing, responder, world, untilMs)
  return { record: back, answer: back.why ?? `it is ${back.state}` }
}
