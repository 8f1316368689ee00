/**
 * Looks up who caused a finding of AWS Config, with the SDK clients. lazy-enrichment.ts loads this
 * file when the first finding arrives.
 */
import type { AlertDocument } from '../../src/alert/document.ts'
import type { Event } from '../../src/ir/event.ts'
import type { Invocation } from '../support/invocation.ts'
import { configHistory } from '../world/config-history.ts'
import { lookup } from '../world/lookup.ts'
import { enrich } from './enrichment.ts'

/** Time that is reserved for sending the alert once it is enriched. */
const reservedMs = 10_000

/** The alert with who caused a finding of AWS Config, looked up where there is time. */
export function withFindingAuthor(
  alert: AlertDocument,
  event: Event,
  { nowMs, remainingMs }: Invocation,
): Promise<AlertDocument> {
  const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))
  return enrich(alert, event, {
    lookup: lookup({ nowMs, pause }),
    history: configHistory({ nowMs }),
    deadlineMs: nowMs() + remainingMs() - reservedMs,
  })
}
