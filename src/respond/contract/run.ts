/**
 * Runs a response, the same for every responder: it acts only on the live state that it has
 * checked, acts once, and can be undone.
 *
 *     message ─► guards ─► lock on the target ─► plan ─┬─ observe ─► would-do
 *                                                      ├─ approve ─► waiting ─► (a person) ─┐
 *                                                      └─ enforce ──────────────────────────┴► acting ─► done ─► (a person) ─► undoing ─► undone
 *
 * After an interruption SQS delivers the same message again, and the record shows where to
 * continue. `NotYet`, and any error other than `CallRefused`, causes exactly that.
 */

import { byHand } from './by-hand.ts'
import { type ResponderEvent, responderEvent } from './event.ts'
import { type Followed, follow } from './follow.ts'
import { whyExempt, whyIgnored } from './guards.ts'
import { withLock } from './lock.ts'
import { whyNotPlanned } from './made-anew.ts'
import type { ResponderWorld } from './ports.ts'
import {
  isInProgress,
  newProgress,
  newRecord,
  type ResponseRecord,
  responseId,
  supersedes,
  timeOf,
} from './record.ts'
import type { ResponseRequest } from './request.ts'
import {
  type Final,
  isNoPlan,
  namesOf,
  type Plan,
  type Responder,
  type Target,
} from './responder.ts'
import { settledPlan } from './settled-plan.ts'
import { cover, load, save, takeAction } from './store.ts'

/**
 * `record` is null where nothing happened and no alert is due; `log` then has the reason. Where
 * `isPassedOn`, the message goes to the function `restore`, which begins anew.
 */
export interface Outcome {
  readonly record: ResponseRecord | null
  readonly log: string
  readonly isPassedOn?: boolean
}

export async function respond<Past>(
  request: ResponseRequest,
  responder: Responder<Past>,
  world: ResponderWorld<Past>,
): Promise<Outcome> {
  const event = responderEvent(request.event)
  if (typeof event === 'string') return { record: null, log: event }
  const why = whyIgnored(event, world)
  if (why !== null) return { record: null, log: why }
  const target = responder.target(event)
  const id = responseId(responder.name, event.identity, world.digest)
  const key = isNoPlan(target) ? `event/${id}` : target.key
  return await withLock(key, world, async (untilMs) => {
    const known = await load(world.responses, id)
    if (known !== null && !supersedes(request, known)) {
      const record = await resume(known, responder, world, untilMs)
      return { record, log: `response ${id} was already ${known.state}` }
    }
    const first = { ...(known ?? newRecord(id, request, timeOf(world))), request }
    const started = await begin(first, event, target, responder, world, untilMs)
    return started === 'passed on'
      ? { record: null, log: `response ${id} is passed on to restore`, isPassedOn: true }
      : { record: started, log: `response ${id} is ${started.state}` }
  })
}

/**
 * Continues a record that an earlier invocation left in progress; returns any other record as it
 * is. A function that only takes leaves a record with calls that give to `restore`, which began it.
 */
export async function resume<Past>(
  record: ResponseRecord,
  responder: Responder<Past>,
  world: ResponderWorld<Past>,
  untilMs: number,
): Promise<ResponseRecord> {
  if (!isInProgress(record) || (world.hand === 'taking' && isGivingRecord(record, responder)))
    return record
  const why = await whyNotPlanned(record, responder, world)
  if (why !== null) return await end(record, 'changed-since', why, world)
  if (record.plan !== null && record.state === 'acting') {
    await cover(record, record.plan.covers, world)
  }
  return await finish(record, responder, world, untilMs)
}

function isGivingRecord<Past>(
  { state, progress }: ResponseRecord,
  responder: Responder<Past>,
): boolean {
  if (state === 'undoing' || progress === null) return true
  return progress.steps.some((step) => responder.gives(step, progress.found))
}

/** Whether one of the plan's calls gives somebody a power, or takes a protection away. */
export const isGiving = <Past>({ steps, found }: Plan, responder: Responder<Past>): boolean =>
  steps.some((step) => responder.gives(step, found))

