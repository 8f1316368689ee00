/**
 * The ports that store matches and send alerts, in one file of the bundle that is loaded with the
 * first match: most of what a function loads is the SDK, and most events match nothing.
 */
import type { AlertBus, Ledger, StateTable, Topics } from '../../src/detect/ports.ts'
import type { Invocation } from '../support/invocation.ts'
import { alertBus, eventBridge } from './bus.ts'
import { dynamo } from './dynamo/client.ts'
import { ledger } from './ledger.ts'
import { stateTable } from './state.ts'
import { sns, topics } from './topics.ts'

/** Ends calls in time. */
type Signal = Pick<Invocation, 'signal'>

export const stateIn = (
  table: string,
  { nowMs, signal }: Pick<Invocation, 'nowMs' | 'signal'>,
): StateTable => stateTable({ table, client: dynamo, nowMs, signal })

export const ledgerIn = (table: string, { signal }: Signal): Ledger =>
  ledger({ table, client: dynamo, signal })

export const allTopics = ({ signal }: Signal): Topics => topics({ client: sns, signal })

export const busNamed = (bus: string, { signal }: Signal): AlertBus =>
  alertBus({ bus, client: eventBridge, signal })
