import {
  emptyListMatched,
  neverMatches,
  notNeverMatches,
  outsideOn,
  unlessCoversMatch,
} from '../../diagnostics/catalogue/lint/clauses.ts'
import type { Diagnostic } from '../../diagnostics/diagnostic.ts'
import { comparedPaths, matchAndNotUnless } from '../../ir/logic.ts'
import { sourcesOf } from '../../ir/observation.ts'
import { pathText } from '../../ir/path.ts'
import type { Check } from '../../ir/predicate.ts'
import { type Decided, decidedParts } from '../decided.ts'
import { canHold } from '../logic/can-hold.ts'
import { canMatch } from '../logic/can-match.ts'
import { type Lint, placedFields, placeOf, type Subject } from '../subject.ts'

/** Contradictions, and a rule whose `unless` excludes everything that it matches. */
export const neverMatching: Lint = (subject) => {
  const findings = [...decidedParts(subject).flatMap(findingsIn), ...outsideOfOn(subject)]
  return findings.length > 0 ? findings : coveredByUnless(subject)
}

/** Tests of the envelope that no event passes which `on` lets in. */
function outsideOfOn(subject: Subject): Diagnostic[] {
  const { on } = subject.rule
  const letIn = new Map<string, Check>([
    ['envelope.detail-type', anyOf(on.detailTypes.map((value) => ({ op: 'equals', value })))],
    ['envelope.source', anyOf(sourcesOf(on).map(sourceCheck))],
  ])
  return [...placedFields(subject)].flatMap(({ field: { path, check }, span }) => {
    const required = letIn.get(pathText(path))
    if (required === undefined || !canHold(check)) return []
    return (check.op === 'any' ? check.of : [check]).flatMap((part) =>
      comparedPaths(part).length === 0 && !canHold({ op: 'all', of: [required, part] })
        ? [outsideOn(pathText(path), placeOf(subject.place, part) ?? span)]
        : [],
    )
  })
}

const anyOf = (of: readonly Check[]): Check => ({ op: 'any', of })

const sourceCheck = (source: string): Check =>
  source.endsWith('.') ? { op: 'prefix', text: source } : { op: 'equals', value: source }

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
