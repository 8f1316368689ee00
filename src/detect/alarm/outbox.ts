/** Alerts on their way, kept small enough to stand in the state of their alarm. */
import { bounded, bounds } from '../../alert/fit.ts'
import { sizeBytes } from '../../alert/inert-json.ts'
import type { Delivery, Outgoing } from '../deliver.ts'

/** Of one alert, in bytes of JSON: what an alert ordinarily has is a tenth of it. */
const maxAlert = 24_000

/**
 * Of all that wait. An item of DynamoDB has 400 KB at most
 * (https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ServiceQuotas.html), and an alert
 * that waits for a channel that is gone must not keep the next one from being decided.
 */
const maxWaiting = 150_000

export function withAlerts(
  waiting: readonly Outgoing[],
  alerts: readonly Outgoing[],
): readonly Outgoing[] {
  const kept: Outgoing[] = []
  let length = 0
  for (const outgoing of [...waiting, ...alerts.map(small)].reverse()) {
    length += sizeBytes(JSON.stringify(outgoing))
    if (length > maxWaiting && kept.length > 0) break
    kept.unshift(outgoing)
  }
  return kept
}

function small(outgoing: Outgoing): Outgoing {
  let found = outgoing
  for (const bound of bounds) {
    if (sizeBytes(JSON.stringify(found)) <= maxAlert) break
    found = { ...outgoing, alert: bounded(outgoing.alert, bound) }
  }
  return found
}

/** What still waits after a delivery. */
export function unsentIn(
  waiting: readonly Outgoing[],
  deliveries: readonly Delivery[],
): readonly Outgoing[] {
  const sent = new Set(deliveries.filter(({ unsent }) => unsent.length === 0).map(({ id }) => id))
  return waiting.filter(({ alert }) => !sent.has(alert.id))
}

/** Throws for what was not sent: the message behind it has to come again. */
export function mustBeSent(deliveries: readonly Delivery[]): void {
  const unsent = deliveries.flatMap(({ id, unsent: targets }) =>
    targets.map(({ target, why }) => `alert ${id} did not reach ${target}: ${why}`),
  )
  if (unsent.length > 0) throw new Error(unsent.join('; '))
}
