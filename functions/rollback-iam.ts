/**
 * Undoes IAM changes: handles the queue `rollback-iam`. src/respond/responders/rollback-iam makes
 * the decisions.
 */
import { rollbackIam } from '../src/respond/responders/rollback-iam/rollback-iam.ts'
import { iamAndItsHistory } from './rollback-iam/surroundings.ts'
import { takingHandler } from './support/responder-handler.ts'

export const handler = takingHandler(rollbackIam, iamAndItsHistory)
