/**
 * Revokes what was let into security groups: handles the queue `revoke-ingress`.
 * src/respond/responders/revoke-ingress makes the decisions.
 */
import { revokeIngress } from '../src/respond/responders/revoke-ingress/revoke-ingress.ts'
import { takingHandler } from './support/responder-handler.ts'
import { ingress } from './world/ingress.ts'

export const handler = takingHandler(revokeIngress, ingress)
