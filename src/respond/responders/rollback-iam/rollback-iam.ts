/**
 * Undoes changes of IAM policies, attachments, trust, boundaries, membership and credentials.
 *
 * An event says what was written and never what stood there before; that is in the history
 * (`snapshot-iam`). What the event left is known from the events themselves, so that a snapshot
 * taken between the change and now is never mistaken for the time before.
 */
import type { Responder } from '../../contract/responder.ts'
import { comparable } from './comparable.ts'
import type { History } from './past.ts'
import { plan } from './plan.ts'
import { steps } from './steps.ts'
import { target } from './target.ts'

export const rollbackIam: Responder<History> = {
  name: 'rollback-iam',
  target,
  plan,
  steps,
  comparable,
}
