/** Undoes IAM changes: the function of the queue `rollback-iam`. What it decides is in src/respond/responders/rollback-iam. */
import { rollbackIam } from '../src/respond/responders/rollback-iam/rollback-iam.ts'
import { iamAndItsHistory } from './rollback-iam/surroundings.ts'
import { handlerFor } from './support/responder-handler.ts'

export const handler = handlerFor(rollbackIam, iamAndItsHistory)
