/**
 * Blocks public access to a bucket, or to all of an account's, after a call that opened it.
 *
 * The block lies over policies and access lists and leaves them as they are: what it keeps out comes
 * back when the block is taken off again. No event says what was set before, so the settings that
 * close what the call opened are switched on, and the others stay.
 */
import type { Responder } from '../../contract/responder.ts'
import { blockOf } from './facets.ts'
import type { Openness } from './past.ts'
import { plan } from './plan.ts'
import { steps } from './steps.ts'
import { target } from './target.ts'

/** The facets are the four settings, and that there are any. */
export const blockPublicAccess: Responder<Openness> = {
  name: 'block-public-access',
  target,
  plan,
  steps,
  // Each call writes all four, so that each is compared whatever the plan is about.
  comparable: (_target, facets) => blockOf(facets),
}
