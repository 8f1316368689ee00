import {
  emptyListMatched,
  neverMatches,
  notNeverMatches,
  unlessCoversMatch,
} from '../../diagnostics/catalogue/lint/clauses.ts'
import type { Diagnostic } from '../../diagnostics/diagnostic.ts'
import { matchAndNotUnless } from '../../ir/logic.ts'
import { type Decided, decidedParts } from '../decided.ts'
import { canMatch } from '../logic/can-match.ts'
import type { Lint, Subject } from '../subject.ts'

/** Contradictions, and a rule whose `unless` excludes everything that it matches. */
export const neverMatching: Lint = (subject) => {
  const findings = decidedParts(subject).flatMap(findingsIn)
  return findings.length > 0 ? findings : coveredByUnless(subject)
}

function findingsIn({ answer, negated, inUnless, emptyList, what, span }: Decided): Diagnostic[] {
  // A contradiction under `not` excludes nothing: `always-matches` reports it.
  if ((answer === 'never') === negated) return []
  if (emptyList === undefined) return [(negated ? notNeverMatches : neverMatches)(what, span)]
  // An exception for an empty list excepts nothing, which is how lists begin.
  return inUnless || negated ? [] : [emptyListMatched(emptyList, span)]
}

function coveredByUnless({
  rule: { match, unless },
  place,
  idSpan,
  isSingle,
}: Subject): Diagnostic[] {
  if (unless === undefined || !canMatch(match, isSingle)) return []
  const isPossible = canMatch(matchAndNotUnless({ match, unless }), isSingle)
  return isPossible ? [] : [unlessCoversMatch(place(unless) ?? idSpan)]
}
