/** Takes out what was let into security groups: the function of the queue `revoke-ingress`. What it decides is in src/respond/responders/revoke-ingress. */
import { revokeIngress } from '../src/respond/responders/revoke-ingress/revoke-ingress.ts'
import { handlerFor } from './support/responder-handler.ts'
import { ec2Client, ingress } from './world/ec2.ts'

export const handler = handlerFor(revokeIngress, ({ signal }) =>
  ingress({ client: ec2Client, signal }),
)
