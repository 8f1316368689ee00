/** An IAM account in memory, with callers who change it and rollback-iam, which responds. */
import type { JsonObject } from '../../src/ir/json.ts'
import type { Mode } from '../../src/ir/names.ts'
import { digest } from '../../src/replay/digest.ts'
import { responderEvent } from '../../src/respond/contract/event.ts'
import type { Hand, Limits } from '../../src/respond/contract/ports.ts'
import { handleMessage } from '../../src/respond/contract/queue-message.ts'
import { type ResponseRecord, responseId } from '../../src/respond/contract/record.ts'
import { takeBaseline } from '../../src/respond/history/iam/baseline.ts'
import { increment } from '../../src/respond/history/iam/increment.ts'
import { rollbackIam } from '../../src/respond/responders/rollback-iam/rollback-iam.ts'
import { cloudTrailEvent, principalIdOf } from './cloudtrail-event.ts'
import { IamError, IamModel, type Input } from './iam-model.ts'
import { Memory, processOf } from './memory-world.ts'
import { furnish } from './random-calls.ts'

export interface IamAccount {
  readonly memory: Memory
  /** Makes a call, as a user or a role, and lets the history see it. */
  does(by: string, name: string, input: Input, seconds?: number): Promise<JsonObject>
  /** Delivers the request to respond to an event; throws as the handler does. */
  request(
    event: JsonObject,
    mode?: Mode,
    options?: DeliveryOptions,
  ): Promise<ResponseRecord | undefined>
  /** Delivers a command of a person. */
  command(
    kind: 'approve' | 'undo',
    id: string,
    by?: string,
    options?: DeliveryOptions,
  ): Promise<void>
}

export interface DeliveryOptions {
  readonly killAt?: number
  readonly isLastDelivery?: boolean
  readonly sentMs?: number
  /** The sender of the message, where it is neither `detect` nor `answers`. */
  readonly senderId?: string
  readonly hand?: Hand
  readonly restores?: boolean
}

/** With an account as `furnish` leaves it, and the first snapshot of it a minute ago. */
export async function iamAccount(limits?: { readonly limits?: Limits }): Promise<IamAccount> {
  const iam = new IamModel()
  furnish(iam)
  const memory = new Memory(iam)
  await takeBaseline(memory.snapshotWorld())
  memory.nowMs += 60_000
  let made = 0
  const deliver = (body: object, senderId: string, options: DeliveryOptions = {}) => {
    const { isLastDelivery = false, senderId: _, ...process } = options
    const message = { body: JSON.stringify(body), senderId, isLastDelivery }
    return handleMessage(message, rollbackIam, processOf(memory, { ...limits, ...process }))
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
    request: async (event, mode = 'enforce', options = {}) => {
      const { senderId = 'AROADETECT:detect' } = options
      memory.mode = mode
      await deliver(requestFor(event), senderId, options)
      return memory.record(idOf(event))
    },
    command: async (kind, id, by = 'carol', options = {}) => {
      const { senderId = 'AROAANSWERS:answers' } = options
      await deliver({ kind, id, by: principalIdOf(by), reason: 'asked to' }, senderId, options)
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

export const requestFor = (event: JsonObject): object => ({
  kind: 'respond',
  responder: 'rollback-iam',
  rule: 'iam-policy-changed',
  alert: 'a'.repeat(32),
  event,
})

export function idOf(event: JsonObject): string {
  const read = responderEvent(event)
  if (typeof read === 'string') throw new Error(read)
  return responseId('rollback-iam', read.identity, digest)
}