async function begin<Past>(
  record: ResponseRecord,
  event: ResponderEvent,
  target: Target | Final,
  responder: Responder<Past>,
  world: ResponderWorld<Past>,
  untilMs: number,
): Promise<ResponseRecord | 'passed on'> {
  if (isNoPlan(target)) return await end(record, target.kind, target.why, world)
  const aimed = { ...record, target }
  const exemption = whyExempt(event, world)
  if (exemption !== null) return await end(aimed, 'refused', exemption, world)
  const plannedAt = timeOf(world)
  const { answer: plan, seen } = await settledPlan(responder, world, {
    event,
    target,
    view: { response: record.id, until: null },
    sentMs: world.sentMs,
  })
  if (isNoPlan(plan)) return await end(aimed, plan.kind, plan.why, world)
  const planned = { ...aimed, plan, plannedAt, seen }
  const { mode } = record.request
  if (mode === 'observe') return await end(planned, 'would-do', null, world)
  const gives = isGiving(plan, responder)
  if (gives && world.hand === 'taking' && world.toRestore === null)
    return await end(planned, 'refused', byHand(plan.steps), world)
  if (mode === 'approve') return await wait(planned, null, world)
  if (gives && world.limits.confirm === 'person')
    return await wait(planned, 'it gives powers back, so a person must approve it', world)
  if (gives && world.hand === 'taking') return 'passed on'
  return await act(planned, plan, responder, world, untilMs)
}

/**
 * Acts on a plan just made, or lets it wait for a person where the hour's actions are used up. A
 * response that a person approved is neither delayed nor counted: the limit applies to automatic
 * actions.
 */
export async function act<Past>(
  record: ResponseRecord,
  plan: Plan,
  responder: Responder<Past>,
  world: ResponderWorld<Past>,
  untilMs: number,
): Promise<ResponseRecord> {
  if (record.approvedBy === null && !(await takeAction(world, responder.name, record.id))) {
    const { maxActionsPerHour } = world.limits
    return await wait(
      record,
      `the limit of actions an hour (${maxActionsPerHour}) is reached`,
      world,
    )
  }
  const progress = newProgress(plan.found, namesOf(plan), plan.steps)
  const acting = await save({ ...record, plan, state: 'acting', progress, why: null }, world)
  await cover(acting, plan.covers, world)
  return await finish(acting, responder, world, untilMs)
}

/** Makes the calls of an `acting` or `undoing` record, and ends it. */
export async function finish<Past>(
  record: ResponseRecord,
  responder: Responder<Past>,
  world: ResponderWorld<Past>,
  untilMs: number,
): Promise<ResponseRecord> {
  const { target } = record
  if (target === null) throw new Error(`response ${record.id} has no target`)
  const execution = {
    responder,
    world,
    target,
    untilMs,
    save: (next: ResponseRecord) => save(next, world),
  }
  const followed = await follow(record, execution)
  return await end(...endOf(followed), world)
}

function endOf(followed: Followed): [ResponseRecord, ResponseRecord['state'], string | null] {
  const record = { ...followed.record, left: followed.live }
  if (followed.kind !== 'arrived') return [record, followed.kind, followed.why]
  return [record, record.state === 'undoing' ? 'undone' : 'done', null]
}

export async function wait<Past>(
  record: ResponseRecord,
  why: string | null,
  world: ResponderWorld<Past>,
): Promise<ResponseRecord> {
  const expiresAt = new Date(world.nowMs() + world.limits.approvalExpiresMs).toISOString()
  return await end({ ...record, expiresAt }, 'waiting', why, world)
}

/** Stores a state that is announced: one more alert is due. */
export async function end<Past>(
  record: ResponseRecord,
  state: ResponseRecord['state'],
  why: string | null,
  world: ResponderWorld<Past>,
): Promise<ResponseRecord> {
  const at = timeOf(world)
  const hasEnded = state !== 'waiting' && state !== 'would-do'
  return await save(
    {
      ...record,
      state,
      why,
      finishedAt: hasEnded ? at : null,
      alertsDue: record.alertsDue + 1,
    },
    world,
  )
}
