import { type OmittablePart, omittedParts } from '../aws/omitted.ts'
import { type Conditions, isPossible } from '../engine/rule-matches.ts'
import type { Event } from '../ir/event.ts'

/** What nobody can read in an event: a part that CloudTrail left out, or a policy document. */
export type Undecided = OmittablePart | 'policy document'

/**
 * What nobody can read in an event, where it could decide that the rule does not match. Empty for a
 * rule that matches for certain, and for one that does not match.
 */
export function undecidedParts(rule: Conditions, event: Event): readonly Undecided[] {
  if (!isPossible(rule, event)) return []
  const omitted = omittedParts(event.record)
  return omitted.length > 0 ? omitted : ['policy document']
}
