import { breakGlassEntry } from '../../contract/break-glass.ts'
import { facetOf } from '../../contract/facets.ts'
import { findOut, planBack } from '../../contract/plan-back.ts'
import { changedSince, type Responder, refuse, unsettled } from '../../contract/responder.ts'
import { createdKey } from './event.ts'
import type { KeyOwner } from './past.ts'
import { keyFacet, steps } from './steps.ts'

/** Plans to make the key unusable: `Inactive` while it is `Active`. */
export const plan: Responder<KeyOwner>['plan'] = (question) => {
  const { event, past, live } = question
  const { id, user } = createdKey(event)
  const { arn, uniqueId, breakGlass } = past
  const owner = { key: arn ?? '', session: arn ?? '', uniqueId: uniqueId ?? '' }
  const entry = arn === null ? undefined : breakGlassEntry(owner, breakGlass)
  if (entry !== undefined) {
    return refuse(
      `user ${user} is a break-glass principal (${entry}), whose keys are never deactivated`,
    )
  }
  const status = facetOf(live, keyFacet(id))
  if (status === null) return unsettled(`key ${id} of user ${user} no longer exists`)
  if (status !== 'Active') return changedSince(`key ${id} is already ${status.toLowerCase()}`)
  return planBack(question, { [keyFacet(id)]: 'Inactive' }, steps, {
    remains: [
      findOut(event.principal.key, 'create the key'),
      `Key ${id} may have been copied and used while it was active. Look at its calls, then delete it.`,
      `Sessions started with key ${id} remain valid until they expire.`,
    ],
  })
}
