/**
 * `tripline undo`: restores what a response changed, with the same checks as the response itself.
 */
import { isSameSender, whyNotApprover } from './approvers.ts'
import { byHand, callText } from './by-hand.ts'
import { equalFacets } from './facets.ts'
import { placeIn } from './follow.ts'
import { whyNotPlanned } from './made-anew.ts'
import type { ResponderWorld } from './ports.ts'
import { eventOf, isUndoable, newProgress, type ResponseRecord, timeOf } from './record.ts'
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
  by: string,
  responder: Responder<Past>,
  world: ResponderWorld<Past>,
  untilMs: number,
): Promise<Verdict> {
  const { state, target, plan, request, finishedAt } = record
  if (!isUndoable(record) || target === null || plan === null) {
    return { record, answer: `there is nothing to undo: the response is in state ${state}` }
  }
  const { undoExpiresMs } = world.limits
  if (finishedAt !== null && world.nowMs() > Date.parse(finishedAt) + undoExpiresMs) {
    const days = undoExpiresMs / dayMs
    return {
      record,
      answer: `the response ended at ${finishedAt}, and an undo is possible for ${days} days`,
    }
  }
  const forbidden = await whyNotApprover(by, eventOf(request), target, world)
  if (forbidden !== null) {
    return { record: { ...record, alertsDue: record.alertsDue + 1 }, answer: forbidden }
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
  if (world.hand === 'taking') return { record, answer: byHand(steps) }
  const why = await whyNotPlanned(record, responder, world)
  if (why !== null) {
    const calls = steps.map(callText).join('; ')
    return { record, answer: `${why}; to undo it, make these calls by hand: ${calls}` }
  }
  const first = firstOfTwo(record, by, world)
  if (first !== null) return first
  const undoing = await save(
    {
      ...record,
      state: 'undoing',
      progress: newProgress(live, names, steps),
      undoneBy: by,
    },
    world,
  )
  const back = await finish(undoing, responder, world, untilMs)
  return { record: back, answer: back.why ?? `the response is ${back.state}` }
}

const dayMs = 86_400_000

/**
 * Records the first of two people who must request an undo; null where no other person is needed.
 * The first request counts as long as an approval does.
 */
function firstOfTwo<Past>(
  record: ResponseRecord,
  by: string,
  world: ResponderWorld<Past>,
): Verdict | null {
  const { undoPeople, approvalExpiresMs } = world.limits
  if (undoPeople === 1) return null
  const { undoRequestedBy: first } = record
  const isOpen = first !== null && world.nowMs() <= Date.parse(first.at) + approvalExpiresMs
  if (isOpen && !isSameSender(first.by, by)) return null
  const request = isOpen ? first : { by, at: timeOf(world) }
  return {
    record: { ...record, undoRequestedBy: request, alertsDue: record.alertsDue + (isOpen ? 0 : 1) },
    answer: `${request.by} requested the undo; a second person must request it too`,
  }
}

/**
 * Whether the live target is still as the response left it. Where it could not be read (every call
 * was throttled), the recorded calls show what was left.
 */
function isAsLeft<Past>(
  { left, progress }: ResponseRecord,
  target: Target,
  live: Facets,
  names: readonly string[],
  responder: Responder<Past>,
): boolean {
  if (left === null) {
    return progress !== null && placeIn(progress, responder, target, live) !== undefined
  }
  const current = responder.comparable(target, live, names)
  return equalFacets(current, responder.comparable(target, left, names))
}
