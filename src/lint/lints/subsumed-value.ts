import {
  coveredValue,
  impliedOperator,
  repeatedValue,
} from '../../diagnostics/catalogue/lint/clauses.ts'
import type { Diagnostic, Span } from '../../diagnostics/diagnostic.ts'
import { checksIn, comparedPaths } from '../../ir/logic.ts'
import type { Check } from '../../ir/predicate.ts'
import { describeCheck } from '../../operators/description.ts'
import { alwaysHolds, canHold, impliesCheck } from '../logic/can-hold.ts'
import { type Lint, placedFields, placeOf, type Subject } from '../subject.ts'

/** `[{ prefix: Delete }, DeleteTrail]`, `{ exists: true, prefix: A }`: values and operators that add nothing. */
export const superfluousValues: Lint = (subject) =>
  [...placedFields(subject)].flatMap(({ field }) =>
    checksIn(field.check).flatMap((check) => within(subject, check)),
  )

/** In longer lists only repeated values are found. */
const maxCompared = 60

function within(subject: Subject, check: Check): Diagnostic[] {
  if (check.op === 'all') return implied(subject, check.of)
  if (check.op !== 'any') return []
  return check.of.length > maxCompared ? repeated(subject, check.of) : covered(subject, check.of)
}

/** The place of a value in the rule itself; a list of tripline.yaml serves other rules too. */
function placeIn({ place, file }: Subject, check: Check): Span | undefined {
  // `same-as` requires another field in the same element, so no other test can replace it.
  if (comparedPaths(check).length > 0) return undefined
  const span = placeOf(place, check)
  return span?.file === file ? span : undefined
}

function covered(subject: Subject, of: readonly Check[]): Diagnostic[] {
  const kept = new Set(of.filter((check) => canHold(check) && !alwaysHolds(check)))
  return of.toReversed().flatMap((check) => {
    const span = placeIn(subject, check)
    if (span === undefined || !kept.has(check)) return []
    const wider = [...kept].find((other) => other !== check && impliesCheck(check, other))
    if (wider === undefined) return []
    kept.delete(check)
    return [coveredValue(describeCheck(wider), span)]
  })
}

function repeated(subject: Subject, of: readonly Check[]): Diagnostic[] {
  const seen = new Set<string>()
  return of.flatMap((check) => {
    const key = JSON.stringify(check)
    const span = placeIn(subject, check)
    if (!seen.has(key)) {
      seen.add(key)
      return []
    }
    return span ? [repeatedValue(span)] : []
  })
}

function implied(subject: Subject, of: readonly Check[]): Diagnostic[] {
  const kept = new Set(of.filter((check) => !alwaysHolds(check)))
  return of.toReversed().flatMap((check) => {
    const span = placeIn(subject, check)
    const others: Check = { op: 'all', of: [...kept].filter((other) => other !== check) }
    const decided = span === undefined || !kept.has(check) || !canHold(others)
    if (decided || kept.size < 2 || !impliesCheck(others, check)) return []
    kept.delete(check)
    return [impliedOperator(describeCheck(others), span)]
  })
}
