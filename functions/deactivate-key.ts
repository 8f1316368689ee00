/** Makes access keys inactive: the function of the queue `deactivate-key`. What it decides is in src/respond/responders/deactivate-key. */
import type { Limits } from '../src/respond/contract/ports.ts'
import { deactivateKey } from '../src/respond/responders/deactivate-key/deactivate-key.ts'
import { settings } from './support/environment.ts'
import { handlerFor } from './support/responder-handler.ts'
import { accessKeys } from './world/iam/access-keys.ts'

export const handler = handlerFor(deactivateKey, (clock) =>
  accessKeys(clock, settings<Limits>('LIMITS').breakGlass),
)
