/**
 * What functions that send alerts need from AWS. Clients are loaded and created when they are first
 * used: most events lead to no alert, and the SDK is most of what a function has to load.
 */

import type { Channels, DeliveryWorld, Digest, MemoryWorld } from '../../src/detect/ports.ts'
import type { QueueMessage } from '../../src/detect/queue-message.ts'
import { setting, settings } from '../support/environment.ts'
import type { Invocation } from '../support/invocation.ts'
import { once } from '../support/once.ts'
import { maxCallMs, type Patience, patience } from './patience.ts'

/** Time that is reserved for confirming in the ledger what was sent, and for the log. */
const confirmingMs = 5000

export const channels = (): Channels => settings<Channels>('CHANNELS')

const sending = () => import('./sending.ts')

/** Loads what storing and sending need, before it is needed. */
export const warmUp = async (): Promise<void> => void (await sending())

const queues = () => import('./queues.ts')

/** One for all ports of a clock: they call the same table. */
const patienceOf = new WeakMap<Invocation, Patience>()

function patiently(clock: Invocation): Patience {
  const known = patienceOf.get(clock) ?? patience(clock)
  patienceOf.set(clock, known)
  return known
}

/** Ends the calls of the state table. */
const tableClock = ({ nowMs, signal }: Invocation) => ({
  nowMs,
  signal: () => signal(undefined, maxCallMs),
})

export function deliveryWorld(clock: Invocation): DeliveryWorld {
  const urls =
    process.env.RESPONDER_QUEUES === undefined
      ? {}
      : settings<Record<string, string>>('RESPONDER_QUEUES')
  const [table, home] = [setting('STATE_TABLE'), setting('BUS')]
  // One channel that throttles must leave time to confirm what the others accepted.
  const inTime = { signal: () => clock.signal(confirmingMs) }
  const ledger = once(async () => (await sending()).ledgerIn(table, tableClock(clock)))
  const inTable = patiently(clock)
  const topics = once(async () => (await sending()).allTopics(inTime))
  const bus = once(async () => (await sending()).busNamed(home, inTime))
  const responders = once(async () => {
    const { responderQueues, sqs } = await queues()
    return responderQueues(urls, { client: sqs, ...inTime })
  })
  return {
    ledger: {
      open: (...args) => inTable(async () => (await ledger()).open(...args)),
      read: (...args) => inTable(async () => (await ledger()).read(...args)),
      reclaim: (...args) => inTable(async () => (await ledger()).reclaim(...args)),
      confirm: (...args) => inTable(async () => (await ledger()).confirm(...args)),
    },
    topics: { publish: async (...args) => (await topics()).publish(...args) },
    bus: { put: async (...args) => (await bus()).put(...args) },
    responders: { send: async (...args) => (await responders()).send(...args) },
    nowMs: clock.nowMs,
    remainingMs: clock.remainingMs,
  }
}

/** Sends unreadable messages to a dead-letter queue, each with the reason. `queue` is a URL. */
export function deadLetterTo(queue: string, { signal }: Invocation) {
  const deadLetter = once(async () => {
    const { deadLetterQueue, sqs } = await queues()
    return deadLetterQueue(queue, { client: sqs, signal })
  })
  return async (message: QueueMessage, why: string): Promise<void> =>
    (await deadLetter())(message, why)
}

/** Sends texts to a queue, given by its URL. */
export function messagesTo(queue: string, { signal }: Invocation) {
  return async (body: string): Promise<void> => {
    const { sendTo, sqs } = await queues()
    await sendTo(queue, { client: sqs, signal })(body)
  }
}

export function memoryWorld(clock: Invocation): MemoryWorld {
  const { nowMs, remainingMs } = clock
  const table = setting('STATE_TABLE')
  const state = once(async () => (await sending()).stateIn(table, tableClock(clock)))
  const inTable = patiently(clock)
  return {
    state: {
      load: (...args) => inTable(async () => (await state()).load(...args)),
      save: (...args) => inTable(async () => (await state()).save(...args)),
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
