/** Blocks public access to S3: the function of the queue `block-public-access`. What it decides is in src/respond/responders/block-public-access. */
import { blockPublicAccess } from '../src/respond/responders/block-public-access/block-public-access.ts'
import { handlerFor } from './support/responder-handler.ts'
import { publicAccess } from './world/public-access.ts'

export const handler = handlerFor(blockPublicAccess, publicAccess)
