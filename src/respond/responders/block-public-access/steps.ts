import { equalFacets, facetOf } from '../../contract/facets.ts'
import type { Responder } from '../../contract/responder.ts'
import { blockOf, configured, on, settings } from './facets.ts'
import { placeOf } from './target.ts'

/** `region` is where the call on a bucket is made; the other fields are its input. */
export const steps: Responder<unknown>['steps'] = (target, live, to) => {
  const place = placeOf(target)
  const goal = blockOf({ ...blockOf(live), ...to })
  if (equalFacets(goal, blockOf(live))) return []
  const word = place.kind === 'account' ? 'Account' : 'Bucket'
  const naming =
    place.kind === 'account'
      ? { AccountId: place.account }
      : { region: place.region, Bucket: place.bucket, ExpectedBucketOwner: place.account }
  if (facetOf(goal, configured) === null) {
    return [{ call: `s3:Delete${word}PublicAccessBlock`, input: naming, sets: blockOf({}) }]
  }
  const PublicAccessBlockConfiguration = Object.fromEntries(
    settings.map((setting) => [setting, goal[setting] === on]),
  )
  const input = { ...naming, PublicAccessBlockConfiguration }
  return [{ call: `s3:Put${word}PublicAccessBlock`, input, sets: goal }]
}
