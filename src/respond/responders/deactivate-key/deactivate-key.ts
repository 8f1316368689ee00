/**
 * Makes a newly created access key inactive. The key is kept: a person can still look at its calls,
 * and an undo makes it active again.
 */
import { byValue } from '../../contract/plan-back.ts'
import type { Responder } from '../../contract/responder.ts'
import type { KeyOwner } from './past.ts'
import { plan } from './plan.ts'
import { steps } from './steps.ts'
import { target } from './target.ts'

/** The facets of a user are its keys: `key:AKIA…`, Active or Inactive. */
export const deactivateKey: Responder<KeyOwner> = {
  name: 'deactivate-key',
  target,
  plan,
  steps,
  gives: ({ input }) => input.Status !== 'Inactive',
  comparable: byValue,
}
