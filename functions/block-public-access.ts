/**
 * Blocks public access to S3: handles the queue `block-public-access`.
 * src/respond/responders/block-public-access makes the decisions.
 */
import { blockPublicAccess } from '../src/respond/responders/block-public-access/block-public-access.ts'
import { takingHandler } from './support/responder-handler.ts'
import { publicAccess } from './world/public-access.ts'

export const handler = takingHandler(blockPublicAccess, publicAccess)
