/** Makes access keys inactive: the function of the queue `deactivate-key`. What it decides is in src/respond/responders/deactivate-key. */

import type { Limits, Surroundings } from '../src/respond/contract/ports.ts'
import { deactivateKey } from '../src/respond/responders/deactivate-key/deactivate-key.ts'
import type { KeyOwner } from '../src/respond/responders/deactivate-key/past.ts'
import { settings } from './support/environment.ts'
import type { Invocation } from './support/invocation.ts'
import { handlerFor } from './support/responder-handler.ts'
import { accessKeys } from './world/access-keys.ts'
import { iamClient } from './world/iam.ts'

const surroundings = ({ signal }: Invocation): Surroundings<KeyOwner> =>
  accessKeys({ client: iamClient, signal, breakGlass: settings<Limits>('LIMITS').breakGlass })

export const handler = handlerFor(deactivateKey, surroundings)
