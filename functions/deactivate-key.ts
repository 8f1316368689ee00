/**
 * Makes access keys inactive: handles the queue `deactivate-key`.
 * src/respond/responders/deactivate-key makes the decisions.
 */
import type { Limits } from '../src/respond/contract/ports.ts'
import { deactivateKey } from '../src/respond/responders/deactivate-key/deactivate-key.ts'
import { settings } from './support/environment.ts'
import { takingHandler } from './support/responder-handler.ts'
import { accessKeys } from './world/iam/access-keys.ts'

export const handler = takingHandler(deactivateKey, (clock) =>
  accessKeys(clock, settings<Limits>('LIMITS').breakGlass),
)
