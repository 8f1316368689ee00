/**
 * Handles the answer of a person about a response: `approve` starts one that waits, `undo` reverses
 * one that is done. SQS attached the sender when the person wrote to the queue `answers`, and nobody
 * can forge it. The result is stored in the record, where the command line reads it.
 */
import { whyNotApprover } from './approvers.ts'
import { byHand } from './by-hand.ts'
import { withLock } from './lock.ts'
import type { ResponderWorld } from './ports.ts'
import { eventOf, type ResponseRecord, timeOf } from './record.ts'
import { type AnswerMessage, requestOf } from './request.ts'
import { isNoPlan, type Responder } from './responder.ts'
import { act, end, isGiving, type Outcome, resume } from './run.ts'
import { settledPlan } from './settled-plan.ts'
import { load, save } from './store.ts'
import { undo, type Verdict } from './undo.ts'

export async function command<Past>(
  message: AnswerMessage,
  responder: Responder<Past>,
  world: ResponderWorld<Past>,
): Promise<Outcome> {
  const known = await load(world.responses, message.id)
  if (known === null) return { record: null, log: `there is no response ${message.id}` }
  const key = known.target?.key ?? `event/${known.id}`
  return await withLock(key, world, async (untilMs) => {
    const record = (await load(world.responses, message.id)) ?? known
    const resumed = await resume(record, responder, world, untilMs)
    // The state it is in now is what the message, delivered before, was meant to bring about.
    if (resumed !== record) return { record: resumed, log: `response ${record.id} went on` }
    const { kind, id, by, reason } = message
    const verdict =
      kind === 'approve'
        ? await approve(record, by, responder, world, untilMs)
        : await undo(record, by, responder, world, untilMs)
    const answered: ResponseRecord = {
      ...verdict.record,
      command: { kind, by, at: timeOf(world), reason, answer: verdict.answer },
    }
    return { record: await save(answered, world), log: `${kind} ${id}: ${verdict.answer}` }
  })
}

async function approve<Past>(
  record: ResponseRecord,
  by: string,
  responder: Responder<Past>,
  world: ResponderWorld<Past>,
  untilMs: number,
): Promise<Verdict> {
  const { id, state, target, expiresAt } = record
  if (state !== 'waiting' || target === null) {
    return { record, answer: `there is nothing to approve: the response is in state ${state}` }
  }
  if (expiresAt !== null && world.nowMs() > Date.parse(expiresAt)) {
    const answer = `the approval expired at ${expiresAt}`
    return { record: await end(record, 'expired', answer, world), answer }
  }
  const request = requestOf(record.request, await world.rules())
  if (typeof request === 'string') return { record, answer: request }
  const event = eventOf(request)
  const why = await whyNotApprover(by, event, target, world)
  if (why !== null)
    return { record: { ...record, why, alertsDue: record.alertsDue + 1 }, answer: why }
  const plannedAt = timeOf(world)
  const { answer: plan, seen } = await settledPlan(responder, world, {
    event,
    target,
    view: { response: id, until: null },
    sentMs: Date.parse(event.at),
  })
  if (isNoPlan(plan)) {
    return { record: await end(record, plan.kind, plan.why, world), answer: plan.why }
  }
  if (world.hand === 'taking' && isGiving(plan, responder)) {
    return { record: { ...record, plan, plannedAt, seen }, answer: byHand(plan.steps) }
  }
  const approved = { ...record, request, plannedAt, seen, approvedBy: by }
  const done = await act(approved, plan, responder, world, untilMs)
  return { record: done, answer: done.why ?? `it is ${done.state}` }
}
