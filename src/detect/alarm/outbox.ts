/** Alerts that are decided and not sent yet, kept small enough to be stored with the state of their alarm. */
import { boundDocument, bounds } from '../../alert/fit.ts'
import { sizeBytes } from '../../alert/inert-json.ts'
import type { Delivery, Outgoing } from '../deliver.ts'

/** Of one alert as JSON. Most alerts have a tenth of it. */
const maxAlertBytes = 24_000

/**
 * Of all waiting alerts. An item of DynamoDB has 400 KB at most
 * (https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ServiceQuotas.html), and alerts
 * that wait for a channel that is gone must not keep the next one from being stored.
 */
const maxWaitingBytes = 150_000

/** The waiting alerts and new ones. Where they are too large together, the oldest are dropped; the newest never is. */
export function withAlerts(
  waiting: readonly Outgoing[],
  alerts: readonly Outgoing[],
): readonly Outgoing[] {
  const kept: Outgoing[] = []
  let bytes = 0
  for (const outgoing of [...waiting, ...alerts.map(shorten)].reverse()) {
    bytes += sizeBytes(JSON.stringify(outgoing))
    if (bytes > maxWaitingBytes && kept.length > 0) break
    kept.unshift(outgoing)
  }
  return kept
}

function shorten(outgoing: Outgoing): Outgoing {
  let found = outgoing
  for (const bound of bounds) {
    if (sizeBytes(JSON.stringify(found)) <= maxAlertBytes) break
    found = { ...outgoing, alert: boundDocument(outgoing.alert, bound) }
  }
  return found
}

/** The alerts that still wait after a delivery. */
export function unsentIn(
  waiting: readonly Outgoing[],
  deliveries: readonly Delivery[],
): readonly Outgoing[] {
  const sent = new Set(deliveries.filter(({ unsent }) => unsent.length === 0).map(({ id }) => id))
  return waiting.filter(({ alert }) => !sent.has(alert.id))
}

/** Throws where an alert did not reach all its targets: the message behind it has to be delivered again. */
export function assertSent(deliveries: readonly Delivery[]): void {
  const unsent = deliveries.flatMap(({ id, unsent: targets }) =>
    targets.map(({ target, why }) => `alert ${id} did not reach ${target}: ${why}`),
  )
  if (unsent.length > 0) throw new Error(unsent.join('; '))
}
