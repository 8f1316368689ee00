/**
 * Undoes changes to IAM policies, attachments, trust, boundaries, membership and credentials.
 *
 * An event contains what was written and never what was there before; the history (`snapshot-iam`)
 * has that. The events themselves show what they left, so that a snapshot taken after the change is
 * never mistaken for the state before it.
 */
import type { Responder } from '../../contract/responder.ts'
import { comparable } from './comparable.ts'
import { gives } from './gives.ts'
import type { History } from './past.ts'
import { plan } from './plan.ts'
import { steps } from './steps.ts'
import { target } from './target.ts'

export const rollbackIam: Responder<History> = {
  name: 'rollback-iam',
  target,
  plan,
  steps,
  gives,
  comparable,
}
