/** Adds the author to alerts about findings of AWS Config. */
import type { AlertDocument } from '../../src/alert/document.ts'
import type { Event } from '../../src/ir/event.ts'
import type { Invocation } from '../support/invocation.ts'

/** Adds the author to an alert about a finding of AWS Config. The SDK clients are loaded with the first such finding: most functions never receive one. */
export const lazyEnrichment =
  (clock: Invocation) =>
  async (alert: AlertDocument, event: Event): Promise<AlertDocument> => {
    if (event.envelope.source !== 'aws.config') return alert
    const { withFindingAuthor } = await import('./finding-author.ts')
    return withFindingAuthor(alert, event, clock)
  }
