/** Takes out what was let into security groups: the function of the queue `revoke-ingress`. What it decides is in src/respond/responders/revoke-ingress. */
import { revokeIngress } from '../src/respond/responders/revoke-ingress/revoke-ingress.ts'
import { handlerFor } from './support/responder-handler.ts'
import { ingress } from './world/ingress.ts'

export const handler = handlerFor(revokeIngress, ingress)
