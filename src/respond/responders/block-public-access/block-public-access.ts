/**
 * Blocks public access to a bucket, or to all buckets of an account, after a call that opened it.
 *
 * The block overrides policies and access lists and leaves them unchanged: the access that it
 * prevents returns when the block is removed. No event contains the former settings, so the
 * settings that close what the call opened are switched on, and the others stay.
 */
import { facetOf } from '../../contract/facets.ts'
import type { Responder } from '../../contract/responder.ts'
import { blockOf } from './facets.ts'
import type { Openness } from './past.ts'
import { plan } from './plan.ts'
import { steps } from './steps.ts'
import { target } from './target.ts'

/** The facets are the four settings, and whether there is a configuration. */
export const blockPublicAccess: Responder<Openness> = {
  name: 'block-public-access',
  target,
  plan,
  steps,
  // Every setting protects. A call that leaves one off may have switched it off.
  gives: ({ sets }, found) =>
    Object.keys(found).some((name) => found[name] !== null && facetOf(sets, name) === null),
  // Each call writes all four settings, so all four are compared, even if the plan changes only
  // one.
  comparable: (_target, facets) => blockOf(facets),
}
