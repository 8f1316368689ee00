import {
  emptyListMatched,
  neverMatches,
  unlessCoversMatch,
} from '../../diagnostics/catalogue/lint.ts'
import type { Diagnostic } from '../../diagnostics/diagnostic.ts'
import { matchAndNotUnless } from '../../ir/logic.ts'
import { type Decided, decidedParts } from '../decided.ts'
import { canMatch } from '../logic/can-match.ts'
import type { Lint, Subject } from '../subject.ts'

/** Contradictions, and a rule that `unless` leaves nothing of. */
export const never: Lint = (subject) => {
  const told = decidedParts(subject).flatMap(toldOf)
  return told.length > 0 ? told : nothingLeft(subject)
}

function toldOf({ answer, negated, inUnless, emptyList, what, span }: Decided): Diagnostic[] {
  // What never holds under `not` keeps nothing out, which is for `always-matches` to say.
  if ((answer === 'never') === negated) return []
  if (emptyList === undefined) {
    const help = negated
      ? 'every event meets it, so `not` leaves none: say what is to be left out'
      : 'two of the things asked for exclude each other: drop one, or make them alternatives'
    return [neverMatches(negated ? `\`not\` with ${what}` : what, help, span)]
  }
  // An exception for an empty list excepts nothing, which is how lists begin.
  return inUnless || negated ? [] : [emptyListMatched(emptyList, span)]
}

function nothingLeft({ rule: { match, unless }, place, idSpan, isSingle }: Subject): Diagnostic[] {
  if (unless === undefined || !canMatch(match, isSingle)) return []
  const left = canMatch(matchAndNotUnless({ match, unless }), isSingle)
  return left ? [] : [unlessCoversMatch(place(unless) ?? idSpan)]
}
