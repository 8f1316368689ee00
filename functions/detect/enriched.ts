import type { AlertDocument } from '../../src/alert/document.ts'
import type { Event } from '../../src/ir/event.ts'
import type { Invocation } from '../world/invocation.ts'

/** What is kept for sending the alert once it is enriched. */
const reservedMs = 10_000

/**
 * Who stands behind a finding of AWS Config, looked up where there is time. The clients for it are
 * loaded with the first finding: most functions never meet one.
 */
export const enriched =
  ({ nowMs, remainingMs }: Invocation) =>
  async (alert: AlertDocument, event: Event): Promise<AlertDocument> => {
    if (event.envelope.source !== 'aws.config') return alert
    const [{ enrich }, { lookup }, { configHistory }] = await Promise.all([
      import('../enrichment.ts'),
      import('../world/lookup.ts'),
      import('../world/config-history.ts'),
    ])
    const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))
    const deadlineMs = nowMs() + remainingMs() - reservedMs
    return enrich(alert, event, {
      lookup: lookup({ nowMs, pause }),
      history: configHistory({ nowMs }),
      deadlineMs,
    })
  }
