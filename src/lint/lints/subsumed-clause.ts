import {
  coveredAlternative,
  idleException,
  impliedByLine,
  impliedByOthers,
  namedCondition,
  testOf,
  thisKey,
} from '../../diagnostics/catalogue/lint/clauses.ts'
import type { Diagnostic, Span } from '../../diagnostics/diagnostic.ts'
import { pathText } from '../../ir/path.ts'
import type { Predicate } from '../../ir/predicate.ts'
import { alwaysMatches, canMatch, implies } from '../logic/can-match.ts'
import { independentParts } from '../logic/parts.ts'
import type { Lint, Subject } from '../subject.ts'

/** Clauses that other clauses already imply, and exceptions that exclude nothing. */
export const superfluousClauses: Lint = (subject) => {
  const { match, unless } = subject.rule
  if (!subject.isComparable) return []
  return [
    ...below(subject, match),
    ...(unless ? [...below(subject, unless), ...idleExceptions(subject, match, unless)] : []),
  ]
}

interface Piece {
  readonly predicate: Predicate
  readonly span: Span
  readonly what: string
}

/** Each clause is compared with all others. Hand-written rules have fewer. */
const maxCompared = 40

/** By hand: the blocks of an `all` are compared with each other, so they are not visited again. */
function below(subject: Subject, predicate: Predicate): Diagnostic[] {
  switch (predicate.kind) {
    case 'block':
      return superfluous(piecesOf(subject, predicate), subject)
    case 'all':
      return [
        ...superfluous(
          predicate.of.flatMap((part) => piecesOf(subject, part)),
          subject,
        ),
        ...predicate.of
          .filter(({ kind }) => kind !== 'block')
          .flatMap((part) => below(subject, part)),
      ]
    case 'any':
      return [
        ...superfluousArms(subject, predicate.of),
        ...predicate.of.flatMap((part) => below(subject, part)),
      ]
    case 'not':
      return below(subject, predicate.of)
    case 'each':
      // Its clauses are about one element, and the comparison is about events.
      return []
  }
}

/** A part of an `all` as pieces to compare: fields that are independent are pieces of their own. */
function piecesOf(subject: Subject, predicate: Predicate): Piece[] {
  if (predicate.kind !== 'block') {
    const span = subject.place(predicate)
    return span ? [{ predicate, span, what: thisKey(predicate.kind) }] : []
  }
  // A named condition has a place of its own, its fields have none.
  const isNamed = predicate.fields.some((field) => subject.place(field) === undefined)
  const whole = subject.place(predicate)
  if (isNamed) return whole ? [{ predicate, span: whole, what: namedCondition }] : []
  return independentParts(predicate.fields, subject.isSingle).flatMap((fields): Piece[] => {
    const [first] = fields
    const span = first && subject.place(first)
    const what = first ? testOf(pathText(first.path)) : ''
    return span ? [{ predicate: { kind: 'block', fields }, span, what }] : []
  })
}

/** From the last to the first, so that of two equal clauses the later one is reported. */
function superfluous(pieces: readonly Piece[], { isSingle }: Subject): Diagnostic[] {
  if (pieces.length > maxCompared) return []
  const kept = [...pieces]
  const findings: Diagnostic[] = []
  for (const piece of pieces.toReversed()) {
    const others = kept.filter((other) => other !== piece)
    const all: Predicate = { kind: 'all', of: others.map(({ predicate }) => predicate) }
    const decided = !canMatch(all, isSingle) || alwaysMatches(piece.predicate, isSingle)
    if (others.length === 0 || decided || !implies(all, piece.predicate, isSingle)) continue
    kept.splice(kept.indexOf(piece), 1)
    const one = others.find(({ predicate }) => implies(predicate, piece.predicate, isSingle))
    findings.push(
      one === undefined
        ? impliedByOthers(piece.what, piece.span)
        : impliedByLine(piece.what, one.span.start.line, piece.span),
    )
  }
  return findings
}

/** Alternatives that imply another alternative. */
function superfluousArms(subject: Subject, arms: readonly Predicate[]): Diagnostic[] {
  if (arms.length > maxCompared) return []
  const kept = new Set(arms.filter((arm) => canMatch(arm, subject.isSingle)))
  return arms.flatMap((arm) => {
    const span = subject.place(arm)
    if (span === undefined || !kept.has(arm)) return []
    const wider = [...kept].find((other) => other !== arm && implies(arm, other, subject.isSingle))
    if (wider === undefined) return []
    kept.delete(arm)
    const at = subject.place(wider)?.start.line
    return [coveredAlternative(at, span)]
  })
}

/** Parts of `unless` that exclude none of the events that `match` allows. */
function idleExceptions(subject: Subject, match: Predicate, unless: Predicate): Diagnostic[] {
  const { isSingle, place } = subject
  if (!canMatch(match, isSingle)) return []
  const exceptions = unless.kind === 'any' ? unless.of : [unless]
  return exceptions.flatMap((exception) => {
    const span = place(exception)
    const idle =
      canMatch(exception, isSingle) && !canMatch({ kind: 'all', of: [match, exception] }, isSingle)
    return span && idle ? [idleException(span)] : []
  })
}
