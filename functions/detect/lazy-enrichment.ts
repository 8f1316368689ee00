import type { AlertDocument } from '../../src/alert/document.ts'
import type { Event } from '../../src/ir/event.ts'
import type { Invocation } from '../support/invocation.ts'

/** The clients for it are loaded with the first finding of AWS Config: most functions never meet one. */
export const enriched =
  (clock: Invocation) =>
  async (alert: AlertDocument, event: Event): Promise<AlertDocument> => {
    if (event.envelope.source !== 'aws.config') return alert
    const { withFindingAuthor } = await import('./finding-author.ts')
    return withFindingAuthor(alert, event, clock)
  }
