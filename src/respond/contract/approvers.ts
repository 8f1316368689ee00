/** Decides who may answer for a response: a second person, who gains nothing from the change. */
import { uniqueIdIn } from '../../aws/unique-id.ts'
import { beneficiaries, isBeneficiary } from './beneficiary.ts'
import type { ResponderEvent } from './event.ts'
import { isSamePrincipal } from './guards.ts'
import type { Surroundings } from './ports.ts'
import type { Target } from './responder.ts'

/** The reason why a person may not approve or undo a response; null where the person may. */
export async function whyNotApprover(
  senderId: string,
  event: ResponderEvent,
  target: Target,
  { uniqueIds }: Pick<Surroundings<never>, 'uniqueIds'>,
): Promise<string | null> {
  if (isSamePrincipal(senderId, event.principal))
    return `${senderId} made the change, and another person must answer`
  const ids = uniqueIds === undefined ? [] : await uniqueIds(beneficiaries(event, target))
  return isBeneficiary(senderId, event, target, ids)
    ? `${senderId} may gain from the change, and another person must answer`
    : null
}

/** Whether two SenderIds of SQS are of one principal. A role is one under any session name. */
export const isSameSender = (a: string, b: string): boolean => uniqueIdIn(a) === uniqueIdIn(b)
