/** An account in memory, somebody who does something in it, and the responder that is asked. */
import type { JsonObject } from '../../src/ir/json.ts'
import type { Mode } from '../../src/ir/names.ts'
import { responderEvent } from '../../src/respond/contract/event.ts'
import type { Limits } from '../../src/respond/contract/ports.ts'
import { handleMessage } from '../../src/respond/contract/queue-message.ts'
import { type ResponseRecord, responseId } from '../../src/respond/contract/record.ts'
import { takeBaseline } from '../../src/respond/history/iam/baseline.ts'
import { increment } from '../../src/respond/history/iam/increment.ts'
import { rollbackIam } from '../../src/respond/responders/rollback-iam/rollback-iam.ts'
import { cloudTrailEvent, principalIdOf } from './cloudtrail-event.ts'
import { IamError, IamModel, type Input } from './iam-model.ts'
import { digest, Memory, processOf } from './memory-world.ts'
import { furnish } from './random-calls.ts'

export interface Stage {
  readonly memory: Memory
  /** Makes a call, as a user or a role, and lets the history see it. */
  does(by: string, name: string, input: Input, seconds?: number): Promise<JsonObject>
  /** Delivers the request to respond to an event; throws as the handler does. */
  ask(event: JsonObject, mode?: Mode, options?: Asking): Promise<ResponseRecord | undefined>
  /** Delivers a command of a person. */
  say(kind: 'approve' | 'undo', id: string, by?: string, options?: Asking): Promise<void>
}

export interface Asking {
  readonly killAt?: number
  readonly isLastDelivery?: boolean
  readonly askedMs?: number
  /** Who asks, where it is not `detect`. */
  readonly senderId?: string
}

/** With an account as `furnish` leaves it, and the first snapshot of it a minute ago. */
export async function stage(limits?: { readonly limits?: Limits }): Promise<Stage> {
  const iam = new IamModel()
  furnish(iam)
  const memory = new Memory(iam)
  await takeBaseline(memory.snapshotWorld())
  memory.nowMs += 60_000
  let made = 0
  const deliver = (body: object, senderId: string, asking: Asking = {}) => {
    const { isLastDelivery = false, senderId: _, ...options } = asking
    const message = { body: JSON.stringify(body), senderId, isLastDelivery }
    return handleMessage(message, rollbackIam, processOf(memory, { ...limits, ...options }))
  }
  return {
    memory,
    does: async (by, name, input, seconds = 1) => {
      memory.nowMs += seconds * 1000
      const event = cloudTrailEvent({
        call: name,
        input,
        by,
        at: memory.now,
        id: ++made,
        ...callOf(iam, name, input),
      })
      await increment(event, memory.snapshotWorld())
      return event
    },
    ask: async (event, mode = 'enforce', asking = {}) => {
      const { senderId = 'AROADETECT:detect' } = asking
      await deliver(requestFor(event, mode), senderId, asking)
      return memory.record(idOf(event))
    },
    say: async (kind, id, by = 'carol', asking = {}) => {
      await deliver({ kind, id, reason: 'asked to' }, principalIdOf(by), asking)
    },
  }
}

function callOf(iam: IamModel, name: string, input: Input) {
  try {
    return { answer: iam.call(name, input) }
  } catch (error) {
    if (error instanceof IamError) return { errorCode: error.code }
    throw error
  }
}

export const requestFor = (event: JsonObject, mode: Mode): object => ({
  kind: 'respond',
  responder: 'rollback-iam',
  mode,
  rule: {
    id: 'iam-policy-changed',
    title: 'An IAM policy changed',
    severity: 'high',
    notify: null,
  },
  alert: 'a'.repeat(32),
  event,
})

export function idOf(event: JsonObject): string {
  const read = responderEvent(event)
  if (typeof read === 'string') throw new Error(read)
  return responseId('rollback-iam', read.identity, digest)
}
