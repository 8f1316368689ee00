/**
 * Everything that sending alerts needs, for each function that sends: loaded and made when it is
 * first used. Most events are no alert, and the SDK is most of what a function has to load.
 */

import type { Channels, DeliveryWorld, Digest, MemoryWorld } from '../../src/detect/ports.ts'
import type { Message } from '../../src/detect/queue-message.ts'
import { setting, settings } from '../support/environment.ts'
import type { Invocation } from '../support/invocation.ts'
import { once } from '../support/once.ts'

/** For noting in the ledger what was sent, and writing down the rest. */
const notingMs = 5000

export const channels = (): Channels => settings<Channels>('CHANNELS')

const sending = () => import('./sending.ts')
const queues = () => import('./queues.ts')

export function deliveryWorld(clock: Invocation): DeliveryWorld {
  const urls =
    process.env.RESPONDER_QUEUES === undefined
      ? {}
      : settings<Record<string, string>>('RESPONDER_QUEUES')
  const [table, home] = [setting('STATE_TABLE'), setting('BUS')]
  // One channel that throttles must leave time to note what the others took.
  const inTime = { signal: () => clock.signal(notingMs) }
  const ledger = once(async () => (await sending()).ledgerIn(table, clock))
  const topics = once(async () => (await sending()).allTopics(inTime))
  const bus = once(async () => (await sending()).busNamed(home, inTime))
  const responders = once(async () => {
    const { responderQueues, sqs } = await queues()
    return responderQueues(urls, { client: sqs, ...inTime })
  })
  return {
    ledger: {
      open: async (...asked) => (await ledger()).open(...asked),
      read: async (...asked) => (await ledger()).read(...asked),
      takeOver: async (...asked) => (await ledger()).takeOver(...asked),
      confirm: async (...asked) => (await ledger()).confirm(...asked),
    },
    topics: { publish: async (...asked) => (await topics()).publish(...asked) },
    bus: { put: async (...asked) => (await bus()).put(...asked) },
    responders: { send: async (...asked) => (await responders()).send(...asked) },
    nowMs: clock.nowMs,
    remainingMs: clock.remainingMs,
  }
}

/** Where messages go that nobody can use, with the reason. */
export function buryIn(queue: string, { signal }: Invocation) {
  const bury = once(async () => {
    const { burial, sqs } = await queues()
    return burial(queue, { client: sqs, signal })
  })
  return async (message: Message, why: string): Promise<void> => (await bury())(message, why)
}

export function memoryWorld(clock: Invocation): MemoryWorld {
  const { nowMs, remainingMs } = clock
  const table = setting('STATE_TABLE')
  const state = once(async () => (await sending()).stateIn(table, clock))
  return {
    state: {
      load: async (...asked) => (await state()).load(...asked),
      save: async (...asked) => (await state()).save(...asked),
    },
    digest,
    nowMs,
    remainingMs,
    pause: (attempt) =>
      new Promise((resolve) =>
        setTimeout(resolve, Math.random() * Math.min(1000, 20 * 2 ** attempt)),
      ),
  }
}

/** Loading `node:crypto` takes longer than a thousand rules, and only alerts need it. */
export const digest: Digest = (text) =>
  process.getBuiltinModule('node:crypto').createHash('sha256').update(text).digest('hex')
