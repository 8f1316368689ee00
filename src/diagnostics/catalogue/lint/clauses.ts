/** Diagnostics about clauses and rules that never match, always match, or have no effect. */
import { error, warning } from '../../constructors.ts'
import type { Diagnostic, Span } from '../../diagnostic.ts'

// The parts of a rule, as the messages below name them.

export const partOf = {
  block: 'this block',
  all: 'this combination of clauses',
  any: 'this list of alternatives',
  not: 'this `not`',
  each: 'this `each`',
} as const

/** A part of a rule by its key: `any`, `not`. */
export const thisKey = (key: string): string => `this \`${key}\``
export const testOf = (path: string): string => `this test of \`${path}\``
export const alternativeFor = (path: string): string => `this alternative for \`${path}\``

export const neverMatches = (what: string, span: Span): Diagnostic =>
  error(
    'never-matches',
    `no event can match ${what}`,
    'two of its tests exclude each other: remove one, or write them as alternatives',
    span,
  )

/** `what` is inside `not`, and every event matches it. */
export const notNeverMatches = (what: string, span: Span): Diagnostic =>
  error(
    'never-matches',
    `no event can match this \`not\`, because every event matches ${what}`,
    'write under `not` only what the rule must exclude',
    span,
  )

export const emptyListMatched = (path: string, span: Span): Diagnostic =>
  error(
    'never-matches',
    `\`${path}\` must be a value of an empty list, so no event can match`,
    'add a value to the list in tripline.yaml, or remove this test',
    span,
  )

/** `path`: a field of the envelope that `on` decides about. */
export const outsideOn = (path: string, span: Span): Diagnostic =>
  error(
    'never-matches',
    `no event that \`on\` selects passes this test of \`${path}\``,
    'select these events with `on`, for example `on: { source: aws.s3, detail-type: Object Created }`',
    span,
  )

export const unlessCoversMatch = (span: Span): Diagnostic =>
  error(
    'never-matches',
    'every event that matches `match` also matches `unless`, so this rule never fires',
    'narrow `unless` to the events that must stay quiet',
    span,
  )

export const alwaysMatches = (what: string, span: Span): Diagnostic =>
  warning(
    'always-matches',
    `every event matches ${what}, so it has no effect`,
    'remove it, or correct it',
    span,
  )

/** `what` is inside `not`, and no event matches it. */
export const notAlwaysMatches = (what: string, span: Span): Diagnostic =>
  warning(
    'always-matches',
    `this \`not\` has no effect, because no event matches ${what}`,
    'remove it, or correct it',
    span,
  )

export const anyTextMatches = (description: string, span: Span): Diagnostic =>
  warning(
    'always-matches',
    `every text ${description}, so this test accepts every text`,
    'write `exists: true` to require only that the field is present',
    span,
  )

const noEffect = (what: string, why: string, span: Span): Diagnostic =>
  warning('subsumed-clause', `${what} has no effect: ${why}`, 'remove it', span)

/** `what`: from `testOf`, `thisKey` or `namedCondition`. */
export const impliedByLine = (what: string, line: number, span: Span): Diagnostic =>
  noEffect(what, `line ${line} already requires it`, span)

export const impliedByOthers = (what: string, span: Span): Diagnostic =>
  noEffect(what, 'the other clauses together already require it', span)

export const namedCondition = 'this condition'

export const coveredAlternative = (line: number | undefined, span: Span): Diagnostic =>
  noEffect('this alternative', `the alternative on line ${line} matches all of its events`, span)

export const idleException = (span: Span): Diagnostic =>
  noEffect('this exception', 'no event matches both `match` and this exception', span)

/** `wider` describes another alternative: ``starts with `Stop` ``. */
export const coveredValue = (wider: string, span: Span): Diagnostic =>
  noEffect('this value', `the list also accepts every value that ${wider}`, span)

export const repeatedValue = (span: Span): Diagnostic =>
  noEffect('this value', 'the list already contains it', span)

/** `others` describes the other operators. */
export const impliedOperator = (others: string, span: Span): Diagnostic =>
  noEffect('this operator', `every value that ${others} passes it`, span)

export const subsumedRule = (other: string, span: Span): Diagnostic =>
  warning(
    'subsumed-rule',
    `\`${other}\` also fires for every event that this rule fires for`,
    `exclude these events from \`${other}\` with \`unless\`, give this rule a higher severity, or remove one of the two rules`,
    span,
  )
