/** Everything that sending alerts needs, for each function that sends: made when it is first used. */
import { createHash } from 'node:crypto'
import { EventBridgeClient } from '@aws-sdk/client-eventbridge'
import { SNSClient } from '@aws-sdk/client-sns'
import { SQSClient } from '@aws-sdk/client-sqs'
import type { Channels, DeliveryWorld, Digest, MemoryWorld } from '../../src/detect/ports.ts'
import { alertBus } from './bus.ts'
import { dynamo } from './dynamo.ts'
import { setting, settings } from './environment.ts'
import type { Invocation } from './invocation.ts'
import { ledger } from './ledger.ts'
import { once } from './once.ts'
import { responderQueues } from './queues.ts'
import { stateTable } from './state.ts'
import { topics } from './topics.ts'

/** Throttled calls are tried again, at growing distances, for some ten seconds. */
const maxAttempts = 8

/** For noting in the ledger what was sent, and writing down the rest. */
const notingMs = 5000

export const queues = once(() => new SQSClient({ maxAttempts }))

export const channels = (): Channels => settings<Channels>('CHANNELS')

export function deliveryWorld(invocation: Invocation): DeliveryWorld {
  const { nowMs, remainingMs, signal } = invocation
  // One channel that throttles must leave time to note what the others took.
  const sending = () => signal(notingMs)
  const bySns = new Map<string, SNSClient>()
  const sns = (region: string): SNSClient => {
    const client = bySns.get(region) ?? new SNSClient({ region, maxAttempts })
    bySns.set(region, client)
    return client
  }
  const events = once(() => new EventBridgeClient({ maxAttempts }))
  const urls =
    process.env.RESPONDER_QUEUES === undefined
      ? {}
      : settings<Record<string, string>>('RESPONDER_QUEUES')
  return {
    ledger: ledger({ table: setting('STATE_TABLE'), client: dynamo, signal }),
    topics: topics({ client: sns, signal: sending }),
    bus: alertBus({ bus: setting('BUS'), client: events, signal: sending }),
    responders: responderQueues(urls, { client: queues, signal: sending }),
    nowMs,
    remainingMs,
  }
}

export function memoryWorld({ nowMs, remainingMs, signal }: Invocation): MemoryWorld {
  return {
    state: stateTable({ table: setting('STATE_TABLE'), client: dynamo, nowMs, signal }),
    digest,
    nowMs,
    remainingMs,
    pause: (attempt) =>
      new Promise((resolve) =>
        setTimeout(resolve, Math.random() * Math.min(1000, 20 * 2 ** attempt)),
      ),
  }
}

export const digest: Digest = (text) => createHash('sha256').update(text).digest('hex')
