/** Diagnostics that commands find in rules that load. */
import { error } from '../constructors.ts'
import type { Diagnostic, Span } from '../diagnostic.ts'
import { withArticle } from '../phrases.ts'

/** `what` is the output of a backend, such as `event pattern`. */
export const cannotCompileText = (what: string, why: string): string =>
  `this rule cannot become ${withArticle(what)}: ${why}`

export const cannotCompile = (what: string, why: string, instead: string, span: Span): Diagnostic =>
  error('cannot-compile', cannotCompileText(what, why), instead, span)

const unproven = (problem: string, span: Span): Diagnostic =>
  error(
    'unproven',
    problem,
    'this is a mistake in Tripline: please report it together with the rule',
    span,
  )

// In all of these, `what` is the output of a backend, such as `event pattern`.

export const missesEvent = (what: string, span: Span): Diagnostic =>
  unproven(`the ${what} of this rule does not match an event that the rule fires for`, span)

export const matchesTooMuch = (what: string, span: Span): Diagnostic =>
  unproven(`the ${what} of this rule matches an event that the rule does not fire for`, span)

/** `reason` is the answer of AWS. */
export const invalidOutput = (what: string, reason: string, span: Span): Diagnostic =>
  unproven(`AWS would reject the ${what} of this rule: ${reason}`, span)

export const undocumentedMatch = (what: string, span: Span): Diagnostic =>
  unproven(`AWS does not document whether the ${what} of this rule matches one of its events`, span)

export const silencedByTruncation = (span: Span): Diagnostic =>
  unproven(
    'this rule fires for an event, but not if CloudTrail leaves out the part of it that the rule tests',
    span,
  )

export const firesForNothing = (span: Span): Diagnostic =>
  error(
    'unproven',
    'Tripline derived events from this rule, but the rule fires for none of them',
    'look for tests that exclude each other; if you find none, please report the rule',
    span,
  )

/** The reason of an `invalidOutput`, where AWS gives none. */
export const notAJsonPattern = 'it is not a JSON pattern'
