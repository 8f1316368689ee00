/**
 * Handles a command that a person sends about a response: `approve` starts one that waits, `undo`
 * reverses one that is done. SQS attaches the sender (SenderId), which nobody can forge. The answer
 * is stored in the record, where the command line reads it.
 */

import { isSamePrincipal } from './guards.ts'
import { withLock } from './lock.ts'
import type { ResponderWorld } from './ports.ts'
import { eventOf, type ResponseRecord, timeOf } from './record.ts'
import type { ResponderMessage } from './request.ts'
import { isNoPlan, type Responder } from './responder.ts'
import { act, end, type Outcome, resume } from './run.ts'
import { settledPlan } from './settled-plan.ts'
import { load, save } from './store.ts'
import { undo, type Verdict } from './undo.ts'

type PersonsMessage = Extract<ResponderMessage, { kind: 'approve' | 'undo' }>

export async function command<Past>(
  message: PersonsMessage,
  senderId: string,
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
    const verdict =
      message.kind === 'approve'
        ? await approve(record, senderId, responder, world, untilMs)
        : await undo(record, senderId, responder, world, untilMs)
    const { kind, id, reason } = message
    const answered: ResponseRecord = {
      ...verdict.record,
      command: { kind, by: senderId, at: timeOf(world), reason, answer: verdict.answer },
    }
    return { record: await save(answered, world), log: `${kind} ${id}: ${verdict.answer}` }
  })
}

async function approve<Past>(
  record: ResponseRecord,
  senderId: string,
  responder: Responder<Past>,
  world: ResponderWorld<Past>,
  untilMs: number,
): Promise<Verdict> {
  const { state, target, expiresAt, request } = record
  if (state !== 'waiting' || target === null) {
    return { record, answer: `it does not wait for approval: it is ${state}` }
  }
  if (expiresAt !== null && world.nowMs() > Date.parse(expiresAt)) {
    const answer = `the approval expired at ${expiresAt}`
    return { record: await end(record, 'expired', answer, world), answer }
  }
  const event = eventOf(request)
  if (isSamePrincipal(senderId, event.principal)) {
    const answer = `${senderId} made the change and cannot approve its rollback: it takes somebody else`
    return { record: { ...record, why: answer, tell: record.tell + 1 }, answer }
  }
  const plan = await settledPlan(responder, world, event, target, Date.parse(event.at))
  if (isNoPlan(plan)) {
    return { record: await end(record, plan.kind, plan.why, world), answer: plan.why }
  }
  const done = await act({ ...record, approvedBy: senderId }, plan, responder, world, untilMs)
  return { record: done, answer: done.why ?? `it is ${done.state}` }
}
