/**
 * The home bus, where each alert is also an event that other systems can use
 * (schema/alert.schema.json).
 */
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge'
import { render } from '../../src/alert/formats.ts'
import type { AlertBus } from '../../src/detect/ports.ts'
import { once } from '../support/once.ts'
import { maxAttempts } from './attempts.ts'

export interface BusConfig {
  /** Name of the bus. */
  readonly bus: string
  readonly client: () => EventBridgeClient
  readonly signal: () => AbortSignal
}

export const eventBridge = once(() => new EventBridgeClient({ maxAttempts }))

export const alertBus = ({ bus, client, signal }: BusConfig): AlertBus => ({
  put: async (detailType, alert) => {
    const entry = {
      EventBusName: bus,
      Source: 'tripline',
      DetailType: detailType,
      // As much of the alert as fits into an entry, in the form that the schema describes.
      Detail: render(alert, 'json').message,
    }
    const { Entries: [refused] = [] } = await client().send(
      new PutEventsCommand({ Entries: [entry] }),
      { abortSignal: signal() },
    )
    // The call succeeds even where its entry fails.
    if (refused?.ErrorCode !== undefined)
      throw new Error(
        `${refused.ErrorCode}: ${refused.ErrorMessage ?? 'the bus refused the alert'}`,
      )
  },
})
