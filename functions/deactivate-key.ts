/** Makes access keys inactive: the function of the queue `deactivate-key`. What it decides is in src/respond/deactivate-key.ts. */
import { deactivateKey, type KeyOwner } from '../src/respond/deactivate-key.ts'
import type { Limits, Surroundings } from '../src/respond/ports.ts'
import { settings } from './support/environment.ts'
import type { Invocation } from './support/invocation.ts'
import { handlerFor } from './support/responder-handler.ts'
import { accessKeys } from './world/access-keys.ts'
import { iamClient } from './world/iam.ts'

const surroundings = ({ signal }: Invocation): Surroundings<KeyOwner> =>
  accessKeys({ client: iamClient, signal, breakGlass: settings<Limits>('LIMITS').breakGlass })

export const handler = handlerFor(deactivateKey, surroundings)
