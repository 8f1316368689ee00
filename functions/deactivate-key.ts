/** Makes access keys inactive: the function of the queue `deactivate-key`. What it decides is in src/respond/deactivate-key.ts. */
import { deactivateKey, type KeyOwner } from '../src/respond/deactivate-key.ts'
import type { Limits, Surroundings } from '../src/respond/ports.ts'
import { handlerFor } from './respond/handler.ts'
import { accessKeys } from './world/access-keys.ts'
import { settings } from './world/environment.ts'
import { iamClient } from './world/iam.ts'
import type { Invocation } from './world/invocation.ts'

const surroundings = ({ signal }: Invocation): Surroundings<KeyOwner> =>
  accessKeys({ client: iamClient, signal, breakGlass: settings<Limits>('LIMITS').breakGlass })

export const handler = handlerFor(deactivateKey, surroundings)
