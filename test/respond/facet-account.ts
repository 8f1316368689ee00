/**
 * One target in memory for any responder: a call has the effect that its step declares.
 * test/e2e/responders.e2e.ts checks that AWS does the same.
 */
import type { JsonObject } from '../../src/ir/json.ts'
import type { Mode, Responder as ResponderName } from '../../src/ir/names.ts'
import { digest } from '../../src/replay/digest.ts'
import { responderEvent } from '../../src/respond/contract/event.ts'
import { handleMessage } from '../../src/respond/contract/queue-message.ts'
import { type ResponseRecord, responseId } from '../../src/respond/contract/record.ts'
import type { Facets } from '../../src/respond/contract/responder.ts'
import { type DeliveryOptions, requestFor } from './iam-account.ts'
import { IamModel } from './iam-model.ts'
import { Memory, processOf } from './memory-world.ts'
import type { ResponderCase } from './responders.ts'

export interface FacetAccount {
  readonly memory: Memory
  /** What there is now. */
  live(): Facets
  /** Names of the calls that were made. */
  readonly calls: string[]
  record(): ResponseRecord | undefined
  request(mode?: Mode, options?: DeliveryOptions & { readonly event?: JsonObject }): Promise<void>
  command(kind: 'approve' | 'undo', by?: string, options?: DeliveryOptions): Promise<void>
}

export function facetAccount(name: ResponderName, attacked: ResponderCase<unknown>): FacetAccount {
  const { responder, attack, past } = attacked
  const memory = new Memory(new IamModel())
  const calls: string[] = []
  let live = attacked.live
  const surroundings = {
    live: async () => live,
    past: async () => past,
    execute: async ({ call, sets }: { readonly call: string; readonly sets: Facets }) => {
      calls.push(call)
      live = { ...live, ...sets }
    },
  }
  const deliver = (body: object, senderId: string, options: DeliveryOptions) => {
    const { isLastDelivery = false, senderId: _, ...process } = options
    const message = { body: JSON.stringify(body), senderId, isLastDelivery }
    return handleMessage(message, responder, processOf(memory, { ...process, surroundings }))
  }
  const idOf = (event: JsonObject): string => {
    const read = responderEvent(event)
    if (typeof read === 'string') throw new Error(read)
    return responseId(name, read.identity, digest)
  }
  return {
    memory,
    live: () => live,
    calls,
    record: () => memory.record(idOf(attack)),
    request: async (mode = 'enforce', { event = attack, ...options } = {}) => {
      const { senderId = 'AROADETECT:detect' } = options
      memory.mode = mode
      await deliver({ ...requestFor(event), responder: name }, senderId, options)
    },
    command: async (kind, by = 'AIDACAROL', options = {}) => {
      const { senderId = 'AROAANSWERS:answers' } = options
      await deliver({ kind, id: idOf(attack), by, reason: 'asked to' }, senderId, options)
    },
  }
}
