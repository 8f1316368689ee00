import { type OmittablePart, omittedParts } from '../aws/omitted.ts'
import { type Conditions, isPossible } from '../engine/rule-matches.ts'
import type { Event } from '../ir/event.ts'

/**
 * The parts of a record that CloudTrail left out, where they could decide that the rule does not
 * match. Empty for a rule that matches for certain, and for one that does not match.
 */
export const undecidedParts = (rule: Conditions, event: Event): readonly OmittablePart[] =>
  isPossible(rule, event) ? omittedParts(event.record) : []
